"""The triad a = b + s c, checked and timed like any cell."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numba import njit

from propbench.bench.grid import Case
from propbench.bench.oracle import Answer
from propbench.bench.timing.timed_call import TimedCall
from propbench.impls.contract import Array

SEED = 22
SCALE = 3.0


class TriadCall(TimedCall):
    """a = b + s c, over equal parts of the arrays in as many threads as the case asks for."""

    def __init__(self, case: Case) -> None:
        b, c = triad_inputs(case)
        self._a = np.zeros_like(b)
        self._scale = b.dtype.type(SCALE)
        split = (np.array_split(x, case.threads) for x in (self._a, b, c))
        self._parts = list(zip(*split, strict=True))
        self._pool = ThreadPoolExecutor(case.threads) if case.threads > 1 else None

    def once(self) -> None:
        self.repeat(1)

    def repeat(self, calls: int) -> None:
        apply = self._pool.map if self._pool else map
        for _ in range(calls):
            list(apply(self._part, self._parts))

    def read(self) -> dict[str, Array]:
        return {"result": self._a.copy()}

    def _part(self, part: tuple[Array, Array, Array]) -> None:
        _triad(*part, self._scale)


def triad_answer(case: Case) -> Answer:
    """Expected result, and a bound on its rounding error."""
    u = float(np.finfo(case.dtype).eps) / 2
    b, c = (array.astype(np.float64) for array in triad_inputs(case))
    return {"result": b + SCALE * c}, {"result": 4 * u * (np.abs(b) + np.abs(SCALE * c))}


def triad_inputs(case: Case) -> tuple[Array, Array]:
    """b and c, each (m,)."""
    draw = np.random.default_rng(SEED)
    return draw.random(case.m).astype(case.dtype), draw.random(case.m).astype(case.dtype)


def _triad_loop(a: Array, b: Array, c: Array, scale: np.floating[Any]) -> None:
    for i in range(a.size):
        a[i] = b[i] + scale * c[i]


_triad = njit(cache=True, nogil=True)(_triad_loop)
