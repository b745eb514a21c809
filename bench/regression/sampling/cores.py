"""Which core the sides share, and where the driver waits."""

import os
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from propbench.bench.exits import CommandError

_FACILITIES = {
    "keep a process on one core": hasattr(os, "sched_setaffinity"),
    "count what interrupts a thread": hasattr(resource, "RUSAGE_THREAD"),
}
"""What the check does, and whether this system has it: Linux has both."""


@dataclass(frozen=True)
class Cores:
    """The same core for both sides: two cores of a shared machine are not equally fast."""

    sides: int
    driver: int


def require_facilities() -> None:
    """Raises CommandError where this system cannot do what the check is made of."""
    lacking = [what for what, offered in _FACILITIES.items() if not offered]
    if lacking:
        raise CommandError(
            f"the check has to {' and '.join(lacking)}, which {sys.platform} does not offer: "
            "run it on Linux, such as in a container or in your CI"
        )
    try:
        os.sched_setaffinity(0, os.sched_getaffinity(0))
    except OSError as error:
        raise CommandError(
            "the check has to keep a process on one core, which is forbidden here: "
            f"{error.strerror}"
        ) from error


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
