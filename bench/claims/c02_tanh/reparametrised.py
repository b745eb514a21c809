"""A tanh network and the sigmoid network that computes the same function.

tanh(z) = 2 sigmoid(2 z) - 1, so that a layer of tanh with the layer after it, v tanh(w x + b) + c,
is the layer of sigmoids with 2 w, 2 b, 2 v and c - v 1. Gradient descent still takes them to
different places, because a step of the one is not the same step of the other.
"""

import numpy as np

from propbench.bench.training.parameters import Parameters, drawn
from propbench.bench.training.tasks import TASKS
from propbench.bench.training.variants import evaluate, train_many
from propbench.impls.contract import Array, Network

RATE = 1.0


def as_sigmoid(tanh: Parameters) -> Parameters:
    """Parameters of the sigmoid network, one hidden layer."""
    (w, v), (b, c) = tanh.w, tanh.b
    return Parameters((2 * w, 2 * v), (2 * b, c - v.sum(axis=1, keepdims=True)))


def gap(task: str, width: int, seed: int, steps: int) -> float:
    """The largest difference of the two outputs on the data, after so many steps of each."""
    own = TASKS[task]
    x, y = own.data(seed)
    network = Network(own.sizes((width,)), "tanh", own.output)
    start = drawn(network, "glorot", seed)
    pairs = ((network, start), (Network(network.sizes, "sigmoid", own.output), as_sigmoid(start)))
    one, other = (_outputs(*pair, x, y, steps) for pair in pairs)
    return float(np.abs(one - other).max())


def _outputs(network: Network, parameters: Parameters, x: Array, y: Array, steps: int) -> Array:
    _, (trained,) = train_many(network, [parameters], x, y, np.array([RATE]), steps)
    return evaluate(network, trained, x)
