"""What units that begin alike did, from observations: the parts of a claim on zero weights."""

from collections.abc import Mapping

from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.observed import by_seed, part, ratio_cell, rows
from propbench.bench.claims.registration import Cell, Finding, Part
from propbench.bench.claims.words import by_level
from propbench.bench.numbers import count, power
from propbench.bench.results import Observation

_MOVED = 1e-9
"""A weight below this was moved by rounding alone, if at all: from zero, in steps of rate one."""


_CLOCK = ("task", "implementation", "dtype", "width")
"""What tells one symmetry clock from another."""
_UNNAMED = "xor"
"""The task of clocks that were read before there were several."""


def reason(evidence: Evidence, share: float) -> Part:
    """Whether zero weights fail because units learn alike, or do not learn at all."""
    question = "Do zero weights fail because all hidden units stay the same?"
    largest = evidence.values("largest_from_zero")
    pairs = zip(largest, evidence.values("distinct_from_zero"), strict=True)
    cells = tuple(
        Cell(
            {name: str(level) for name, level in one.factors.items()},
            "supports" if one.value > _MOVED and distinct.value == 1 else "contradicts",
            note=f"largest weight {power(one.value)}",
        )
        for one, distinct in pairs
    )
    alike = [_where(one) for one in largest if one.value > _MOVED]
    rounded = [_where(one) for one in largest if 0 < one.value <= _MOVED]
    still = [_where(one) for one in largest if not one.value]
    answer = (
        f"After the first steps from zero, weights had moved in {_listed(alike)}, by rounding "
        f"alone in {_listed(rounded)}, and not one, because its gradient is exactly zero, in "
        f"{_listed(still)}."
    )
    return part(("reason", question), cells, answer, share)


def logistic(evidence: Evidence, budgets: Mapping[str, int], share: float) -> Part:
    """Whether zero weights fail without hidden layers; iterations that each task allows."""
    question = "Do zero weights fail in logistic regression?"
    quantity = "logistic_iterations"
    tasks = dict.fromkeys(str(one.factors["task"]) for one in evidence.values(quantity))
    cells = tuple(
        ratio_cell(
            by_seed(evidence, quantity, task=task, rule="zero"),
            by_seed(evidence, quantity, task=task, rule="glorot"),
            budgets[task],
            {"task": task},
        )
        for task in tasks
    )
    notes = "; ".join(
        f"{task}: {cell.note}, {count(budgets[task])} allowed"
        for task, cell in zip(tasks, cells, strict=True)
    )
    answer = (
        "To the loss of the best linear function, zero weights took, over random ones, "
        f"{by_level(cells, 'task')} ({notes})."
    )
    return part(("logistic", question), cells, answer, share)


def clock(evidence: Evidence, share: float) -> Part:
    """Whether units that begin alike stay so in this machine's arithmetic."""
    question = "Do sigmoid units that begin alike stay alike, whoever does the arithmetic?"
    series = rows(evidence, "distinct_units", "unit_spread")
    lines: dict[tuple[str, ...], list[Observation]] = {}
    for one in evidence.values("distinct_units"):
        key = tuple(str(one.factors.get(name, _UNNAMED)) for name in _CLOCK)
        lines.setdefault(key, []).append(one)
    cells = tuple(_clock_cell(key, line) for key, line in lines.items())
    answer = f"Number of distinct units after the last step: {_broken(cells)}."
    return part(("clock", question), cells, answer, share, series)


def _clock_cell(key: tuple[str, ...], line: list[Observation]) -> Cell:
    last = max(line, key=_step)
    finding: Finding = "inconclusive"
    if last.value > 1:
        finding = "contradicts"
    elif float(last.factors["largest_weight"]) > _MOVED:
        finding = "supports"
    apart = [_step(one) for one in line if one.value > 1]
    note = f"still alike at step {count(_step(last))}"
    if apart:
        note = f"{last.value:.0f} kinds, seen from step {count(min(apart))} on"
    factors = dict(zip(_CLOCK, key, strict=True))
    return Cell(factors, finding, note=note)


def _broken(cells: tuple[Cell, ...]) -> str:
    """For each implementation, at which widths its units came apart."""
    said = []
    for name in dict.fromkeys(cell.factors["implementation"] for cell in cells):
        own = [cell for cell in cells if cell.factors["implementation"] == name]
        apart = [cell for cell in own if cell.finding == "contradicts"]
        where = ", ".join(
            f"{cell.factors['width']} ({cell.factors['task']}, {cell.factors['dtype']})"
            for cell in apart
        )
        said.append(
            f"{name} more than one in {len(apart)} of {len(own)} cases"
            + (f", of width {where}" if apart else "")
        )
    return "; ".join(said)


def _listed(where: list[str]) -> str:
    return ", ".join(where) or "no network"


def _step(one: Observation) -> int:
    return int(one.factors["step"])


def _where(one: Observation) -> str:
    factors = one.factors
    return f"{factors['activation']} at depth {factors['depth']} ({factors['task']})"
