"""Cells from the seconds of a timing run: one way of doing a piece of work against another."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from scipy import stats

from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.registration import Cell, Finding
from propbench.bench.claims.verdicts import finding, p_value
from propbench.bench.grid import PROFILES, Case
from propbench.bench.numbers import count, times
from propbench.bench.statistics import Interval, PValues, crossover
from propbench.bench.statistics.intervals import t_quantile
from propbench.impls import load

NOTHING_TIMED = "Nothing was timed."


@dataclass(frozen=True)
class Work:
    """A piece of work of the grid; the network and its activation are empty for a primitive."""

    name: str
    phase: str
    network: str = ""
    activation: str = ""


@dataclass(frozen=True)
class Way:
    """Who does it. `phase_ending` picks another form of the same work, as "_tiled"."""

    name: str
    implementation: str
    phase_ending: str = ""


def cases(work: Work, implementation: str) -> list[Case]:
    """The cases of this work in any profile, one thread and float64, by size."""
    one = load(implementation)
    wanted = Case(implementation, work.network, work.activation, work.phase, 0)
    parts = (part for profile in PROFILES.values() for part in profile.slices)
    offered = {case for part in parts if work.phase in part.phases for case in part.cases(one)}
    return sorted((case for case in offered if replace(case, m=0) == wanted), key=lambda c: c.m)


def cells(
    evidence: Evidence, works: Iterable[Work], slow: Way, fast: Way, margin: float
) -> list[Cell]:
    """One cell for each size at which both ways were timed; the ratio is slow over fast."""
    found = []
    for work in works:
        for case in cases(work, fast.implementation):
            ratio = evidence.seconds_ratio(id_of(case, slow), id_of(case, fast))
            if ratio is not None:
                ways = f"{slow.name} / {fast.name}"
                factors = {"work": work.name, "ways": ways, "m": str(case.m)}
                found.append(_cell(ratio, factors, margin))
    return found


def _cell(ratio: Interval, factors: Mapping[str, str], margin: float) -> Cell:
    found = finding(ratio, margins=(1 / margin, margin))
    return Cell(factors, found, ratio, p_value=p_value_of(ratio, found, margin))


def p_value_of(ratio: Interval, found: Finding, margin: float) -> float:
    """Of Student's t on the logarithm, with the standard error that the width stands for."""
    if found == "inconclusive":
        return 1.0
    degrees, width = ratio.n - 1, math.log(ratio.high / ratio.low)
    if width == 0:
        return 0.0
    se, centre = width / (2 * t_quantile(degrees)), math.log(ratio.low * ratio.high) / 2
    low, high = ((centre + side * math.log(margin)) / se for side in (1, -1))
    below, above = float(stats.t.cdf(low, degrees)), float(stats.t.sf(high, degrees))
    within = max(float(stats.t.sf(low, degrees)), float(stats.t.cdf(high, degrees)))
    return p_value(found, PValues(above, below, within))


def in_words(cells_in_order: Sequence[Cell]) -> str:
    """All ratios, and where they cross one, for each piece of work and pair of ways."""
    if not cells_in_order:
        return NOTHING_TIMED
    by_pair = groupby(cells_in_order, key=lambda cell: (cell.factors["work"], cell.factors["ways"]))
    pairs = " ".join(_pair_in_words(*pair, list(members)) for pair, members in by_pair)
    return f"Ratios of seconds. {pairs}"


def _pair_in_words(work: str, ways: str, cells_of_pair: list[Cell]) -> str:
    ratios = [
        f"{times(cell.ratio.point)} at m = {count(int(cell.factors['m']))}"
        for cell in cells_of_pair
        if cell.ratio
    ]
    said = f"{work}, {ways}: {', '.join(ratios)}."
    crossing = _crossing(cells_of_pair)
    if crossing is None:
        return said
    below, above = map(count, crossing)
    return f"{said} The second is faster for good from between m = {below} and {above}."


def _crossing(cells_of_pair: Sequence[Cell]) -> tuple[int, int] | None:
    """The neighbouring sizes between which `fast` becomes faster for good, if there are such."""
    timed = [(int(cell.factors["m"]), cell.ratio) for cell in cells_of_pair if cell.ratio]
    return crossover([m for m, _ in timed], [ratio for _, ratio in timed])


def id_of(case: Case, way: Way) -> str:
    phase = case.phase + way.phase_ending
    return replace(case, implementation=way.implementation, phase=phase).id
