"""What depth does to gradients and activations before training, by the rule of the start."""

import numpy as np
from numpy.typing import NDArray

from bench import initialisation
from bench.convergence.tasks import TASKS
from impls import load
from impls.contract import Gradients, Network

_SATURATED = 0.1
"""Of the largest derivative: a unit with less than this passes on next to nothing."""


def first_to_last(task: str, network: Network, rule: str, seed: int) -> float:
    """Norm of the first layer's weight gradient over that of the last layer's, at the start."""
    norms = [float(np.linalg.norm(dw)) for dw in _gradients(task, network, rule, seed).dw]
    return norms[0] / norms[-1]


def saturated(task: str, network: Network, rule: str, seed: int) -> float:
    """Share of the first layer's hidden activations whose derivative is under a tenth of its top.

    sigmoid' is a (1 - a), at most 1/4; tanh' is 1 - a**2, at most 1.
    """
    x, _ = TASKS[task].data(seed)
    parameters = initialisation.parameters(network, rule, seed, x)
    pairs = load("numpy_vectorized").activations.ACTIVATIONS
    activation, derivative = pairs[network.activation]
    z = parameters.w[0] @ x + parameters.b[0]
    slopes: NDArray[np.float64] = derivative(z, activation(z, network.slope), network.slope)
    top = derivative(np.zeros(1), activation(np.zeros(1), network.slope), network.slope)
    return float(np.mean(slopes < _SATURATED * top))


def rounded(value: float) -> float:
    """To six digits, so that libraries which round sums differently give the same number."""
    return float(f"{value:.6g}")


def _gradients(task: str, network: Network, rule: str, seed: int) -> Gradients:
    x, y = TASKS[task].data(seed)
    parameters = initialisation.parameters(network, rule, seed, x)
    implementation = load("numpy_vectorized")
    state = implementation.prepare(network, parameters, x, y)
    gradients: Gradients = implementation.dense.read_gradients(
        implementation.dense.backward(implementation.dense.forward(state))
    )
    return gradients

