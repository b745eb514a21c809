"""One restart: fresh processes that take turns on one core, in balanced, shuffled pairs.

A pair is one sample of every side. A sample is cut into slices of a millisecond or two, after
each of which the other side has its turn: a shared core changes its speed by up to a factor of
two within milliseconds, whenever its other half gets or loses work, and both sides are to meet
the same. In three pairs and their mirror images every side has every position equally often. The
cases come in another random order in every round, so that a slow minute does not meet one alone.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from propbench.bench.regression.sampling.records import CaseSamples, Compared, SideSamples
from propbench.bench.regression.sampling.settings import SamplingSettings
from propbench.bench.regression.sides.place import Role
from propbench.bench.regression.sides.process import SideError, SideProcess, TargetError, replies

STAT = Path("/proc/stat")
STEAL_FIELD = 8
TICK_S = 0.01
"""Unit of the steal count; USER_HZ is 100 on every Linux."""

Sample = dict[str, Any]
Sides = dict[Role, SideProcess]


@dataclass
class _Growing:
    """Pairs of one case as they come in."""

    first: list[Role] = field(default_factory=list)
    samples: dict[Role, list[Sample]] = field(default_factory=dict)
    redone: int = 0
    disturbed: int = 0

    def add(self, order: Sequence[Role], pair: dict[Role, Sample]) -> None:
        self.first.append(order[0])
        for role, sample in pair.items():
            self.samples.setdefault(role, []).append(sample)

    def record(self, name: str) -> CaseSamples:
        sides = {
            role: SideSamples(
                cpu_s=[sample["cpu_s"] for sample in samples],
                wall_s=[sample["wall_s"] for sample in samples],
                switches=[sample["switches"] for sample in samples],
            )
            for role, samples in self.samples.items()
        }
        return CaseSamples(
            id=name, first=self.first, sides=sides, redone=self.redone, disturbed=self.disturbed
        )


def sample_restart(
    sides: Sides,
    compared: Sequence[Compared],
    settings: SamplingSettings,
    generator: random.Random,
    stolen_s: Callable[[], float],
) -> list[CaseSamples]:
    """All pairs of all cases. The sides are prepared and pinned. Raises TargetError."""
    growing = {case.id: _Growing() for case in compared}
    orders = {case.id: _order(case, generator) for case in compared}
    for start in range(settings.pairs // 2):
        for case in generator.sample(list(compared), len(compared)):
            order = rotated(orders[case.id], start)
            try:
                for way in (order, order[::-1]):
                    _pair(sides, case, way, growing[case.id], settings, stolen_s)
            except SideError as error:
                raise TargetError(case.id, str(error)) from error
    return [growing[case.id].record(case.id) for case in compared]


def _order(case: Compared, generator: random.Random) -> list[Role]:
    roles: list[Role] = ["base", "head", "aa"] if case.aa else ["base", "head"]
    return generator.sample(roles, len(roles))


def rotated(order: Sequence[Role], start: int) -> list[Role]:
    """The same circle of sides, begun elsewhere."""
    cut = start % len(order)
    return [*order[cut:], *order[:cut]]


def _pair(
    sides: Sides,
    case: Compared,
    order: Sequence[Role],
    growing: _Growing,
    settings: SamplingSettings,
    stolen_s: Callable[[], float],
) -> None:
    """Take a pair, again as a whole while it is disturbed; its ratio is never looked at."""
    for attempt in range(1, settings.most_tries + 1):
        stolen, started = stolen_s(), time.monotonic()
        pair = _samples(sides, case, order)
        stolen, taken = stolen_s() - stolen, time.monotonic() - started
        disturbed = stolen > settings.most_steal * taken or any(
            sample["switches"] > settings.most_switches for sample in pair.values()
        )
        void = any(sample["compiled"] for sample in pair.values())
        if not disturbed and not void:
            break
        if attempt < settings.most_tries or void:
            growing.redone += 1
        else:
            growing.disturbed += 1
    if not void:
        growing.add(order, pair)


def _samples(sides: Sides, case: Compared, order: Sequence[Role]) -> dict[Role, Sample]:
    """One sample of every side, slice by slice, always in the same order."""
    asked = [sides[role] for role in order]
    for side in asked:
        side.send("sample", id=case.id, calls=case.calls, order=[*order] * case.slices)
    return dict(zip(order, replies(asked), strict=True))


def stolen_seconds(core: int) -> float:
    """Time that the hypervisor took from a core since it started; 0 where it is not known."""
    if not STAT.exists():
        return 0.0
    for line in STAT.read_text("utf-8").splitlines():
        words = line.split()
        if words[0] == f"cpu{core}" and len(words) > STEAL_FIELD:
            return int(words[STEAL_FIELD]) * TICK_S
    return 0.0
