"""What is right: answers and error bounds that share no code with any implementation.

The reference is computed in float64 from the problem's own numbers, in blocks of examples; what
runs beside it is said in `bounds.py`.
"""

import numpy as np

from propbench.bench.activations import activation
from propbench.bench.oracle.bounds import (
    Bounded,
    Reference,
    Sums,
    collected,
    gamma,
    output_gradient,
    output_layer,
)
from propbench.bench.oracle.comparison import Float64
from propbench.bench.problems import Problem
from propbench.impls.contract import Network

BLOCK = 2048


def reference(problem: Problem[Network], learning_rate: float) -> Reference:
    """Outputs, gradients and the parameters after one step, with bounds for the dtype of x."""
    u = float(np.finfo(problem.x.dtype).eps) / 2
    w, b = (
        [array.astype(np.float64) for array in arrays]
        for arrays in (problem.parameters.w, problem.parameters.b)
    )
    m = problem.x.shape[1]
    sums = Sums([np.zeros_like(layer) for layer in (*w, *b)])
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
    return collected(w, b, outputs, sums, learning_rate, u, first)


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
        z.append(
            (weights @ previous + biases, gamma(weights.shape[1] + 1, u) * magnitude + carried)
        )
        last = layer == len(w) - 1
        a.append(
            output_layer(network.output, *z[-1], u) if last else _activation(network, *z[-1], u)
        )
    return z, a


def _activation(network: Network, z: Float64, error: Float64, u: float) -> Bounded:
    of = activation(network.activation)
    a = of.exact(z, network.slope)
    tail = 2 * u * of.function_eps * np.maximum(1, np.abs(z))
    return a, of.steepest * error + 8 * u * np.abs(a) + tail


def _backward(
    network: Network,
    w: list[Float64],
    z: list[Bounded],
    a: list[Bounded],
    y: Float64,
    m: int,
    u: float,
    sums: Sums,
) -> None:
    """Add dw (n_out, n_in) and db (n_out, 1) of every layer to the sums; z and a as `_forward`."""
    dz, error = output_gradient(network.output, *a[-1], y, m, u)
    for layer in reversed(range(len(w))):
        previous, previous_error = a[layer]
        magnitude = np.abs(dz) @ np.abs(previous).T
        carried = error @ np.abs(previous).T + np.abs(dz) @ previous_error.T
        sums.add(layer, dz @ previous.T, gamma(m, u) * magnitude + carried)
        db_bound = (gamma(m, u) * np.abs(dz) + error).sum(axis=1, keepdims=True)
        sums.add(len(w) + layer, dz.sum(axis=1, keepdims=True), db_bound)
        if layer > 0:
            da = w[layer].T @ dz
            rounding = gamma(w[layer].shape[0], u) * (np.abs(w[layer]).T @ np.abs(dz))
            da_error = rounding + np.abs(w[layer]).T @ error
            slope, slope_error = _slope(network, *z[layer - 1], u)
            dz = da * slope
            error = da_error * (np.abs(slope) + slope_error) + np.abs(da) * slope_error
            error = error + u * np.abs(dz)


def _slope(network: Network, z: Float64, error: Float64, u: float) -> Bounded:
    """activation'(z); where z may lie on either side of a kink, either slope is right."""
    of = activation(network.activation)
    slope = of.exact_derivative(z, network.slope)
    bound = of.bend * error + 4 * u
    if of.kink:
        bound = bound + np.where(np.abs(z) <= 2 * error, 1.0, 0.0)
    return slope, bound
