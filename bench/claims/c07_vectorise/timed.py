"""Cells from the seconds of a timing run: one way of doing a piece of work against another."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.shared.seconds import seconds_cell
from propbench.bench.grid import PROFILES, Case
from propbench.impls import load


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
    evidence: Evidence, works: Iterable[GridWork], slow: Way, fast: Way
) -> list[ArmComparison]:
    """One cell for each size at which both ways were timed; the ratio is slow over fast."""
    timed = []
    for work in works:
        for case in cases(work, fast.implementation):
            ratio = evidence.seconds_ratio(id_of(case, slow), id_of(case, fast))
            if ratio is not None:
                ways = f"{slow.name} / {fast.name}"
                factors = {"work": work.name, "ways": ways, "m": str(case.m)}
                timed.append(seconds_cell(ratio, factors))
    return timed


_FEW, _SOME = 1, 100


def size_of(comparison: ArmComparison) -> str:
    """The class of its number of examples, by which compiled loops differ most."""
    m = int(comparison.factors["m"])
    if m <= _FEW:
        return "one example"
    return "up to 100 examples" if m <= _SOME else "more examples"


def id_of(case: Case, way: Way) -> str:
    phase = case.phase + way.phase_ending
    return replace(case, implementation=way.implementation, phase=phase).id
