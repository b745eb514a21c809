"""Progress on standard error: a bar with an ETA on a terminal, plain lines elsewhere."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from propbench.bench.messages import say

PLAIN_EVERY_S = 10.0
_CANNOT_MOVE = ("", "dumb", "unknown")
"""Terminals, by TERM, on which no line can be written again."""
_PRIOR = 0.1


class Meter:
    """Counts predicted seconds of finished work, so that the ETA follows cost, not cells.

    This one shows nothing; the others have a `show`.
    """

    def __init__(self, total_s: float) -> None:
        self.name = ""
        self.done_s = 0.0
        self.total_s = total_s
        self._advanced = time.monotonic()
        self._mark = (self._advanced, 0.0)

    def stage(self, name: str) -> None:
        """A new stage begins."""
        self.name = name
        self.show()

    def advance(self, seconds: float) -> None:
        """Work that was predicted to take so long is finished."""
        self.done_s += seconds
        self._advanced = time.monotonic()
        self.show()

    def expect(self, seconds: float) -> None:
        """All that is left was predicted anew."""
        self.total_s = self.done_s + seconds
        self._advanced = time.monotonic()
        self._mark = (self._advanced, self.done_s)

    def show(self) -> None:
        """Something has changed."""

    @property
    def share(self) -> float:
        """Of the work that is finished, 0 to 1."""
        return min(1.0, self.done_s / self.total_s) if self.total_s > 0 else 0.0

    @property
    def left(self) -> str:
        """How long still, at the pace since the latest prediction, in words.

        A prediction weighs as much as a tenth of it done in time: one small piece says little.
        """
        since, done_s = self._mark
        prior_s = _PRIOR * (self.total_s - done_s)
        taken_s, finished_s = self._advanced - since, self.done_s - done_s
        pace = (taken_s + prior_s) / (finished_s + prior_s) if finished_s + prior_s > 0 else 1.0
        waited_s = time.monotonic() - self._advanced
        left_s = pace * (self.total_s - self.done_s) - waited_s
        if left_s <= 0:
            return "longer than planned" if self.total_s > self.done_s else "about to end"
        return f"about {left_s:.0f} s left" if left_s < 120 else f"about {left_s / 60:.1f} min left"


class PlainMeter(Meter):
    """One line a stage, and while work is finished one every ten seconds."""

    def __init__(self, total_s: float) -> None:
        super().__init__(total_s)
        self._began = self._shown = time.monotonic()

    def stage(self, name: str) -> None:
        self.name = name
        self._print()

    def show(self) -> None:
        if time.monotonic() - self._shown >= PLAIN_EVERY_S:
            self._print()

    def _print(self) -> None:
        self._shown = time.monotonic()
        spent = f"[{self._shown - self._began:5.0f} s] {self.share:4.0%}"
        say(f"{spent} {self.name}, {self.left}")


@contextmanager
def meter(total_s: float) -> Iterator[Meter]:
    """The meter that fits standard error."""
    if not sys.stderr.isatty() or os.environ.get("TERM", "") in _CANNOT_MOVE:
        yield PlainMeter(total_s)
        return
    # Most of what a terminal library is made of is imported where there is a terminal.
    from propbench.bench.progress_bar import bar

    with bar(total_s) as moving:
        yield moving
