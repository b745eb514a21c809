"""Whether another timing process fits the budget, as fast as the machine turned out to be."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from propbench.bench.plan import Plan

OVER = 1.1
"""Of the budget, what a run with another process may take; what comes after it may be late too."""


class Pace:
    """Compares what timing takes with what was planned, since the run began at `began_s` (seconds
    of the monotonic clock)."""

    def __init__(self, plan: Plan, began_s: float) -> None:
        self._plan, self._began_s = plan, began_s
        self._last_s = plan.process_s

    @contextmanager
    def timing(self, *, whole: bool) -> Iterator[None]:
        """One process at work; one that goes on with what there was says nothing of the next."""
        began_s = time.monotonic()
        yield
        if whole:
            self._last_s = time.monotonic() - began_s

    def allows_another(self) -> bool:
        """Whether another one as slow as the last, and what comes after, keeps the budget."""
        slower = max(1.0, self._last_s / self._plan.process_s)
        needed_s = time.monotonic() - self._began_s + self._last_s + slower * self._plan.after_s
        return needed_s <= OVER * self._plan.budget_s
