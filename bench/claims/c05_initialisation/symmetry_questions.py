"""C5: what units that begin alike did, from observations."""

from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparison import ArmComparison, Finding
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.shared.observed import by_seed, ratio_cell, rows
from propbench.bench.claims.shared.optimum import BUDGETS
from propbench.bench.numbers import count, scientific
from propbench.bench.results import Observation

_MOVED = 1e-9
"""A weight below this was moved by rounding alone, if at all: from zero, in steps of rate one."""

_RUN = ("task", "implementation", "dtype", "width")
"""What tells one symmetry run from another."""


def reason(evidence: Evidence) -> Question:
    """Whether zero weights fail because units learn alike, or do not learn at all."""
    largest = evidence.values("largest_from_zero")
    pairs = zip(largest, evidence.values("distinct_from_zero"), strict=True)
    return answered(
        ("reason", "Do zero weights fail because all hidden units stay the same?"),
        [_moved(*pair) for pair in pairs],
        group=lambda comparison: comparison.factors["activation"],
        series=rows(evidence, "largest_from_zero"),
    )


def _moved(largest: Observation, distinct: Observation) -> ArmComparison:
    return ArmComparison(
        {name: str(level) for name, level in largest.factors.items()},
        "supports" if largest.value > _MOVED and distinct.value == 1 else "contradicts",
        note=f"largest weight {scientific(largest.value)}",
    )


def logistic(evidence: Evidence) -> Question:
    """Whether zero weights fail without hidden layers."""
    quantity = "logistic_iterations"
    measured = {seen.factors["task"] for seen in evidence.values(quantity)}
    return answered(
        ("logistic", "Do zero weights fail in logistic regression?"),
        [
            ratio_cell(
                by_seed(evidence, quantity, task=task, rule="zero"),
                by_seed(evidence, quantity, task=task, rule="glorot"),
                BUDGETS[task],
                {"task": task},
            )
            for task in BUDGETS
            if task in measured
        ],
    )


def symmetry(evidence: Evidence) -> Question:
    """Whether units that begin alike stay so in this machine's arithmetic."""
    runs: dict[tuple[str, ...], list[Observation]] = {}
    for seen in evidence.values("distinct_units"):
        runs.setdefault(tuple(str(seen.factors[name]) for name in _RUN), []).append(seen)
    return answered(
        ("clock", "Do sigmoid units that begin alike stay alike, whoever does the arithmetic?"),
        [_run_comparison(key, readings) for key, readings in runs.items()],
        series=rows(evidence, "distinct_units", "unit_spread"),
    )


def _run_comparison(key: tuple[str, ...], readings: list[Observation]) -> ArmComparison:
    last = max(readings, key=_step)
    finding: Finding = "inconclusive"
    if last.value > 1:
        finding = "contradicts"
    elif float(last.factors["largest_weight"]) > _MOVED:
        finding = "supports"
    apart = [_step(seen) for seen in readings if seen.value > 1]
    note = f"still alike at step {count(_step(last))}"
    if apart:
        note = f"{last.value:.0f} kinds, seen from step {count(min(apart))} on"
    return ArmComparison(dict(zip(_RUN, key, strict=True)), finding, note=note)


def _step(seen: Observation) -> int:
    return int(seen.factors["step"])
