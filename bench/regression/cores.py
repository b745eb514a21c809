"""Which core the sides share, and where the driver waits."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Cores:
    """The same core for both sides: two cores of a shared machine are not equally fast."""

    sides: int
    driver: int


def choose_cores() -> Cores:
    """The last usable core for the sides, the first for the driver, which moves there."""
    usable = sorted(os.sched_getaffinity(0))
    cores = Cores(sides=usable[-1], driver=usable[0])
    os.sched_setaffinity(0, {cores.driver})
    return cores
