"""What is right: answers and error bounds that share no code with any implementation.

The reference is computed in float64 from the problem's own numbers, in blocks of examples. Beside
every matrix product runs the componentwise bound of its rounding error (see rounding.py). Errors of
one step are carried through the next to first order; the sum is doubled for what that neglects
and for the reference's own rounding.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from propbench.bench.activations import activation
from propbench.bench.oracle.comparison import Float64
from propbench.bench.oracle.rounding import Bounded, SumOverExamples, rounding
from propbench.bench.problems import Problem
from propbench.impls.contract import Network

BLOCK = 2048


@dataclass(frozen=True)
class Reference:
    """Every array that an implementation can be asked for, by name, with its error bound.

    The names are those of the contract, and `outputs` (n_out, m).
    """

    expected: dict[str, Float64]
    bound: dict[str, Float64]
    forward: tuple[list[Float64], list[Float64]]
    """z and a of the first block of examples, for the guard against degenerate problems."""


def reference(problem: Problem, learning_rate: float) -> Reference:
    """Outputs, gradients and the parameters after one step, with bounds for the dtype of x."""
    dtype = np.finfo(problem.x.dtype)
    u = float(dtype.eps) / 2
    w, b = (
        [array.astype(np.float64) for array in arrays]
        for arrays in (problem.parameters.w, problem.parameters.b)
    )
    m = problem.x.shape[1]
    sums = [SumOverExamples(layer.shape, m, u) for layer in (*w, *b)]
    outputs: list[Bounded] = []
    first: tuple[list[Float64], list[Float64]] | None = None
    for start in range(0, m, BLOCK):
        x = problem.x[:, start : start + BLOCK].astype(np.float64)
        y = problem.y[:, start : start + BLOCK].astype(np.float64)
        z, a = _forward(problem.network, w, b, x, u)
        _backward(problem.network, w, z, a, y, m, u, sums)
        outputs.append(a[-1])
        first = first or ([value for value, _ in z], [value for value, _ in a[1:]])
    assert first is not None
    return _collected(w, b, outputs, sums, learning_rate, dtype, first)


def _forward(
    network: Network, w: list[Float64], b: list[Float64], x: Float64, u: float
) -> tuple[list[Bounded], list[Bounded]]:
    """z (n_out, m) of every layer, and a (n, m) of every layer, x included; w, b as given."""
    z: list[Bounded] = []
    a: list[Bounded] = [(x, np.zeros_like(x))]
    for layer, (weights, biases) in enumerate(zip(w, b, strict=True)):
        previous, error = a[-1]
        magnitude = np.abs(weights) @ np.abs(previous) + np.abs(biases)
        carried = np.abs(weights) @ error
        own = rounding(weights.shape[1] + 1, u) * magnitude
        z.append((weights @ previous + biases, own + carried))
        last = layer == len(w) - 1
        a.append(_outputs(network.output, *z[-1], u) if last else _activation(network, *z[-1], u))
    return z, a


def _activation(network: Network, z: Float64, error: Float64, u: float) -> Bounded:
    of = activation(network.activation)
    a = of.exact(z, network.slope)
    tail = 2 * u * of.function_eps * np.maximum(1, np.abs(z))
    return a, of.steepest * error + 8 * u * np.abs(a) + tail


def _outputs(output: str, z: Float64, error: Float64, u: float) -> Bounded:
    if output == "linear_squared_error":
        return z, error
    if output == "softmax_cross_entropy":
        e = np.exp(z - z.max(axis=0))
        p = e / e.sum(axis=0)
        return p, p * (2 * error.max(axis=0) + 8 * z.shape[0] * u * (1 + np.ptp(z, axis=0)))
    sigmoid = activation("sigmoid")
    p = sigmoid.exact(z, 0.0)
    return p, sigmoid.steepest * error + 8 * u * p


def _backward(
    network: Network,
    w: list[Float64],
    z: list[Bounded],
    a: list[Bounded],
    y: Float64,
    m: int,
    u: float,
    sums: list[SumOverExamples],
) -> None:
    """Add dw (n_out, n_in) and db (n_out, 1) of every layer to the sums; z and a as `_forward`."""
    dz, error = _output_gradient(network.output, *a[-1], y, m, u)
    ones = np.ones((1, y.shape[1])), np.zeros((1, y.shape[1]))
    for layer in reversed(range(len(w))):
        sums[layer].add((dz, error), a[layer])
        sums[len(w) + layer].add((dz, error), ones)
        if layer > 0:
            da = w[layer].T @ dz
            own = rounding(w[layer].shape[0], u) * (np.abs(w[layer]).T @ np.abs(dz))
            da_error = own + np.abs(w[layer]).T @ error
            slope, slope_error = _slope(network, *z[layer - 1], u)
            dz = da * slope
            error = da_error * (np.abs(slope) + slope_error) + np.abs(da) * slope_error
            error = error + u * np.abs(dz)


def _output_gradient(
    output: str, p: Float64, error: Float64, y: Float64, m: int, u: float
) -> Bounded:
    dz = (p - y) / m
    bound = error / m + 4 * u * np.abs(dz)
    if output == "sigmoid_squared_error":
        slope = p * (1 - p)
        return dz * slope, bound * slope + np.abs(dz) * (error + 4 * u)
    return dz, bound


def _slope(network: Network, z: Float64, error: Float64, u: float) -> Bounded:
    """activation'(z); where z may lie on either side of a kink, either slope is right. A z = 0
    without error lies on it, where the contract says which is."""
    of = activation(network.activation)
    slope = of.exact_derivative(z, network.slope)
    bound = of.bend * error + 4 * u
    if of.kink:
        bound = bound + np.where(np.abs(z) < 2 * error, 1.0, 0.0)
    return slope, bound


def _collected(
    w: list[Float64],
    b: list[Float64],
    outputs: list[Bounded],
    sums: list[SumOverExamples],
    learning_rate: float,
    dtype: np.finfo[Any],
    first: tuple[list[Float64], list[Float64]],
) -> Reference:
    expected = {"outputs": np.concatenate([value for value, _ in outputs], axis=1)}
    bound = {"outputs": np.concatenate([error for _, error in outputs], axis=1)}
    n_layers, u, smallest = len(w), float(dtype.eps) / 2, float(dtype.tiny)
    for index, old in enumerate((*w, *b)):
        name = f"{'w' if index < n_layers else 'b'}{index % n_layers}"
        gradient, error = sums[index].value, sums[index].bound()
        step = learning_rate * gradient
        expected[f"d{name}"], bound[f"d{name}"] = gradient, error
        expected[name] = old - step
        bound[name] = learning_rate * error + 2 * u * (np.abs(old) + 2 * np.abs(step))
    # What is too small to be a normal number has no digits to keep.
    bounds = {name: 2 * error + smallest for name, error in bound.items()}
    return Reference(expected, bounds, first)
