"""Cells from the seconds of a timing run: one way of doing a piece of work against another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.verdicts import ArmComparison
from propbench.bench.claims.shared.seconds import seconds_cell
from propbench.bench.grid import PROFILES, Case
from propbench.bench.numbers import count, times
from propbench.bench.statistics import crossover
from propbench.impls import load

NOTHING_TIMED = "Nothing was timed."


@dataclass(frozen=True)
class GridWork:
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


def cases(work: GridWork, implementation: str) -> list[Case]:
    """The cases of this work in any profile, one thread and float64, by size."""
    loaded = load(implementation)
    wanted = Case(implementation, work.network, work.activation, work.phase, 0)
    parts = (part for profile in PROFILES.values() for part in profile.slices)
    offered = {case for part in parts if work.phase in part.phases for case in part.cases(loaded)}
    return sorted((case for case in offered if replace(case, m=0) == wanted), key=lambda c: c.m)


def cells(
    evidence: Evidence, works: Iterable[GridWork], slow: Way, fast: Way, margin: float
) -> list[ArmComparison]:
    """One cell for each size at which both ways were timed; the ratio is slow over fast."""
    timed = []
    for work in works:
        for case in cases(work, fast.implementation):
            ratio = evidence.seconds_ratio(id_of(case, slow), id_of(case, fast))
            if ratio is not None:
                ways = f"{slow.name} / {fast.name}"
                factors = {"work": work.name, "ways": ways, "m": str(case.m)}
                timed.append(seconds_cell(ratio, factors, margin))
    return timed


def in_words(cells_in_order: Sequence[ArmComparison]) -> str:
    """All ratios, and where they cross one, for each piece of work and pair of ways."""
    by_pair = groupby(cells_in_order, key=lambda cell: (cell.factors["work"], cell.factors["ways"]))
    pairs = " ".join(_pair_in_words(*pair, list(members)) for pair, members in by_pair)
    return f"Ratios of seconds. {pairs}"


def _pair_in_words(work: str, ways: str, cells_of_pair: list[ArmComparison]) -> str:
    ratios = [
        f"{times(cell.ratio.point)} at m = {count(int(cell.factors['m']))}"
        for cell in cells_of_pair
        if cell.ratio
    ]
    told = f"{work}, {ways}: {', '.join(ratios)}."
    crossing = _crossing(cells_of_pair)
    if crossing is None:
        return told
    below, above = map(count, crossing)
    return f"{told} The second is faster for good from between m = {below} and {above}."


def _crossing(cells_of_pair: Sequence[ArmComparison]) -> tuple[int, int] | None:
    """The neighbouring sizes between which `fast` becomes faster for good, if there are such."""
    timed = [(int(cell.factors["m"]), cell.ratio) for cell in cells_of_pair if cell.ratio]
    return crossover([m for m, _ in timed], [ratio for _, ratio in timed])


def id_of(case: Case, way: Way) -> str:
    phase = case.phase + way.phase_ending
    return replace(case, implementation=way.implementation, phase=phase).id
