"""The bare matrix products of a network, block after block of its columns.

Products are those of one call of a phase, on random numbers in the shapes and layout of the
network: C-ordered, examples as columns, rows that begin on a cache line, results written to
buffers that exist. SciPy's BLAS wants Fortran order and gets the transposed product of the same
memory, so that nothing is copied. All blocks share a room, which stays in cache, but for what has
to outlast a phase: forward leaves z of every block in memory, and backward finds a there.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, pairwise
from math import ceil

import numpy as np
from scipy.linalg import get_blas_funcs
from threadpoolctl import threadpool_limits

from propbench.bench import grid
from propbench.bench.ceilings import PRODUCTS
from propbench.bench.grid import Case
from propbench.bench.oracle import Answer, gamma
from propbench.bench.timing.timed_call import TimedCall
from propbench.impls.contract import Array

SEED = 22
KEPT = {"forward": "z", "backward": "a"}
"""What each block has for itself, by phase."""
CACHE_LINE = 64
"""Bytes."""

Product = tuple[str, Array, Array, Array]
"""Name, left, right, and the buffer for left @ right."""


class ProductsCall(TimedCall):
    """The matrix products of one phase, bare, in one BLAS.

    With several threads and a block for each, every thread takes blocks of its own, and the
    products have one thread each; otherwise the threads are left to BLAS.
    """

    def __init__(self, case: Case) -> None:
        bind = _BIND[PRODUCTS[case.implementation].blas]
        self.blocks = blocks(case)
        calls = [[bind(*product[1:]) for product in block] for block in self.blocks]
        lanes = _lanes(case)
        self._lanes = [list(chain.from_iterable(calls[lane::lanes])) for lane in range(lanes)]
        self._pool = ThreadPoolExecutor(lanes) if lanes > 1 else None
        if self._pool:
            threadpool_limits(1, user_api="blas")

    def once(self) -> None:
        self.repeat(1)

    def repeat(self, calls: int) -> None:
        apply = self._pool.map if self._pool else map
        for _ in range(calls):
            list(apply(_multiply, self._lanes))

    def read(self) -> dict[str, Array]:
        """The results of the last block; every block is computed alike."""
        return {name: out.copy() for name, _, _, out in self.blocks[-1]}


@dataclass(frozen=True)
class Room:
    """Matrices of a block by layer: inputs of products, a and dz, and results, z and da."""

    a: list[Array]
    dz: list[Array]
    z: list[Array]
    da: list[Array]

    def narrowed(self, columns: int) -> "Room":
        """The same memory with fewer columns."""
        parts = (self.a, self.dz, self.z, self.da)
        return Room(*([_narrowed(array, columns) for array in part] for part in parts))

    def copied(self) -> "Room":
        """The same numbers in other memory."""
        parts = (self.a, self.dz, self.z, self.da)
        return Room(*([_copies(array, 1)[0] for array in part] for part in parts))

    def having(self, kept: str, arrays: list[Array]) -> "Room":
        """With other arrays for what is kept, if anything is."""
        return replace(self, **{kept: arrays}) if kept else self


def blocks(case: Case) -> list[list[Product]]:
    """Every product of a phase by block; all blocks hold the same numbers."""
    sizes, columns = grid.spec_named(case.network).sizes, _columns(case)
    widths = [min(columns, case.m - start) for start in range(0, case.m, columns)]
    draw = partial(_normal, np.random.default_rng(SEED), case.dtype)
    w = [draw((n_out, n_in)) for n_in, n_out in pairwise(sizes)]
    lanes = _lanes(case)
    dw = [[np.empty_like(layer) for layer in w] for _ in range(lanes)]
    x = _copies(draw((sizes[0], widths[0])), len(widths))
    rooms = [_room(sizes, widths[0], draw)]
    rooms += [rooms[0].copied() for _ in range(lanes - 1)]
    kept = KEPT.get(case.phase, "")
    keeps = [_copies(array, len(widths)) for array in getattr(rooms[0], kept, ())]
    products = []
    for index, width in enumerate(widths):
        own = rooms[index % lanes].having(kept, [array[index] for array in keeps])
        room = own.narrowed(width)
        a = [_narrowed(x[index], width), *room.a]
        products.append(_products(case.phase, w, dw[index % lanes], a, room))
    return products


def products_answer(case: Case) -> Answer:
    """Expected results, and bounds that hold for every order of summation, doubled."""
    u = float(np.finfo(case.dtype).eps) / 2
    expected, bound = {}, {}
    for name, left, right, _ in blocks(case)[-1]:
        wide_left, wide_right = left.astype(np.float64), right.astype(np.float64)
        expected[name] = wide_left @ wide_right
        magnitude = np.abs(wide_left) @ np.abs(wide_right)
        bound[name] = 2 * gamma(left.shape[1], u) * magnitude
    return expected, bound


def _products(
    phase: str, w: list[Array], dw: list[Array], a: list[Array], room: Room
) -> list[Product]:
    """Of one block: z = w a forward; dw = dz a' and da = w' dz backward."""
    forward = [(f"z[{i}]", w[i], a[i], room.z[i]) for i in range(len(w))]
    if phase == "forward":
        return forward
    backward: list[Product] = []
    for i in reversed(range(len(w))):
        backward.append((f"dw[{i}]", room.dz[i], a[i].T, dw[i]))
        if i > 0:
            backward.append((f"da[{i}]", w[i].T, room.dz[i], room.da[i - 1]))
    return backward if phase == "backward" else [*forward, *backward]


def _lanes(case: Case) -> int:
    """Threads that take blocks of their own."""
    return case.threads if ceil(case.m / _columns(case)) >= case.threads else 1


def _columns(case: Case) -> int:
    return PRODUCTS[case.implementation].columns(grid.spec_named(case.network).sizes)


def _multiply(calls: Sequence[Callable[[], object]]) -> None:
    for call in calls:
        call()


def _numpy_product(left: Array, right: Array, out: Array) -> Callable[[], object]:
    return partial(np.matmul, left, right, out=out)


def _scipy_product(left: Array, right: Array, out: Array) -> Callable[[], object]:
    gemm = get_blas_funcs("gemm", dtype=out.dtype)
    (first, first_turned), (second, second_turned) = _fortran(right.T), _fortran(left.T)
    turned = {"trans_a": first_turned, "trans_b": second_turned}
    return partial(gemm, 1.0, first, second, c=out.T, overwrite_c=True, **turned)


_BIND = {"numpy": _numpy_product, "scipy": _scipy_product}


def _fortran(array: Array) -> tuple[Array, bool]:
    """The same memory in Fortran order, and whether it is the transpose."""
    return (array, False) if array.flags.f_contiguous else (array.T, True)


def _room(sizes: tuple[int, ...], m: int, draw: Callable[[tuple[int, int]], Array]) -> Room:
    hidden, units = [(n, m) for n in sizes[1:-1]], [(n, m) for n in sizes[1:]]
    a, dz = [draw(shape) for shape in hidden], [draw(shape) for shape in units]
    z, da = ([_copies(array, 1)[0] for array in arrays] for arrays in (dz, a))
    return Room(a, dz, z, da)


def _narrowed(array: Array, columns: int) -> Array:
    n = array.shape[0]
    return array.reshape(-1)[: n * columns].reshape(n, columns)


def _normal(draw: np.random.Generator, dtype: str, shape: tuple[int, int]) -> Array:
    return _copies(draw.standard_normal(shape, dtype="float32").astype(dtype), 1)[0]


def _copies(array: Array, n: int) -> Array:
    """(n, n_rows, columns) in one piece of memory that begins on a cache line."""
    memory = np.empty(n * array.nbytes + CACHE_LINE, np.uint8)
    start = -memory.ctypes.data % CACHE_LINE
    copies = memory[start : start + n * array.nbytes].view(array.dtype).reshape(n, *array.shape)
    copies[...] = array
    return copies
