"""Output layers and their losses; `python_loops/outputs.py` explains the contract's four.

z and p are (n_networks, n_out, m), or with any leading axes; y is (n_out, m) or as z.

tanh_cross_entropy reads p = (tanh z + 1) / 2 as a probability. It is the sigmoid of 2 z, so its
loss is sigmoid_cross_entropy at 2 z.
tanh_squared_error holds p = tanh z against -1 and +1 in place of the labels 0 and 1; its loss is
four times that of (tanh z + 1) / 2 against 0 and 1.
"""

import numpy as np

from propbench.bench.training.activations import sigmoid
from propbench.bench.training.variants.variant import TANH_CROSS_ENTROPY, TANH_SQUARED_ERROR
from propbench.impls.contract import Array


def outputs(output: str, z: Array) -> Array:
    """p for every example, in the shape of z."""
    if output == TANH_CROSS_ENTROPY:
        return (np.tanh(z) + 1) / 2
    if output == TANH_SQUARED_ERROR:
        return np.tanh(z)
    if output == "softmax_cross_entropy":
        e = np.exp(z - z.max(axis=-2, keepdims=True))
        return e / e.sum(axis=-2, keepdims=True)
    return z.copy() if output == "linear_squared_error" else sigmoid(z)


def output_gradient(output: str, p: Array, y: Array) -> Array:
    """dz of the mean loss."""
    if output == TANH_CROSS_ENTROPY:
        return 2 * output_gradient("sigmoid_cross_entropy", p, y)
    if output == TANH_SQUARED_ERROR:
        return output_gradient("linear_squared_error", p, _signs(y)) * (1 - p * p)
    dz = (p - y) / y.shape[-1]
    return dz * p * (1 - p) if output == "sigmoid_squared_error" else dz


def mean_loss(output: str, z: Array, p: Array, y: Array) -> Array:
    """Mean over the examples, one for each network, (n_networks,)."""
    if output == TANH_CROSS_ENTROPY:
        return mean_loss("sigmoid_cross_entropy", 2 * z, p, y)
    if output == TANH_SQUARED_ERROR:
        return mean_loss("linear_squared_error", z, p, _signs(y))
    mean: Array = _losses(output, z, p, y).sum(axis=(-2, -1)) / y.shape[-1]
    return mean


def _losses(output: str, z: Array, p: Array, y: Array) -> Array:
    """Of each output and example, in the shape of z."""
    if output == "sigmoid_cross_entropy":
        losses, tail = np.maximum(z, 0), np.abs(z)
        losses -= z * y
        np.exp(np.negative(tail, out=tail), out=tail)
        losses += np.log1p(tail, out=tail)
        return losses
    if output == "softmax_cross_entropy":
        largest = z.max(axis=-2, keepdims=True)
        log_sum = largest + np.log(np.exp(z - largest).sum(axis=-2, keepdims=True))
        return y * (log_sum - z)
    return 0.5 * (p - y) ** 2


def _signs(y: Array) -> Array:
    """Labels 0 and 1 as -1 and +1."""
    return 2 * y - 1
