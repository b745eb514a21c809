"""Output layers with tanh; all others are those of `numpy_vectorized`. Shapes as there.

tanh_cross_entropy reads p = (tanh z + 1) / 2 as a probability. It is the sigmoid of 2 z, so its
loss is sigmoid_cross_entropy at 2 z.
tanh_squared_error holds p = tanh z against -1 and +1 in place of the labels 0 and 1; its loss is
four times that of (tanh z + 1) / 2 against 0 and 1.
"""

import numpy as np

from propbench.bench.convergence.variants.variant import TANH_CROSS_ENTROPY, TANH_SQUARED_ERROR
from propbench.impls.contract import Array
from propbench.impls.numpy_vectorized import outputs as plain


def outputs(output: str, z: Array) -> Array:
    """p for every example, in the shape of z."""
    if output == TANH_CROSS_ENTROPY:
        return (np.tanh(z) + 1) / 2
    if output == TANH_SQUARED_ERROR:
        return np.tanh(z)
    return plain.outputs(output, z)


def output_gradient(output: str, p: Array, y: Array) -> Array:
    """dz of the mean loss."""
    if output == TANH_CROSS_ENTROPY:
        return 2 * plain.output_gradient("sigmoid_cross_entropy", p, y)
    if output == TANH_SQUARED_ERROR:
        return plain.output_gradient("linear_squared_error", p, _signs(y)) * (1 - p * p)
    return plain.output_gradient(output, p, y)


def mean_loss(output: str, z: Array, p: Array, y: Array) -> Array:
    """Mean over the examples, one for each network, (n_networks,)."""
    if output == TANH_CROSS_ENTROPY:
        return plain.mean_loss("sigmoid_cross_entropy", 2 * z, p, y)
    if output == TANH_SQUARED_ERROR:
        return plain.mean_loss("linear_squared_error", z, p, _signs(y))
    return plain.mean_loss(output, z, p, y)


def _signs(y: Array) -> Array:
    """Labels 0 and 1 as -1 and +1."""
    return 2 * y - 1
