"""Who learns: networks of each kind that share weights, and dense ones to hold them against.

A dense network has as many parameters, or as many multiply-adds in a training step, as the network
that shares its weights; the tests count both. A step is counted as the suite counts it: the
products of the forward and the backward pass, without the gradient of the input.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from propbench.bench.claims.c11_weight_sharing import convolution, dense, recurrence
from propbench.bench.claims.c11_weight_sharing.data import N_CLASSES, SIDE
from propbench.bench.training.parameters import Parameters
from propbench.bench.training.rulesets import Grid
from propbench.impls.contract import Array, Convolutional, Network, Recurrent

_RELU_GAIN, _GAIN = 2.0, 1.0
"""Variance of the weights of a unit with n inputs, in 1 / n: He et al. (2015) for ReLU, LeCun et
al. (1998) for others."""

_RATES_OF_RELU, _RATES_OF_LSTM = Grid(-3, 0, 2), Grid(-1, 2, 2)
"""From 0.0316 to 1, and from 0.316 to 10: half decades, because errors change slowly with them."""


@dataclass(frozen=True)
class Learner:
    """A network, how it computes, and the learning rates that are tried first."""

    network: Any
    forward: Callable[[Any, Parameters, Array], tuple[Array, Any]]
    backward: Callable[[Any, Parameters, Any, Array], Parameters]
    gain: float
    grid: Grid

    def start(self, generator: np.random.Generator) -> Parameters:
        """Normal weights, the last of unit gain, and biases of zero."""
        *hidden, last = (shape for name, shape in self.network.shapes.items() if name[0] == "w")
        gains = [*((shape, self.gain) for shape in hidden), (last, _GAIN)]
        w = tuple(
            generator.standard_normal(shape) * math.sqrt(gain / shape[1]) for shape, gain in gains
        )
        return Parameters(w, tuple(np.zeros((len(layer), 1)) for layer in w))


def dense_network(n_inputs: int, hidden: int) -> Learner:
    """One hidden layer with ReLU."""
    network = Network((n_inputs, hidden, N_CLASSES), "relu", "softmax_cross_entropy")
    return Learner(network, dense.forward, dense.backward, _RELU_GAIN, _RATES_OF_RELU)


def convolutional(side: int) -> Learner:
    """Two layers of 3 x 3 kernels, for images of side x side."""
    network = Convolutional((1, side, side), (8, 16), N_CLASSES)
    return Learner(network, convolution.forward, convolution.backward, _RELU_GAIN, _RATES_OF_RELU)


def recurrent(steps: int) -> Learner:
    """An LSTM of 16 units that reads a row at each step."""
    network = Recurrent(steps, SIDE, 16, "lstm", N_CLASSES)
    return Learner(network, recurrence.forward, recurrence.backward, _GAIN, _RATES_OF_LSTM)
