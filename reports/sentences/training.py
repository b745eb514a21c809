"""Is ReLU faster than sigmoid: a row a network, and one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from propbench.bench.activations import ACTIVATIONS
from propbench.bench.numbers import percent
from propbench.bench.statistics import Interval, verdict
from propbench.reports.facts.training import TrainingGap
from propbench.reports.sentences import comparing
from propbench.reports.sentences.lists import joined
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


def answer(gaps: Sequence[TrainingGap]) -> str:
    """On which networks it is, in time where their steps were timed; empty without a race."""
    if not gaps:
        return ""
    words: dict[str, list[str]] = {}
    for gap in gaps:
        words.setdefault(word(gap), []).append(gap.network)
    networks = ", ".join(
        f"{word} on the {joined(where)} network{'s' * (len(where) > 1)}"
        for word, where in words.items()
    )
    return f"{capital(networks)}, {_RULESETS.get(gaps[0].ruleset, _COURSE)}."


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
