"""Is ReLU faster than sigmoid: a row a network, and one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from propbench.bench.activations import ACTIVATIONS
from propbench.bench.numbers import percent, rough
from propbench.bench.statistics import Interval, verdict
from propbench.reports.facts.training import TrainingGap
from propbench.reports.sentences import comparing
from propbench.reports.sentences.short import capital

_RULESETS = {
    "R1": "each at the learning rate that suits it best",
    "R2": "each with the learning rate and the start that suit it best",
}
_COURSE = "both at the course's learning rate and with its small random weights"


@dataclass(frozen=True)
class Row:
    """One network: how many fewer iterations and seconds, and which share of runs finishes."""

    network: str
    iterations: str
    seconds: str
    finish: str


def row(gap: TrainingGap) -> Row:
    """The network with its ratios, and the share that finishes, of fast and of slow."""
    return Row(
        gap.network,
        _bounded(gap, _fewer(gap.iterations)) if gap.iterations else "neither arrives",
        _bounded(gap, comparing.gain_with_limits(gap.seconds)) if gap.seconds else "not timed",
        ", ".join(
            f"{name(arm)} {percent(share.point)}"
            for arm, share in zip((gap.fast, gap.slow), gap.arrived, strict=True)
        ),
    )


def in_short(gaps: Sequence[TrainingGap]) -> tuple[str, ...]:
    """A sentence a network."""
    if not gaps:
        return ("Not measured: this run holds no training of both.",)
    return tuple(f"{capital(gap.network)} network: {_in_short(gap)}." for gap in gaps)


def under(gaps: Sequence[TrainingGap]) -> str:
    """Which learning rates and starts these are of, or an empty string."""
    return _RULESETS.get(gaps[0].ruleset, _COURSE) if gaps else ""


def _in_short(gap: TrainingGap) -> str:
    answer, ratio = word(gap), gap.iterations
    if ratio is None or verdict(ratio) == "tie":
        return answer
    if gap.seconds and verdict(gap.seconds) == "tie":
        answer += " in seconds"
    factor, more = (ratio.point, "fewer") if ratio.point > 1 else (1 / ratio.point, "more")
    return f"{answer}, {gap.bound or 'about'} {rough(factor)} times {more} iterations"


def name(activation: str) -> str:
    """An activation as written in a sentence."""
    return ACTIVATIONS[activation].label if activation in ACTIVATIONS else activation


def word(gap: TrainingGap) -> str:
    """Whether the fast one is faster on its network: yes, no, or why there is no such answer."""
    ratio = gap.seconds or gap.iterations
    if ratio is None:
        return "neither arrives"
    if verdict(ratio) != "tie":
        return "yes" if ratio.point > 1 else "no"
    return "a tie" if comparing.is_close(ratio) else "cannot tell"


def _fewer(iterations: Interval) -> str:
    """As their column is of iterations, these are not named again."""
    return comparing.fewer(iterations, "iterations").replace(" iterations (", " (")


def _bounded(gap: TrainingGap, words: str) -> str:
    """Where half of one arm's runs do not arrive, a ratio is a bound."""
    return f"{gap.bound} {words}" if gap.bound and _is_told(gap.iterations) else words


def _is_told(ratio: Interval | None) -> bool:
    return ratio is not None and verdict(ratio) != "tie"
