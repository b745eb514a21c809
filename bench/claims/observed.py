"""From observations to cells, for what no race measures."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from scipy import stats

from propbench.bench.claims.cells import cell_of
from propbench.bench.claims.comparing import corrected
from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.registration import Part
from propbench.bench.claims.verdicts import Cell, Finding, verdict
from propbench.bench.results import Observation
from propbench.bench.statistics import Entrant as Times
from propbench.bench.statistics import Interval

Factors = Mapping[str, str | int | float]
Series = tuple[Mapping[str, str | float], ...]

NOTHING_MEASURED = "Nothing was measured."


def observation(claim: str, quantity: str, factors: Factors, value: float) -> Observation:
    """One number of a claim's own experiment."""
    return Observation(claim=claim, quantity=quantity, factors=dict(factors), value=float(value))


def part(
    named: tuple[str, str], cells: Sequence[Cell], answer: str, share: float, series: Series = ()
) -> Part:
    """A part, by its name and question, with the verdict on its cells; open without any."""
    if not cells:
        return Part(*named, NOTHING_MEASURED, "inconclusive", series=series)
    kept = corrected(cells)
    found = verdict(kept, share)
    factor = found.factor or (_only_varying(kept) if found.word == "depends" else "")
    return Part(*named, answer, found.word, factor, kept, series)


def exact(value: float, n: int) -> Interval:
    """A ratio without chance in it, from `n` settings that were all tried."""
    return Interval(value, value, value, n, "confidence")


def rows(evidence: Evidence, *quantities: str) -> Series:
    """Observations as tidy rows, for figures."""
    return tuple(_row(one) for quantity in quantities for one in evidence.values(quantity))


def by_seed(evidence: Evidence, quantity: str, **factors: str | int | float) -> dict[int, float]:
    """Values of the observations with these factors, by their seed."""
    return {
        int(one.factors["seed"]): one.value
        for one in evidence.values(quantity)
        if factors.items() <= one.factors.items()
    }


def ratio_cell(
    slow: Mapping[int, float],
    fast: Mapping[int, float],
    horizon: float,
    factors: Mapping[str, str],
) -> Cell:
    """Iterations of one setting over those of another, on the same seeds.

    Of a learning rate that was chosen before, on other seeds: its noise is not in the interval.
    """
    one, other = _times(slow), _times(fast)
    note = f"{one.reporting.mean():.3g} against {other.reporting.mean():.3g} iterations"
    return cell_of(one, other, horizon, factors, note=note)


def unchanged(cell: Cell) -> Cell:
    """The same cell for a claim that nothing changes: a difference either way contradicts it."""
    turned: dict[Finding, Finding] = {
        "equivalent": "supports",
        "supports": "contradicts",
        "contradicts": "contradicts",
        "inconclusive": "inconclusive",
    }
    return replace(cell, finding=turned[cell.finding])


def points_cell(
    one: Mapping[int, float], other: Mapping[int, float], factors: Mapping[str, str]
) -> Cell:
    """Whether two accuracies, shares of 1 by seed, are within one point (two one-sided t tests)."""
    differences = np.array([100 * (one[seed] - other[seed]) for seed in sorted(one)])
    n, mean = differences.size, float(differences.mean())
    error = float(stats.sem(differences)) if n > 1 else math.inf
    outside = _p(abs(mean) - 1, error, n)
    within = _p(1 - abs(mean), error, n)
    found: Finding = "inconclusive"
    if 2 * within <= 0.05:
        found = "supports"
    elif 2 * outside <= 0.05:
        found = "contradicts"
    note = f"{mean:+.2f} points on {n} seeds"
    return Cell(factors, found, note=note, p_value=min(1.0, 2 * min(within, outside)))


def _only_varying(cells: Sequence[Cell]) -> str:
    """The one factor in which cells differ, which no comparison within levels can find."""
    levels = {name: {cell.factors[name] for cell in cells} for name in cells[0].factors}
    varying = [name for name, seen in levels.items() if len(seen) > 1]
    return varying[0] if len(varying) == 1 else ""


def _p(distance: float, error: float, n: int) -> float:
    """One-sided p-value for a mean above 0 that lies so far above it."""
    if error == 0:
        return 0.0 if distance > 0 else 1.0
    return float(stats.t.sf(distance / error, n - 1)) if n > 1 else 1.0


def _times(by_seed: Mapping[int, float]) -> Times:
    # A run that begins below its target has taken no iteration, and a ratio needs one.
    times = np.array([[max(1.0, by_seed[seed]) for seed in sorted(by_seed)]])
    return Times(times, times)


def _row(one: Observation) -> dict[str, str | float]:
    return {"quantity": one.quantity, "value": one.value, **one.factors}
