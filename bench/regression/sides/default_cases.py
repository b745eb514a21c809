"""Which cases are compared: by default a small share of the grid, computed from the grid."""

import fnmatch
from collections.abc import Callable, Sequence

from propbench.bench import grid
from propbench.bench.families import FAMILIES
from propbench.bench.grid import ELEMENT_PHASES, NETWORK_PHASES, Case
from propbench.bench.plan import predicted_call_s, supported
from propbench.impls import Implementation

GATED = tuple(family.name for family in FAMILIES.values() if family.ours)
"""Families of the default selection; the optional ones are compared when they are asked for."""

DEFAULT_SUBJECTS = ("dense", "activations", "primitives")
"""What the default selection is taken from; other kinds of networks are compared when they are
asked for."""

Choice = Callable[[list[Case], str], Case]


def grid_cases(implementations: Sequence[Implementation]) -> list[Case]:
    """Every one-thread case of the standard profile that the implementations offer.

    Ceilings belong to no implementation; with all cores at work none is left for the driver.
    """
    by_name = {implementation.name: implementation for implementation in implementations}
    cases = grid.select(grid.PROFILES["standard"], list(implementations))
    return [
        case
        for case in cases
        if case.implementation in by_name
        and case.division == "closed"
        and supported(by_name[case.implementation], case)
    ]


def select(implementations: Sequence[Implementation], pattern: str | None) -> list[Case]:
    """Cases whose id matches, or by default eight a family.

    Those eight are each network phase and each element phase at the largest size that is quick
    enough, one streaming primitive, and the smallest training step, which is all overhead. The
    implementations of a family take turns.
    """
    cases = grid_cases(implementations)
    if pattern is not None:
        return [case for case in cases if fnmatch.fnmatch(case.id, pattern)]
    usual = [case for case in cases if case.subject in DEFAULT_SUBJECTS]
    return [case for family in GATED for case in _of_family(family, implementations, usual)]


def is_quick(case: Case, family: str) -> bool:
    """Whether a call fits well into a slice."""
    rates = FAMILIES[family]
    return predicted_call_s(case, rates) <= rates.slowest_gated_call_s


def _of_family(
    family: str, implementations: Sequence[Implementation], cases: list[Case]
) -> list[Case]:
    members = [
        implementation.name for implementation in implementations if implementation.family == family
    ]
    wanted: list[tuple[str, Choice]] = [
        *((phase, _largest) for phase in (*NETWORK_PHASES, *ELEMENT_PHASES[:2], "dot")),
        ("train_step", _smallest),
    ]
    chosen = []
    for turn, (phase, choose) in enumerate(wanted):
        offered = _offered(phase, members, turn, family, cases)
        if offered:
            chosen.append(choose(offered, family))
    return chosen


def _offered(
    phase: str, members: list[str], turn: int, family: str, cases: list[Case]
) -> list[Case]:
    """Quick cases of the phase, of the member whose turn it is or the next one that has any."""
    quick = [case for case in cases if case.phase == phase and is_quick(case, family)]
    for step in range(len(members)):
        name = members[(turn + step) % len(members)]
        found = [case for case in quick if case.implementation == name]
        if found:
            return found
    return []


def _largest(cases: list[Case], family: str) -> Case:
    return max(cases, key=lambda case: predicted_call_s(case, FAMILIES[family]))


def _smallest(cases: list[Case], family: str) -> Case:
    return min(cases, key=lambda case: predicted_call_s(case, FAMILIES[family]))
