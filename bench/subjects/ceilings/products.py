"""The bare matrix products of a network, block after block of its columns.

Products are those of one call of a phase, on random numbers in the shapes and layout of the
network: C-ordered, examples as columns, rows that begin on a cache line, results written to
buffers that exist. SciPy's BLAS wants Fortran order and gets the transposed product of the same
memory, so that nothing is copied. All blocks share a room, which stays in cache, but for what has
to outlast a phase: forward leaves z of every block in memory, and backward finds a there. Which
products a network has is said in `dense_products.py` and `recurrent_products.py`.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from math import ceil

import numpy as np
from scipy.linalg import get_blas_funcs
from threadpoolctl import threadpool_limits

from propbench.bench.ceilings import PRODUCTS
from propbench.bench.grid import Case
from propbench.bench.oracle import Answer, gamma
from propbench.bench.subjects.ceilings.of_network import shapes_of
from propbench.bench.subjects.ceilings.shapes import Parts, Product, narrowed
from propbench.bench.timing.timed_call import TimedCall
from propbench.impls.contract import Array

SEED = 22
CACHE_LINE = 64
"""Bytes."""


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


def blocks(case: Case) -> list[list[Product]]:
    """Every product of a phase by block; all blocks hold the same numbers."""
    shapes, columns, lanes = shapes_of(case), _columns(case), _lanes(case)
    widths = [min(columns, case.m - start) for start in range(0, case.m, columns)]
    draw = partial(_normal, np.random.default_rng(SEED), case.dtype)
    w = [draw(shape) for shape in shapes.weights]
    dw = [[np.empty_like(weights) for weights in w[: len(shapes.layers)]] for _ in range(lanes)]
    drawn = {
        word: [draw((*shape, widths[0])) for shape in part] for word, part in shapes.parts.items()
    }
    rooms = [drawn, *(_copied(drawn) for _ in range(lanes - 1))]
    kept = {
        word: [_copies(array, len(widths)) for array in drawn[word]]
        for word in shapes.kept.get(case.phase, ())
    }
    products = []
    for index, width in enumerate(widths):
        own = {word: [array[index] for array in arrays] for word, arrays in kept.items()}
        parts = narrowed({**rooms[index % lanes], **own}, width)
        products.append(shapes.products(case.phase, w, dw[index % lanes], parts))
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


def _lanes(case: Case) -> int:
    """Threads that take blocks of their own."""
    return case.threads if ceil(case.m / _columns(case)) >= case.threads else 1


def _columns(case: Case) -> int:
    return PRODUCTS[case.implementation].columns(shapes_of(case).largest)


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


def _copied(parts: Parts) -> Parts:
    """The same numbers in other memory."""
    return {word: [_copies(array, 1)[0] for array in part] for word, part in parts.items()}


def _normal(draw: np.random.Generator, dtype: str, shape: tuple[int, ...]) -> Array:
    return _copies(draw.standard_normal(shape, dtype="float32").astype(dtype), 1)[0]


def _copies(array: Array, n: int) -> Array:
    """(n, n_rows, columns) in one piece of memory that begins on a cache line."""
    memory = np.empty(n * array.nbytes + CACHE_LINE, np.uint8)
    start = -memory.ctypes.data % CACHE_LINE
    copies = memory[start : start + n * array.nbytes].view(array.dtype).reshape(n, *array.shape)
    copies[...] = array
    return copies
