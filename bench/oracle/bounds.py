"""What the oracles of all kinds of networks share: bounds of the last layer, sums, the answer.

Beside every matrix product runs the componentwise bound of its rounding error,
|computed - exact| <= gamma_n |w| |a| with gamma_n = n u / (1 - n u), which holds for every order
of summation (Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 3.5). Errors of
one step are carried through the next to first order; the sum is doubled for what that neglects
and for the reference's own rounding.
"""

from dataclasses import dataclass

import numpy as np

from propbench.bench.activations import activation
from propbench.bench.oracle.comparison import Float64

Bounded = tuple[Float64, Float64]
"""A value and the bound on the error of a correct implementation."""


@dataclass(frozen=True)
class Reference:
    """Every array that an implementation can be asked for, by name, with its error bound.

    The names are those of the contract, and `outputs` (n_out, m).
    """

    expected: dict[str, Float64]
    bound: dict[str, Float64]
    forward: tuple[list[Float64], list[Float64]]
    """z and a of the first block of examples, for the guard against degenerate problems."""


@dataclass
class Sums:
    """Gradients summed over the blocks, weights of all layers and then biases."""

    values: list[Float64]

    def __post_init__(self) -> None:
        self.bounds = [np.zeros_like(value) for value in self.values]

    def add(self, index: int, value: Float64, bound: Float64) -> None:
        self.values[index] += value
        self.bounds[index] += bound


def gamma(n: int, u: float) -> float:
    """Higham's gamma_n = n u / (1 - n u)."""
    return n * u / (1 - n * u)


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
    sums: Sums,
    learning_rate: float,
    u: float,
    first: tuple[list[Float64], list[Float64]],
) -> Reference:
    expected = {"outputs": np.concatenate([value for value, _ in outputs], axis=1)}
    bound = {"outputs": np.concatenate([error for _, error in outputs], axis=1)}
    n_layers = len(w)
    for index, old in enumerate((*w, *b)):
        name = f"{'w' if index < n_layers else 'b'}{index % n_layers}"
        gradient, error = sums.values[index], sums.bounds[index]
        step = learning_rate * gradient
        expected[f"d{name}"], bound[f"d{name}"] = gradient, error
        expected[name] = old - step
        bound[name] = learning_rate * error + 2 * u * (np.abs(old) + 2 * np.abs(step))
    return Reference(expected, {name: 2 * error for name, error in bound.items()}, first)
