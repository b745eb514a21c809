"""C5: what units that begin alike did, from observations."""

from collections.abc import Mapping

from propbench.bench.claims.referee.answering import Cells, answered
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.verdicts import ArmComparison, Finding
from propbench.bench.claims.shared.observed import by_seed, ratio_cell, rows
from propbench.bench.claims.shared.wording import by_level
from propbench.bench.numbers import count, scientific
from propbench.bench.results import Observation

_MOVED = 1e-9
"""A weight below this was moved by rounding alone, if at all: from zero, in steps of rate one."""


_RUN = ("task", "implementation", "dtype", "width")
"""What tells one symmetry run from another."""
_UNNAMED = "xor"
"""The task of runs that were read before there were several."""


def reason(evidence: Evidence, share: float) -> Question:
    """Whether zero weights fail because units learn alike, or do not learn at all."""
    largest = evidence.values("largest_from_zero")
    pairs = zip(largest, evidence.values("distinct_from_zero"), strict=True)

    def words(_: Cells) -> str:
        alike = [_where(seen) for seen in largest if seen.value > _MOVED]
        rounded = [_where(seen) for seen in largest if 0 < seen.value <= _MOVED]
        still = [_where(seen) for seen in largest if not seen.value]
        return (
            f"After the first steps from zero, weights had moved in {_listed(alike)}, by rounding "
            f"alone in {_listed(rounded)}, and not one, because its gradient is exactly zero, in "
            f"{_listed(still)}."
        )

    named = ("reason", "Do zero weights fail because all hidden units stay the same?")
    return answered(named, [_moved(*pair) for pair in pairs], words, share)


def _moved(largest: Observation, distinct: Observation) -> ArmComparison:
    return ArmComparison(
        {name: str(level) for name, level in largest.factors.items()},
        "supports" if largest.value > _MOVED and distinct.value == 1 else "contradicts",
        note=f"largest weight {scientific(largest.value)}",
    )


def logistic(evidence: Evidence, budgets: Mapping[str, int], share: float) -> Question:
    """Whether zero weights fail without hidden layers; iterations that each task allows."""
    quantity = "logistic_iterations"
    tasks = dict.fromkeys(str(seen.factors["task"]) for seen in evidence.values(quantity))
    cells = [
        ratio_cell(
            by_seed(evidence, quantity, task=task, rule="zero"),
            by_seed(evidence, quantity, task=task, rule="glorot"),
            budgets[task],
            {"task": task},
        )
        for task in tasks
    ]

    def words(kept: Cells) -> str:
        notes = "; ".join(
            f"{task}: {cell.note}, {count(budgets[task])} allowed"
            for task, cell in zip(tasks, kept, strict=True)
        )
        return (
            "To the loss of the best linear function, zero weights took, over random ones, "
            f"{by_level(kept, 'task')} ({notes})."
        )

    return answered(
        ("logistic", "Do zero weights fail in logistic regression?"), cells, words, share
    )


def symmetry(evidence: Evidence, share: float) -> Question:
    """Whether units that begin alike stay so in this machine's arithmetic."""
    runs: dict[tuple[str, ...], list[Observation]] = {}
    for seen in evidence.values("distinct_units"):
        key = tuple(str(seen.factors.get(name, _UNNAMED)) for name in _RUN)
        runs.setdefault(key, []).append(seen)
    return answered(
        ("clock", "Do sigmoid units that begin alike stay alike, whoever does the arithmetic?"),
        [_run_cell(key, readings) for key, readings in runs.items()],
        lambda cells: f"Number of distinct units after the last step: {_broken(cells)}.",
        share,
        rows(evidence, "distinct_units", "unit_spread"),
    )


def _run_cell(key: tuple[str, ...], readings: list[Observation]) -> ArmComparison:
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


def _broken(cells: Cells) -> str:
    """For each implementation, at which widths its units came apart."""
    names = dict.fromkeys(cell.factors["implementation"] for cell in cells)
    return "; ".join(
        _broken_in(name, [cell for cell in cells if cell.factors["implementation"] == name])
        for name in names
    )


def _broken_in(name: str, cells: Cells) -> str:
    apart = [cell for cell in cells if cell.finding == "contradicts"]
    where = ", ".join(
        f"{cell.factors['width']} ({cell.factors['task']}, {cell.factors['dtype']})"
        for cell in apart
    )
    widths = f", of width {where}" if apart else ""
    return f"{name} more than one in {len(apart)} of {len(cells)} cases{widths}"


def _listed(where: list[str]) -> str:
    return ", ".join(where) or "no network"


def _step(seen: Observation) -> int:
    return int(seen.factors["step"])


def _where(seen: Observation) -> str:
    factors = seen.factors
    return f"{factors['activation']} at depth {factors['depth']} ({factors['task']})"
