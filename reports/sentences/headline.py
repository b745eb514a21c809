"""How much faster: the headline case, and what the course says of loops."""

from propbench.bench.numbers import count, rough, rough_seconds, seconds
from propbench.bench.statistics import Interval, verdict
from propbench.reports.facts.cells import Standing
from propbench.reports.facts.packages import Packages
from propbench.reports.facts.sizes import Sizes
from propbench.reports.naming import named, reason_named
from propbench.reports.sentences.comparing import (
    gain,
    gain_with_limits,
    interval_words,
    is_close,
    short,
)
from propbench.reports.sentences.lists import joined

NOT_MEASURED = {
    "too_slow": "too slow to measure",
    "failed": "failed",
    "unsupported": "unsupported",
    "not_selected": "not measured",
    "estimated": "estimated, not measured",
}


def answer(table: Packages) -> str:
    """The page in one sentence: how many times as fast as plain loops textbook code trains here."""
    standings = ((name, table.timed(name)) for name in reversed(list(table.rows)))
    gains = {name: each.gain for name, each in standings if each and each.gain}
    if not gains:
        return (
            "How much faster textbook code is than plain Python loops cannot be said: this run "
            "has no time of both."
        )
    paces = {name: pace for name, ratio in gains.items() if (pace := _pace(ratio))}
    unsure = [name for name in gains if name not in paces]
    if not paces:
        both = joined(list(gains))
        return f"This run cannot tell whether {both} trains faster than plain Python loops."
    (first, pace), *others = paces.items()
    than = "as" if pace.startswith("as ") else "than"
    rest = "".join(f"; {name} {other}" for name, other in others)
    rest += f"; of {joined(unsure)} it cannot be told" if unsure else ""
    return f"{first} trains {pace} {than} plain Python loops on this machine{rest}."


def _pace(ratio: Interval) -> str:
    """A ratio over the loops, in passing; empty where it cannot be told."""
    if verdict(ratio) == "tie":
        return "as fast" if is_close(ratio) else ""
    factor, word = (ratio.point, "faster") if ratio.point > 1 else (1 / ratio.point, "slower")
    return f"about {rough(factor)} times {word}"


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
        reason = reason_named(standing.implementation, standing.reason)
        return because(standing.kind, reason)
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


def course_claim(sizes: Sizes) -> str:
    """The course's "never use explicit for-loops", as far as the measured sizes carry it."""
    claim = "Against interpreted loops, “never use explicit for-loops”"
    ratios = sizes.ratios
    verdicts = [verdict(ratio) for _, ratio in ratios]
    if not ratios:
        who = f"both {named(sizes.implementation)} and the loops"
        return f"{claim} was not tested: this run has no size with a time of {who}."
    span = f"from m = {count(ratios[0][0])} to m = {count(ratios[-1][0])}"
    if all(answer == "above" for answer in verdicts):
        return f"{claim} held at every size measured, {span}."
    if sizes.crossing is not None:
        return f"{claim} is true from m = {count(sizes.crossing[1])} up; {_below(sizes)}."
    if "above" not in verdicts:
        return f"{claim} did not hold at any size measured, {span}."
    return f"{claim} held at some sizes only, and not at the largest measured."


def on_a_human_scale(sizes: Sizes, m: int) -> str:
    """What its gain at m means where its own step is stretched to a second; empty where it has
    none."""
    ratio = dict(sizes.ratios).get(m)
    if ratio is None or verdict(ratio) != "above":
        return ""
    return (
        f"If a step of {named(sizes.implementation)} on {count(m)} examples took a second, plain "
        f"loops would take {rough_seconds(ratio.point)} for it."
    )


def _below(sizes: Sizes) -> str:
    m, ratio = _first_not_above(sizes)
    return f"at m = {count(m)} {named(sizes.implementation)} is {gain(ratio)}"


def _first_not_above(sizes: Sizes) -> tuple[int, Interval]:
    return next(pair for pair in sizes.ratios if verdict(pair[1]) != "above")
