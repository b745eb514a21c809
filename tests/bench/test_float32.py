"""What is nearly right in float32 is refused at 100 000 examples, and what is right is not.

A layer of 32 units is enough: its gradient is summed over all examples, as those of deeper ones.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from propbench.bench import subjects
from propbench.bench.cases import Case
from propbench.bench.oracle import Answer, compare
from propbench.bench.problems import SEED, Problem, problem
from propbench.impls.contract import Array, Network
from tests.bench.fewer_bits import kept_bits

CASE = Case("mine", "shallow", "sigmoid", "train_step", 100_000, "float32")
Product = Callable[[Array, Array], Array]


@cache
def _answer() -> Answer:
    return subjects.of(CASE).answer(CASE, SEED)


def _gradients(given: Problem[Network], product: Product) -> dict[str, Array]:
    """Of both layers in float32; `product` is that of the backward pass."""
    (w0, w1), (b0, b1) = given.parameters.w, given.parameters.b
    a0 = 1 / (1 + np.exp(-(w0 @ given.x + b0)))
    p = 1 / (1 + np.exp(-(w1 @ a0 + b1)))
    dz1 = (p - given.y) / np.float32(CASE.m)
    dz0 = product(w1.T, dz1) * a0 * (1 - a0)
    ones = np.ones((CASE.m, 1), np.float32)
    return {
        "dw0": product(dz0, given.x.T),
        "db0": product(dz0, ones),
        "dw1": product(dz1, a0.T),
        "db1": product(dz1, ones),
    }


def _with_bits(bits: int) -> Product:
    return lambda left, right: kept_bits(left, bits) @ kept_bits(right, bits)


def _one_by_one(left: Array, right: Array) -> Array:
    """As a loop adds up: the least exact order that is right."""
    if left.shape[1] < CASE.m:
        return left @ right
    rows = [np.add.accumulate(left * column, axis=1)[:, -1:] for column in right.T]
    return np.concatenate(rows, axis=1)


def _without_some(left: Array, right: Array) -> Array:
    kept = len(right) - len(right) // 200
    return left[:, :kept] @ right[:kept] if left.shape[1] == CASE.m else left @ right


def _fault(product: Product) -> str:
    got = _gradients(problem(CASE), product)
    expected, bound = _answer()
    due = {name: expected[name] for name in got}
    return compare(got, (due, bound), "float32")[1]


@pytest.mark.parametrize("product", [np.matmul, _one_by_one])
def test_a_sum_in_any_order_is_right(product: Product) -> None:
    assert _fault(product) == ""


@pytest.mark.parametrize(
    ("lie", "product"),
    [
        ("1 % too large", lambda left, right: np.float32(1.01) * (left @ right)),
        ("0.5 % of the examples left out", _without_some),
        ("bfloat16", _with_bits(7)),
        ("TF32", _with_bits(10)),
    ],
)
def test_what_is_nearly_right_is_refused(lie: str, product: Product) -> None:
    assert "expected" in _fault(product), lie
