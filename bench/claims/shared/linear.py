"""Linear networks against the one linear function that they are in exact arithmetic."""

from dataclasses import dataclass
from functools import reduce

import numpy as np

from propbench.bench.training.parameters import Parameters, drawn, handed_over
from propbench.impls import Implementation
from propbench.impls.contract import Array, Network


@dataclass(frozen=True)
class Collapse:
    """`error`: largest difference of outputs from W_L ... W_1 x + b over the largest output.

    `inside` and `beyond`: of the outputs without their bias, the singular value at the narrowest
    layer's width and the next one, both over the largest; the second is 0 but for rounding.
    """

    error: float
    inside: float
    beyond: float


def network(sizes: tuple[int, ...]) -> Network:
    """Linear from the examples to the outputs."""
    return Network(sizes, "linear", "linear_squared_error")


def with_biases(net: Network, seed: int, dtype: str = "float64") -> Parameters:
    """Glorot's weights, and biases of standard deviation 0.1, so that they take part."""
    return drawn(net, "glorot:bias_0.1", seed, dtype=dtype)


def collapsed(parameters: Parameters) -> tuple[Array, Array]:
    """The weights (n_out, n_in) and biases (n_out, 1) of the one layer with the same function."""
    layers = zip(parameters.w, parameters.b, strict=True)
    return reduce(
        lambda below, layer: (layer[0] @ below[0], layer[0] @ below[1] + layer[1]), layers
    )


def outputs(
    implementation: Implementation, net: Network, parameters: Parameters, x: Array
) -> Array:
    """What the implementation's forward gives, (n_out, m)."""
    y = np.zeros((net.sizes[-1], x.shape[1]), x.dtype)
    state = implementation.prepare(net, handed_over(parameters), x, y)
    return implementation.dense.read_outputs(implementation.dense.forward(state))


def collapse(implementation: Implementation, sizes: tuple[int, ...], seed: int) -> Collapse:
    """Compare on 100 normal examples in float64."""
    net = network(sizes)
    parameters = with_biases(net, seed)
    x = np.random.default_rng((seed, 2)).standard_normal((sizes[0], 100))
    a = outputs(implementation, net, parameters, x)
    w, b = collapsed(parameters)
    values = np.linalg.svd(a - b, compute_uv=False)
    narrowest = min(sizes)
    beyond = values[narrowest] / values[0] if narrowest < values.size else 0.0
    error = np.abs(a - (w @ x + b)).max() / np.abs(a).max()
    return Collapse(float(error), float(values[narrowest - 1] / values[0]), float(beyond))
