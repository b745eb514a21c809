"""Which cases are timed together: all that answer one question, one of them twice."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from propbench.bench.cases import is_ceiling
from propbench.bench.grid import Case
from propbench.bench.results import CheckRecord

AGAIN = "again"
LONGEST_CONTROL_S = 0.02
"""A case whose one call takes longer does not enter twice: it would cost more than it tells."""


@dataclass(frozen=True)
class Member:
    """One contender of one question. A control is a case that has entered before."""

    case: Case
    control: bool = False

    @property
    def contender(self) -> str:
        """The name of the process that does it."""
        return f"{self.case.implementation} {AGAIN}" if self.control else self.case.implementation

    @property
    def key(self) -> tuple[str, bool]:
        return self.case.id, self.control


Question = tuple[Member, ...]


def questions(
    cases: Iterable[Case], checks: Mapping[str, CheckRecord], seed: int, process: int
) -> list[Question]:
    """The questions of these cases, in an order of this process's own.

    Who enters twice depends on the run's seed alone, because the two are compared over all
    processes, and is one implementation wherever it may: each has a process of its own, which
    takes a second or two to load what it compiled.
    """
    grouped = _grouped(cases)
    able = {
        case.implementation
        for group in grouped
        for case in group
        if len(group) > 1 and _may_enter_twice(case, checks[case.id])
    }
    twice = random.Random(seed).choice(sorted(able)) if able else ""  # noqa: S311
    made = [_with_control(group, checks, twice) for group in grouped]
    random.Random(f"{seed}-{process}").shuffle(made)  # noqa: S311
    return made


def _grouped(cases: Iterable[Case]) -> list[list[Case]]:
    """Cases by question; a ceiling, which has no activation, goes to the first it stands over."""
    grouped: dict[tuple[object, ...], list[Case]] = {}
    first: dict[tuple[object, ...], tuple[object, ...]] = {}
    for case in sorted(cases, key=lambda case: is_ceiling(case.implementation)):
        home = first.setdefault(_work(case), case.question)
        key = home if is_ceiling(case.implementation) else case.question
        grouped.setdefault(key, []).append(case)
    return list(grouped.values())


def _work(case: Case) -> tuple[object, ...]:
    """What a case shares with its ceilings."""
    where = (case.threads, case.division, case.device)
    return (case.network, case.phase, case.m, case.dtype, *where)


def _with_control(
    cases: list[Case], checks: Mapping[str, CheckRecord], twice: str
) -> tuple[Member, ...]:
    """The members of a question; the implementation `twice` enters again if others are there."""
    again = [
        Member(case, control=True)
        for case in cases
        if len(cases) > 1
        and case.implementation == twice
        and _may_enter_twice(case, checks[case.id])
    ]
    return (*map(Member, cases), *again)


def _may_enter_twice(case: Case, check: CheckRecord) -> bool:
    assert check.call_s is not None
    return not is_ceiling(case.implementation) and check.call_s <= LONGEST_CONTROL_S
