"""What is right: answers and error bounds that share no code with any implementation.

The reference is computed in float64 from the problem's own numbers, in blocks of examples. Beside
every matrix product runs the componentwise bound of its rounding error,
|computed - exact| <= gamma_n |w| |a| with gamma_n = n u / (1 - n u), which holds for every order
of summation (Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 3.5). Errors of
one step are carried through the next to first order; the sum is doubled for what that neglects
and for the reference's own rounding.
"""

from dataclasses import dataclass

import numpy as np

from propbench.bench.activations import activation
from propbench.bench.oracle.comparison import Float64
from propbench.bench.problems import Problem
from propbench.impls.contract import Network

BLOCK = 2048
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


def reference(problem: Problem, learning_rate: float) -> Reference:
    """Outputs, gradients and the parameters after one step, with bounds for the dtype of x."""
    u = float(np.finfo(problem.x.dtype).eps) / 2
    w, b = (
        [array.astype(np.float64) for array in arrays]
        for arrays in (problem.parameters.w, problem.parameters.b)
    )
    m = problem.x.shape[1]
    sums = _Sums([np.zeros_like(layer) for layer in (*w, *b)])
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
    return _collected(w, b, outputs, sums, learning_rate, u, first)


@dataclass
class _Sums:
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
    sums: _Sums,
) -> None:
    """Add dw (n_out, n_in) and db (n_out, 1) of every layer to the sums; z and a as `_forward`."""
    dz, error = _output_gradient(network.output, *a[-1], y, m, u)
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
    """activation'(z); where z may lie on either side of a kink, either slope is right."""
    of = activation(network.activation)
    slope = of.exact_derivative(z, network.slope)
    bound = of.bend * error + 4 * u
    if of.kink:
        bound = bound + np.where(np.abs(z) <= 2 * error, 1.0, 0.0)
    return slope, bound


def _collected(
    w: list[Float64],
    b: list[Float64],
    outputs: list[Bounded],
    sums: _Sums,
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
