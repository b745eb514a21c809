"""Words for a ratio of two times, and for its limits."""

from propbench.bench.numbers import NARROW, percent, seconds, times, times_range
from propbench.bench.statistics import Interval, verdict

CLOSE = 0.2
"""Limits this close to 1 are a tie; wider ones around 1 say nothing."""


def gain(ratio: Interval) -> str:
    """A ratio of times, other over this: "310x faster", "1.7x slower", a tie, or too noisy."""
    answer = verdict(ratio)
    if answer == "tie":
        return tie(ratio)
    if answer == "above":
        return f"{times(ratio.point)} faster"
    return f"{times(1 / ratio.point)} slower"


def short(ratio: Interval) -> str:
    """A ratio of times in a word or two, to be set large."""
    if verdict(ratio) != "tie":
        return gain(ratio)
    return "tie" if is_close(ratio) else "cannot tell"


def tie(ratio: Interval) -> str:
    """A ratio that is not told from 1: by how little it differs, or that this is not known."""
    if is_close(ratio):
        return f"a tie (within {percent(_farthest(ratio))})"
    kind = "range " if ratio.kind == "range" else ""
    return f"too noisy to tell apart ({kind}{times_range(ratio.low, ratio.high)})"


def is_close(ratio: Interval) -> bool:
    """Whether the limits are close to 1: a wide interval around 1 is ignorance, not likeness."""
    return _farthest(ratio) < CLOSE


def limits(ratio: Interval) -> str:
    """The limits of a ratio that is not a tie, as factors of at least 1."""
    low, high = (ratio.low, ratio.high) if ratio.point > 1 else (1 / ratio.high, 1 / ratio.low)
    return times_range(low, high)


def gain_with_limits(ratio: Interval) -> str:
    """As `gain`, with its limits in brackets and the word range where they are no interval."""
    if verdict(ratio) == "tie":
        return gain(ratio)
    kind = "range " if ratio.kind == "range" else ""
    return f"{gain(ratio)} ({kind}{limits(ratio)})"


def fewer(ratio: Interval, what: str) -> str:
    """A ratio of counts: "2.9x fewer iterations (2.6 to 3.2x)", or "more", or a tie."""
    answer = verdict(ratio)
    if answer == "tie":
        close = is_close(ratio)
        return f"as many {what}: {tie(ratio)}" if close else f"a number of {what} {tie(ratio)}"
    point = ratio.point if answer == "above" else 1 / ratio.point
    word = "fewer" if answer == "above" else "more"
    kind = "range " if ratio.kind == "range" else ""
    return f"{times(point)} {word} {what} ({kind}{limits(ratio)})"


def interval_words(interval: Interval) -> str:
    """The limits of seconds: "12.9 to 13.6 ms"."""
    low, high = seconds(interval.low), seconds(interval.high)
    number, _, unit = low.partition(NARROW)
    return f"{number} to {high}" if high.endswith(f"{NARROW}{unit}") else f"{low} to {high}"


def _farthest(ratio: Interval) -> float:
    return max(abs(ratio.low - 1), abs(ratio.high - 1))
