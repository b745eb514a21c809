"""The multiply-adds of a convolution in a tile of registers, and nothing else.

Products in BLAS are no ceiling of a convolution: its small inner dimension does not fill their
kernels, and sums that stay in registers are faster. Here the sums of some channels by two registers
are formed (`kernel.py`) from operands that stay in the first-level cache, as many as the phase has
multiply-adds. Best rates in turns on one core, thousand millions a second in float64 and float32:
36 and 72 here, with 8 channels; 30 and 60 with the 4 that fit fewer registers; 24 and 48 in the
fastest square product in BLAS. In Numba's plain loops LLVM reached 13 in float64.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from propbench.bench.cases import Case
from propbench.bench.oracle import Answer, gamma
from propbench.bench.subjects import conv
from propbench.bench.subjects.ceilings.kernel import (
    BYTES,
    CHANNELS,
    PLACES,
    REGISTERS,
    TERMS,
    fill_tiles,
)
from propbench.bench.timing.timed_call import TimedCall
from propbench.impls.contract import Array

SEED = 22


class TileCall(TimedCall):
    """As many whole tiles as fit the multiply-adds of a case, in equal parts on its threads."""

    def __init__(self, case: Case) -> None:
        lanes = BYTES // np.dtype(case.dtype).itemsize
        tile = TERMS * CHANNELS * REGISTERS * lanes
        self._tiles = int(conv.multiply_adds(case)) // (tile * case.threads)
        a, w = tile_inputs(case)
        self._operands = [(a.copy(), w.copy(), _sums(case)) for _ in range(case.threads)]
        self._pool = ThreadPoolExecutor(case.threads) if case.threads > 1 else None

    def once(self) -> None:
        self.repeat(1)

    def repeat(self, calls: int) -> None:
        apply = self._pool.map if self._pool else map
        for _ in range(calls):
            list(apply(self._part, self._operands))

    def read(self) -> dict[str, Array]:
        return {"sums": self._operands[0][2].copy()}

    def _part(self, operands: tuple[Array, Array, Array]) -> None:
        a, w, sums = operands
        fill_tiles(a.reshape(-1), w.reshape(-1), sums.reshape(-1), self._tiles)


def tile_answer(case: Case) -> Answer:
    """Expected sums, and bounds that hold for every order of summation."""
    a, w = (array.astype(np.float64) for array in tile_inputs(case))
    u = float(np.finfo(case.dtype).eps) / 2
    magnitude = np.abs(w).T @ np.abs(a)
    return {"sums": w.T @ a}, {"sums": 2 * gamma(TERMS, u) * magnitude}


def tile_inputs(case: Case) -> tuple[Array, Array]:
    """Images a (PLACES, TERMS, columns) and kernels w (TERMS, CHANNELS)."""
    draw = np.random.default_rng(SEED)
    columns = REGISTERS * BYTES // np.dtype(case.dtype).itemsize
    a, w = draw.standard_normal((PLACES, TERMS, columns)), draw.standard_normal((TERMS, CHANNELS))
    return a.astype(case.dtype), w.astype(case.dtype)


def _sums(case: Case) -> Array:
    columns = REGISTERS * BYTES // np.dtype(case.dtype).itemsize
    return np.zeros((PLACES, CHANNELS, columns), case.dtype)
