"""What the oracles of all kinds of networks share: bounds of the last layer, sums, the answer.

Beside every matrix product runs the componentwise bound of its rounding error (see rounding.py).
Errors of one step are carried through the next to first order; the sum is doubled for what that
neglects and for the reference's own rounding.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from propbench.bench.activations import activation
from propbench.bench.oracle.comparison import Float64
from propbench.bench.oracle.rounding import Bounded


@dataclass(frozen=True)
class Reference:
    """Every array that an implementation can be asked for, by name, with its error bound.

    The names are those of the contract, and `outputs` (n_out, m).
    """

    expected: dict[str, Float64]
    bound: dict[str, Float64]
    forward: tuple[list[Float64], list[Float64]]
    """z and a of the first block of examples, for the guard against degenerate problems."""
    states: dict[str, Float64] = field(default_factory=dict)
    """Other arrays of the first block, by name, for the same guard."""


def output_layer(output: str, z: Float64, error: Float64, u: float) -> Bounded:
    if output == "linear_squared_error":
        return z, error
    if output == "softmax_cross_entropy":
        e = np.exp(z - z.max(axis=0))
        p = e / e.sum(axis=0)
        return p, p * (2 * error.max(axis=0) + 8 * z.shape[0] * u * (1 + np.ptp(z, axis=0)))
    sigmoid = activation("sigmoid")
    p = sigmoid.exact(z, 0.0)
    return p, sigmoid.steepest * error + 8 * u * p


def output_gradient(
    output: str, p: Float64, error: Float64, y: Float64, m: int, u: float
) -> Bounded:
    dz = (p - y) / m
    bound = error / m + 4 * u * np.abs(dz)
    if output == "sigmoid_squared_error":
        slope = p * (1 - p)
        return dz * slope, bound * slope + np.abs(dz) * (error + 4 * u)
    return dz, bound


def collected(
    w: list[Float64],
    b: list[Float64],
    outputs: list[Bounded],
    gradients: list[Bounded],
    learning_rate: float,
    dtype: np.finfo[Any],
    first: tuple[list[Float64], list[Float64]],
    states: dict[str, Float64] | None = None,
) -> Reference:
    expected = {"outputs": np.concatenate([value for value, _ in outputs], axis=1)}
    bound = {"outputs": np.concatenate([error for _, error in outputs], axis=1)}
    n_layers, u, smallest = len(w), float(dtype.eps) / 2, float(dtype.tiny)
    for index, old in enumerate((*w, *b)):
        name = f"{'w' if index < n_layers else 'b'}{index % n_layers}"
        gradient, error = gradients[index]
        step = learning_rate * gradient
        expected[f"d{name}"], bound[f"d{name}"] = gradient, error
        expected[name] = old - step
        bound[name] = learning_rate * error + 2 * u * (np.abs(old) + 2 * np.abs(step))
    # What is too small to be a normal number has no digits to keep.
    bounds = {name: 2 * error + smallest for name, error in bound.items()}
    return Reference(expected, bounds, first, states or {})
