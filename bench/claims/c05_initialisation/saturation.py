"""How many hidden units are saturated before the first step."""

import numpy as np
from numpy.typing import NDArray

from propbench.bench.training.activations import ACTIVATIONS
from propbench.bench.training.parameters import drawn
from propbench.bench.training.tasks import TASKS
from propbench.impls.contract import Network

_SATURATED = 0.1
"""Of the largest derivative: a unit with less than this passes on next to nothing."""


def saturated(task: str, network: Network, rule: str, seed: int) -> float:
    """Share of the first layer's activations whose derivative is under a tenth of its largest.

    For sigmoid that is a (1 - a) under 1/40, for tanh 1 - a**2 under 1/10.
    """
    x, _ = TASKS[task].data(seed)
    parameters = drawn(network, rule, seed, x)
    activation, derivative = ACTIVATIONS[network.activation]
    z = np.hstack([parameters.w[0] @ x + parameters.b[0], np.zeros((network.sizes[1], 1))])
    slopes: NDArray[np.float64] = derivative(z, activation(z, network.slope), network.slope)
    return float(np.mean(slopes[:, :-1] < _SATURATED * slopes[:, -1:]))
