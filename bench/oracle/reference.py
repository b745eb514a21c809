"""What is right: answers and error bounds that share no code with any implementation.

The reference is computed in float64 from the problem's own numbers, in blocks of examples; what
runs beside it is said in `bounds.py`.
"""

from functools import partial

import numpy as np

from propbench.bench.activations import activation
from propbench.bench.oracle.blocks import Layers, Weights, in_blocks, unit_roundoff
from propbench.bench.oracle.bounds import Reference, output_gradient, output_layer
from propbench.bench.oracle.comparison import Float64
from propbench.bench.oracle.rounding import Bounded, SumOfProducts, rounding
from propbench.bench.problems import Problem
from propbench.impls.contract import Network

BLOCK = 2048


def reference(problem: Problem[Network], learning_rate: float) -> Reference:
    """Outputs, gradients and the parameters after one step, with bounds for the dtype of x."""
    network, m = problem.network, problem.x.shape[1]
    parameters = (*problem.parameters.w, *problem.parameters.b)
    sums = [SumOfProducts(array.shape, m, unit_roundoff(problem)) for array in parameters]
    passes = partial(_forward, network), partial(_backward, network)
    return in_blocks(problem, learning_rate, BLOCK, sums, *passes)


def _forward(network: Network, w: Weights, b: Weights, x: Float64, u: float) -> Layers:
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
    w: Weights,
    passed: Layers,
    y: Float64,
    m: int,
    u: float,
    sums: list[SumOfProducts],
) -> None:
    """Add dw (n_out, n_in) and db (n_out, 1) of every layer to the sums; `passed` is z and a."""
    z, a = passed
    dz, error = output_gradient(network.output, *a[-1], y, m, u)
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


def _slope(network: Network, z: Float64, error: Float64, u: float) -> Bounded:
    """activation'(z); where z may lie on either side of a kink, either slope is right. A z = 0
    without error lies on it, where the contract says which is."""
    of = activation(network.activation)
    slope = of.exact_derivative(z, network.slope)
    bound = of.bend * error + 4 * u
    if of.kink:
        bound = bound + np.where(np.abs(z) < 2 * error, 1.0, 0.0)
    return slope, bound
