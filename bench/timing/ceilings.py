"""The ceilings as work that is checked and timed like any cell.

Products are those of one call of a phase, on random numbers in the shapes and layout of the
network: C-ordered, examples as columns, results written to buffers that exist. SciPy's BLAS wants
Fortran order and gets the transposed product of the same memory, so that nothing is copied.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from numba import njit
from scipy.linalg import get_blas_funcs

from bench import grid
from bench.ceilings import PRODUCTS, TRIAD
from bench.grid import Case
from bench.oracle import Float64, gamma
from impls.contract import Array

SEED = 22
SCALE = 3.0
COLUMNS = 1_000
"""At most so many columns of a wide result are read; every column is computed alike."""

Product = tuple[str, Array, Array, Array]
"""Name, left, right, and the buffer for left @ right."""


class ProductsWork:
    """The matrix products of one phase, bare, in one BLAS."""

    def __init__(self, case: Case) -> None:
        bind = _BIND[case.implementation]
        self.products = products(case)
        self._calls = [bind(left, right, out) for _, left, right, out in self.products]

    def once(self) -> None:
        self.repeat(1)

    def repeat(self, calls: int) -> None:
        for _ in range(calls):
            for product in self._calls:
                product()

    def restore(self) -> None:
        """Nothing was changed but the results."""

    def read(self) -> dict[str, Array]:
        return {name: _sampled(out).copy() for name, _, _, out in self.products}


class TriadWork:
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

    def restore(self) -> None:
        """Nothing was changed but the result."""

    def read(self) -> dict[str, Array]:
        return {"result": self._a.copy()}

    def _part(self, part: tuple[Array, Array, Array]) -> None:
        _triad(*part, self._scale)


def ceiling_work(case: Case) -> ProductsWork | TriadWork:
    """A ceiling made ready. Raises LookupError for a case of an implementation."""
    if case.phase == TRIAD:
        return TriadWork(case)
    if case.implementation in PRODUCTS:
        return ProductsWork(case)
    raise LookupError(f"{case.implementation} is not loaded, and no ceiling")


def ceiling_answer(case: Case) -> tuple[dict[str, Float64], dict[str, Float64]]:
    """Expected results, and bounds that hold for every order of summation, doubled."""
    u = float(np.finfo(case.dtype).eps) / 2
    if case.phase == TRIAD:
        b, c = (_wide(array) for array in triad_inputs(case))
        return {"result": b + SCALE * c}, {"result": 4 * u * (np.abs(b) + np.abs(SCALE * c))}
    expected, bound = {}, {}
    for name, left, right, out in products(case):
        wide_left, wide_right = _wide(left), _wide(_sampled(right, out))
        magnitude = np.abs(wide_left) @ np.abs(wide_right)
        expected[name] = wide_left @ wide_right
        bound[name] = 2 * gamma(left.shape[1], u) * magnitude
    return expected, bound


def products(case: Case) -> list[Product]:
    """Every product of a phase: z = w a forward; dw = dz a' and da = w' dz backward."""
    sizes, m = grid.NETWORKS[case.network].sizes, case.m
    draw = np.random.default_rng(SEED)
    a = [_normal(draw, (n, m), case.dtype) for n in sizes[:-1]]
    w = [_normal(draw, (n_out, n_in), case.dtype) for n_in, n_out in pairwise(sizes)]
    forward = [(f"z[{i}]", w[i], a[i], _empty(w[i], a[i])) for i in range(len(w))]
    if case.phase == "forward":
        return forward
    dz = [_normal(draw, (n, m), case.dtype) for n in sizes[1:]]
    backward: list[Product] = []
    for i in reversed(range(len(w))):
        backward.append((f"dw[{i}]", dz[i], a[i].T, _empty(dz[i], a[i].T)))
        if i > 0:
            backward.append((f"da[{i}]", w[i].T, dz[i], _empty(w[i].T, dz[i])))
    return backward if case.phase == "backward" else [*forward, *backward]


def triad_inputs(case: Case) -> tuple[Array, Array]:
    """b and c, each (m,)."""
    draw = np.random.default_rng(SEED)
    return draw.random(case.m).astype(case.dtype), draw.random(case.m).astype(case.dtype)


def _numpy_product(left: Array, right: Array, out: Array) -> Callable[[], object]:
    return partial(np.matmul, left, right, out=out)


def _scipy_product(left: Array, right: Array, out: Array) -> Callable[[], object]:
    gemm = get_blas_funcs("gemm", dtype=out.dtype)
    (first, first_turned), (second, second_turned) = _fortran(right.T), _fortran(left.T)
    turned = {"trans_a": first_turned, "trans_b": second_turned}
    return partial(gemm, 1.0, first, second, c=out.T, overwrite_c=True, **turned)


_BIND = dict(zip(PRODUCTS, (_numpy_product, _scipy_product), strict=True))


def _fortran(array: Array) -> tuple[Array, bool]:
    """The same memory in Fortran order, and whether it is the transpose."""
    return (array, False) if array.flags.f_contiguous else (array.T, True)


def _sampled(array: Array, like: Array | None = None) -> Array:
    """Evenly spread columns of a result, or of the right factor of a wide one."""
    wide = array if like is None else like
    return array[:, :: max(1, wide.shape[1] // COLUMNS)]


def _triad_loop(a: Array, b: Array, c: Array, scale: np.floating[Any]) -> None:
    for i in range(a.size):
        a[i] = b[i] + scale * c[i]


_triad = njit(cache=True, nogil=True)(_triad_loop)


def _normal(draw: np.random.Generator, shape: tuple[int, int], dtype: str) -> Array:
    return draw.standard_normal(shape, dtype="float32").astype(dtype)


def _empty(left: Array, right: Array) -> Array:
    return np.empty((left.shape[0], right.shape[1]), left.dtype)


def _wide(array: Array) -> Float64:
    return array.astype(np.float64)
