"""Every primitive of every implementation against NumPy, within the bound for any order of sums."""

from collections.abc import Callable

import numpy as np
import pytest

from propbench import impls
from propbench.impls.contract import PRIMITIVES, Array
from tests.impls.problems import having_by_dtype

N, M = 37, 12

Operands = tuple[Array, ...]

SHAPES: dict[str, tuple[tuple[int, int], ...]] = {
    "dot": ((1, N), (1, N)),
    "affine": ((N, 1), (N, M), (1, 1)),
    "add_scalar": ((N, 1), (1, 1)),
    "add_row": ((N, M), (1, M)),
    "add_column": ((N, M), (N, 1)),
}
FORMULAS: dict[str, Callable[..., Array]] = {
    "dot": lambda u, v: u @ v.T,
    "affine": lambda w, x, b: w.T @ x + b,
    "add_scalar": lambda matrix, scalar: matrix + scalar,
    "add_row": lambda matrix, row: matrix + row,
    "add_column": lambda matrix, column: matrix + column,
}
VARIANTS = ("_numpy_scalars", "_tiled")

OFFERED = [
    (name, dtype, primitive)
    for name, dtype in having_by_dtype("primitives")
    for primitive in impls.load(name).primitives.PRIMITIVES
]


def formula_of(primitive: str) -> str:
    """The primitive without the way in which it is written."""
    for variant in VARIANTS:
        primitive = primitive.removesuffix(variant)
    return primitive


def operands(primitive: str, dtype: str, seed: int) -> Operands:
    draw = np.random.default_rng(seed)
    shapes = SHAPES[formula_of(primitive)]
    return tuple(draw.normal(size=shape).astype(dtype) for shape in shapes)


def test_every_primitive_of_the_contract_has_its_formula_here() -> None:
    assert {formula_of(primitive) for primitive in PRIMITIVES} == set(FORMULAS) == set(SHAPES)


@pytest.mark.parametrize(("name", "dtype", "primitive"), OFFERED)
def test_a_primitive_is_its_formula_within_gamma_n(name: str, dtype: str, primitive: str) -> None:
    assert primitive in PRIMITIVES
    implementation, formula = impls.load(name), FORMULAS[formula_of(primitive)]
    given = operands(primitive, dtype, seed=0)
    before = [part.copy() for part in given]
    got = _apply(implementation, primitive, given)
    wide = [part.astype(np.longdouble) for part in given]
    expected = formula(*wide)
    u = np.finfo(dtype).eps / 2
    # n products and n sums; Higham 2002, section 3.1: holds for any order, and with FMA.
    gamma = (N + 1) * u / (1 - (N + 1) * u)
    allowed = gamma * formula(*(np.abs(part) for part in wide))
    assert got.dtype == dtype
    assert got.shape == expected.shape
    assert np.all(np.abs(got - expected) <= allowed)
    assert all(np.array_equal(part, old) for part, old in zip(given, before, strict=True))


@pytest.mark.parametrize(("name", "dtype", "primitive"), OFFERED)
def test_a_primitive_gives_the_same_bits_every_time(name: str, dtype: str, primitive: str) -> None:
    given = operands(primitive, dtype, seed=1)
    first, second = (_apply(impls.load(name), primitive, given) for _ in range(2))
    assert np.array_equal(first, second)


def _apply(implementation: impls.Implementation, primitive: str, given: Operands) -> Array:
    native = [implementation.layout.to_native(part) for part in given]
    result: Array = implementation.layout.to_numpy(
        implementation.primitives.PRIMITIVES[primitive](*native)
    )
    return result
