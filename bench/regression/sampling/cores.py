"""Which core the sides share, and where the driver waits."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Cores:
    """The same core for both sides: two cores of a shared machine are not equally fast."""

    sides: int
    driver: int


@contextmanager
def chosen_cores() -> Iterator[Cores]:
    """The last usable core for the sides, the first for the driver, which stays there meanwhile."""
    usable = os.sched_getaffinity(0)
    cores = Cores(sides=max(usable), driver=min(usable))
    os.sched_setaffinity(0, {cores.driver})
    try:
        yield cores
    finally:
        os.sched_setaffinity(0, usable)
