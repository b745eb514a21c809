"""How much faster: the headline case, and the range over sizes."""

from propbench.bench.numbers import count, seconds
from propbench.bench.statistics import Interval, verdict
from propbench.reports.facts.cells import Standing
from propbench.reports.facts.sizes import Sizes
from propbench.reports.sentences.comparing import gain, gain_with_limits, interval_words, short

NOT_MEASURED = {
    "too_slow": "too slow to measure",
    "failed": "failed",
    "unsupported": "unsupported",
    "not_selected": "not measured",
    "estimated": "estimated, not measured",
}


def big_number(standing: Standing, baseline: str) -> str:
    """What is set large: a factor over the baseline, the baseline's own time, or a word."""
    if standing.kind != "measured" or standing.seconds is None:
        return NOT_MEASURED.get(standing.kind, "not measured")
    if standing.implementation == baseline or standing.gain is None:
        return seconds(standing.seconds.point)
    return short(standing.gain)


def time_words(standing: Standing, baseline: str) -> str:
    """Seconds with their limits, or an empty string where there are none to show.

    Only the limits where the seconds are the big number.
    """
    if standing.kind != "measured" or standing.seconds is None:
        return ""
    point, limits = seconds(standing.seconds.point), interval_words(standing.seconds)
    return limits if big_number(standing, baseline) == point else f"{point}, {limits}"


def verdict_words(standing: Standing, baseline: str) -> str:
    """Under the big number of one implementation: how it stands to the baseline, or why not."""
    if standing.kind in NOT_MEASURED:
        return because(standing.kind, standing.reason)
    if standing.implementation == baseline:
        return "the baseline"
    if standing.gain is None:
        return f"no ratio: {baseline} was not measured here"
    return f"{gain_with_limits(standing.gain)}{'; unstable' * standing.unstable}"


def card_words(standing: Standing, baseline: str) -> str:
    """As `verdict_words`, without the factor, for a card that has it in large."""
    words = verdict_words(standing, baseline)
    opening = f"{big_number(standing, baseline)} ("
    if not words.startswith(opening):
        return words
    limits, _, mark = words.removeprefix(opening).rpartition(")")
    return f"{limits}{mark}"


def because(kind: str, reason: str) -> str:
    """Why there is no time: the kind in words, and the reason that the run gave."""
    words = NOT_MEASURED[kind]
    return f"{words}: {reason}" if reason and reason != words else words


def over_sizes(sizes: Sizes) -> str:
    """The range of the ratio over all measured sizes, and where it crosses 1."""
    own, other = sizes.implementation, sizes.other
    if not sizes.ratios:
        return f"This run has no size with a time of both {own} and {other}."
    if len(sizes.ratios) == 1:
        m, ratio = sizes.ratios[0]
        return f"{own} was compared with {other} at one size only: {gain(ratio)} at {_at(m)}."
    least = min(sizes.ratios, key=lambda pair: pair[1].point)
    most = max(sizes.ratios, key=lambda pair: pair[1].point)
    spread = (
        f"Against {other}, {own} goes from {gain(least[1])} ({_at(least[0])}) "
        f"to {gain(most[1])} ({_at(most[0])})"
    )
    return f"{spread}{_crossing(sizes)}."


def course_claim(sizes: Sizes) -> str:
    """The course's "never use explicit for-loops", as far as the measured sizes carry it."""
    claim = "Against interpreted loops, “never use explicit for-loops”"
    ratios = sizes.ratios
    verdicts = [verdict(ratio) for _, ratio in ratios]
    if not ratios:
        who = f"both {sizes.implementation} and the loops"
        return f"{claim} was not tested: this run has no size with a time of {who}."
    span = f"from m = {count(ratios[0][0])} to m = {count(ratios[-1][0])}"
    if all(answer == "above" for answer in verdicts):
        return f"{claim} held at every size measured, {span}."
    if sizes.crossing is not None:
        return f"{claim} is true from m = {count(sizes.crossing[1])} up; {_below(sizes)}."
    if "above" not in verdicts:
        return f"{claim} did not hold at any size measured, {span}."
    return f"{claim} held at some sizes only, and not at the largest measured."


def _crossing(sizes: Sizes) -> str:
    if sizes.crossing is None:
        return ""
    low, high = sizes.crossing
    return f", and overtakes it between m = {count(low)} and m = {count(high)}"


def _below(sizes: Sizes) -> str:
    m, ratio = _first_not_above(sizes)
    return f"at m = {count(m)} {sizes.implementation} is {gain(ratio)}"


def _first_not_above(sizes: Sizes) -> tuple[int, Interval]:
    return next(pair for pair in sizes.ratios if verdict(pair[1]) != "above")


def _at(m: int) -> str:
    return f"m = {count(m)}"
