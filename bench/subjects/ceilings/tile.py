"""The multiply-adds of a convolution in a tile of registers, and nothing else.

Products in BLAS are no ceiling of a convolution: its small inner dimension does not fill their
kernels, and sums that stay in registers are faster. Here the sums of 4 channels by 2 registers are
formed from operands that stay in the first-level cache, as many as the phase has multiply-adds.
Measured on one core in float64, thousand millions a second: 31 here, 26 in the fastest square
product in BLAS. The registers are those of `numba_fused`; in Numba's plain loops LLVM reached 13.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numba import njit

from propbench.bench.cases import Case
from propbench.bench.oracle import Answer, gamma
from propbench.bench.subjects import conv
from propbench.bench.timing.timed_call import TimedCall
from propbench.impls.contract import Array
from propbench.impls.numba_fused.registers import BYTES, load, multiply_add, spread, store

SEED = 22
TERMS = 72
"""Of a sum: nine taps of eight channels."""
CHANNELS, REGISTERS, PLACES = 4, 2, 2
"""Sums are formed at two places in turn, so that no turn repeats the one before."""


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
        _fill_tiles(a.reshape(-1), w.reshape(-1), sums.reshape(-1), self._tiles)


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


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def _fill_tiles(a: Array, w: Array, sums: Array, tiles: int) -> None:
    for tile in range(tiles):
        place = tile % PLACES
        _fill_tile(a[place * (a.size // PLACES) :], w, sums[place * (sums.size // PLACES) :])


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def _fill_tile(a: Array, w: Array, sums: Array) -> None:
    """Sums (CHANNELS, two registers) of a (TERMS, two registers) and w (TERMS, CHANNELS)."""
    lanes = BYTES // a.itemsize
    zero = spread(a.dtype.type(0))
    s0, s1, s2, s3, s4, s5, s6, s7 = zero, zero, zero, zero, zero, zero, zero, zero
    for k in range(TERMS):
        a0, a1 = load(a, 2 * k * lanes), load(a, (2 * k + 1) * lanes)
        w0, w1 = spread(w[4 * k]), spread(w[4 * k + 1])
        s0, s1 = multiply_add(w0, a0, s0), multiply_add(w0, a1, s1)
        s2, s3 = multiply_add(w1, a0, s2), multiply_add(w1, a1, s3)
        w2, w3 = spread(w[4 * k + 2]), spread(w[4 * k + 3])
        s4, s5 = multiply_add(w2, a0, s4), multiply_add(w2, a1, s5)
        s6, s7 = multiply_add(w3, a0, s6), multiply_add(w3, a1, s7)
    store(sums, 0, s0)
    store(sums, lanes, s1)
    store(sums, 2 * lanes, s2)
    store(sums, 3 * lanes, s3)
    store(sums, 4 * lanes, s4)
    store(sums, 5 * lanes, s5)
    store(sums, 6 * lanes, s6)
    store(sums, 7 * lanes, s7)
