"""An answer computed block by block of the examples, so that the oracle stays small."""

from collections.abc import Callable

import numpy as np

from propbench.bench.oracle.bounds import Reference, collected
from propbench.bench.oracle.comparison import Float64
from propbench.bench.oracle.rounding import Bounded, SumOfProducts
from propbench.bench.problems import N, Problem

Layers = tuple[list[Bounded], list[Bounded]]
"""z of every layer, and a of every layer, x included."""
Weights = list[Float64]
Forward = Callable[[Weights, Weights, Float64, float], Layers]
"""Of w, b, the block's x, and u."""
Backward = Callable[[Weights, Layers, Float64, int, float, list[SumOfProducts]], None]
"""Adds the gradients of the block to the sums: of w, what `Forward` gave, the block's y, m, u."""


def in_blocks(
    problem: Problem[N],
    learning_rate: float,
    block: int,
    sums: list[SumOfProducts],
    forward: Forward,
    backward: Backward,
) -> Reference:
    """Outputs, gradients and the parameters after one step, with bounds for the dtype of x.

    `sums` are those of the weights of every layer, then of the biases.
    """
    dtype = np.finfo(problem.x.dtype)
    u, m = unit_roundoff(problem), problem.x.shape[1]
    w, b = (
        [array.astype(np.float64) for array in arrays]
        for arrays in (problem.parameters.w, problem.parameters.b)
    )
    outputs: list[Bounded] = []
    first: tuple[list[Float64], list[Float64]] | None = None
    for start in range(0, m, block):
        x, y = (
            array[:, start : start + block].astype(np.float64) for array in (problem.x, problem.y)
        )
        z, a = forward(w, b, x, u)
        backward(w, (z, a), y, m, u, sums)
        outputs.append(a[-1])
        first = first or ([value for value, _ in z], [value for value, _ in a[1:]])
    assert first is not None
    gradients = [(total.value, total.bound()) for total in sums]
    return collected(w, b, outputs, gradients, learning_rate, dtype, first)


def unit_roundoff(problem: Problem[N]) -> float:
    """Of the dtype of x: half of eps."""
    return float(np.finfo(problem.x.dtype).eps) / 2
