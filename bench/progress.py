"""Progress on standard error: a bar with an ETA on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

PLAIN_EVERY_S = 10.0


class Meter:
    """Counts predicted seconds of finished work, so that the ETA follows cost, not cells."""

    def __init__(self, total_s: float) -> None:
        self._total_s, self._done_s = total_s, 0.0

    def stage(self, name: str) -> None:
        """A new stage begins."""
        raise NotImplementedError

    def advance(self, seconds: float) -> None:
        """Work that was predicted to take so long is finished."""
        raise NotImplementedError


class PlainMeter(Meter):
    """One line a stage and every ten seconds, with what is left at the pace so far."""

    def __init__(self, total_s: float) -> None:
        super().__init__(total_s)
        self._started = self._printed = time.monotonic()
        self._stage = ""

    def stage(self, name: str) -> None:
        self._stage = name
        self._print()

    def advance(self, seconds: float) -> None:
        self._done_s += seconds
        if time.monotonic() - self._printed >= PLAIN_EVERY_S:
            self._print()

    def _print(self) -> None:
        self._printed = time.monotonic()
        share = min(1.0, self._done_s / self._total_s) if self._total_s else 0.0
        elapsed = self._printed - self._started
        left = elapsed / share * (1 - share) if share else self._total_s
        words = f"[{elapsed:5.0f} s] {share:4.0%} {self._stage}, about {left:.0f} s left"
        print(words, file=sys.stderr, flush=True)


class BarMeter(Meter):
    """A bar of rich's."""

    def __init__(self, total_s: float, bar: Progress) -> None:
        super().__init__(total_s)
        self._bar = bar
        self._task = bar.add_task("", total=total_s)

    def stage(self, name: str) -> None:
        self._bar.update(self._task, description=name)

    def advance(self, seconds: float) -> None:
        self._bar.advance(self._task, seconds)


@contextmanager
def meter(total_s: float) -> Iterator[Meter]:
    """The meter that fits standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield PlainMeter(total_s)
        return
    columns = (TextColumn("{task.description}"), BarColumn(None), TimeElapsedColumn())
    with Progress(*columns, TextColumn("left"), TimeRemainingColumn(), console=console) as bar:
        yield BarMeter(total_s, bar)
