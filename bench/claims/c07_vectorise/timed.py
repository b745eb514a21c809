"""Comparisons of seconds from a timing run: one way of doing a piece of work against another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.shared.seconds import seconds_cell
from propbench.bench.grid import PROFILES, Case
from propbench.impls import load

LARGEST: Mapping[str, float] = {
    "m up to 10": 10,
    "m up to 1 000": 1_000,
    "larger m": float("inf"),
}
"""Classes of sizes by the largest m of each, in rising order. An m is of the first that holds it.

Of a primitive m is the number of elements that its loop goes through.
"""


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


def comparisons(
    evidence: Evidence, works: Iterable[GridWork], slow: Way, fast: Way
) -> Iterator[ArmComparison]:
    """One for each size at which both ways were timed; the ratio is slow over fast."""
    ways = f"{slow.name} / {fast.name}"
    for work in works:
        for case in cases(work, fast.implementation):
            ratio = evidence.seconds_ratio(id_of(case, slow), id_of(case, fast))
            if ratio is not None:
                factors = {"work": work.name, "ways": ways, "m": str(case.m)}
                yield seconds_cell(ratio, factors)


def by_way_and_size(comparison: ArmComparison) -> str:
    """The pair of ways with the class of its size."""
    m = int(comparison.factors["m"])
    size = next(name for name, largest in LARGEST.items() if m <= largest)
    return f"{comparison.factors['ways']}, {size}"


def id_of(case: Case, way: Way) -> str:
    """The case of the same work when another way does it."""
    phase = case.phase + way.phase_ending
    return replace(case, implementation=way.implementation, phase=phase).id
