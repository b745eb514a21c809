"""SIGTERM and SIGHUP as Ctrl-C: what is finished is saved, and children end."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Never

from propbench.bench import keeper

_SIGNALS = (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def as_interrupts() -> Iterator[None]:
    """Within, either signal raises KeyboardInterrupt once; `nohup` keeps its own way."""
    keeper.mark()
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    heeded = [number for number, handler in before.items() if handler is not signal.SIG_IGN]

    def interrupt(number: int, _: FrameType | None) -> Never:
        for other in heeded:
            # A second one must not end the saving that the first one asks for.
            signal.signal(other, signal.SIG_IGN)
        raise KeyboardInterrupt(signal.Signals(number).name)

    for number in heeded:
        signal.signal(number, interrupt)
    try:
        yield
    finally:
        for number in heeded:
            signal.signal(number, before[number])


@contextmanager
def held_back() -> Iterator[None]:
    """Within, no signal interrupts; the first that came is heeded at the end.

    Blocking them would not do: another thread of this process would take them, and Python would
    heed them here all the same.
    """
    came: list[int] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, *_SIGNALS)}
    try:
        for number in before:
            signal.signal(number, lambda number, _: came.append(number))
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for first in came[:1]:
            signal.raise_signal(first)
