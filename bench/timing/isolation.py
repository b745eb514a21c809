"""What a contender changes in the process stays its own: one harms no other.

Checking takes one process for all contenders, since starting one takes about a second, and timing
must, since the cells of all are shuffled. Each contender therefore has a state of the process of
its own, which begins as everybody's, is there whenever it is imported or called, and at no other
time. It is as if each had a process for itself.
"""

import gc
import os
import random
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM, signal.SIGFPE)
_own: dict[str, list[Any]] = {}


@contextmanager
def contained(implementation: str) -> Iterator[None]:
    """The state of this implementation within; everybody's again behind it.

    Its configurations share one. Filters of warnings begin as everybody's each time.
    """
    folder = Path(implementation.partition(":")[0]).resolve().name
    everybodys = _state()
    _set_state(_own.get(folder, everybodys))
    try:
        with warnings.catch_warnings():
            yield
    finally:
        _own[folder] = _state()
        _set_state(everybodys)


def _state() -> list[Any]:
    return [get() for get, _ in _PARTS]


def _set_state(state: list[Any]) -> None:
    for (_, set_part), value in zip(_PARTS, state, strict=True):
        set_part(value)


def _handlers() -> list[Any]:
    return [signal.getsignal(number) for number in _SIGNALS]


def _set_handlers(handlers: list[Any]) -> None:
    for number, handler in zip(_SIGNALS, handlers, strict=True):
        signal.signal(number, handler)


def _set_environment(variables: dict[str, str]) -> None:
    if dict(os.environ) != variables:
        os.environ.clear()
        os.environ.update(variables)


def _set_path(path: list[str]) -> None:
    sys.path[:] = path


_PARTS: tuple[tuple[Callable[[], Any], Callable[[Any], object]], ...] = (
    (os.getcwd, os.chdir),
    (lambda: dict(os.environ), _set_environment),
    (_handlers, _set_handlers),
    (np.geterr, lambda handling: np.seterr(**handling)),
    (np.geterrcall, np.seterrcall),
    (np.random.get_state, np.random.set_state),
    (random.getstate, random.setstate),
    (gc.isenabled, lambda enabled: gc.enable() if enabled else gc.disable()),
    (gc.get_threshold, lambda threshold: gc.set_threshold(*threshold)),
    (sys.getswitchinterval, sys.setswitchinterval),
    (sys.getrecursionlimit, sys.setrecursionlimit),
    (sys.gettrace, sys.settrace),
    (sys.getprofile, sys.setprofile),
    (lambda: list(sys.path), _set_path),
)
"""How each part of the state is read and set."""
