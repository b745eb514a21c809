"""Is a loss convex: a fact for each set of examples, by minima found and by curvature met."""

from collections.abc import Iterator, Sequence

from propbench.bench.claims.c06_squared_error.single_unit import CROSS_ENTROPY, SQUARED
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparison import ArmComparison, Finding
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.shared.observed import rows
from propbench.bench.results import Observation

_MORE_THAN = {"minima": 1, "negative_curvature": 0}
"""Of a convex loss there is at most one minimum, and no point of negative curvature."""


def convexity(evidence: Evidence) -> Question:
    """Whether squared error through a sigmoid is convex, by its minima and its curvature."""
    return answered(
        ("nonconvex", "Is squared error through a sigmoid not convex?"),
        (
            comparison
            for test in _MORE_THAN
            for comparison in _comparisons(test, evidence.values(test))
        ),
        group=lambda comparison: comparison.factors["test"],
        series=rows(evidence, *_MORE_THAN, "no_minimum"),
    )


def _comparisons(test: str, observations: Sequence[Observation]) -> Iterator[ArmComparison]:
    """One for each set of examples: a single start that shows it is enough."""
    most: dict[str, dict[str, float]] = {}
    for seen in observations:
        by_loss = most.setdefault(str(seen.factors["examples"]), {})
        loss = str(seen.factors["loss"])
        by_loss[loss] = max(seen.value, by_loss.get(loss, 0.0))
    for examples, by_loss in most.items():
        squared, entropy = (by_loss[loss] > _MORE_THAN[test] for loss in (SQUARED, CROSS_ENTROPY))
        note = f"{by_loss[SQUARED]:g} with squared error, {by_loss[CROSS_ENTROPY]:g} without"
        yield ArmComparison(
            {"examples": examples, "test": test}, _finding(squared, entropy), note=note
        )


def _finding(squared: bool, entropy: bool) -> Finding:
    """Convexity that fails for both, or for neither, is not what the claim says."""
    if squared == entropy:
        return "equivalent"
    return "supports" if squared else "contradicts"
