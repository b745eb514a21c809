"""Output layers in NumPy; the formulas are explained in `python_loops/outputs.py`."""

import numpy as np

from propbench.impls.contract import Array

from .activations import sigmoid


def softmax(z: Array) -> Array:
    e = np.exp(z - z.max(axis=-2, keepdims=True))
    return e / e.sum(axis=-2, keepdims=True)


def outputs(output: str, z: Array) -> Array:
    """p for every example, in the shape of z."""
    if output == "softmax_cross_entropy":
        return softmax(z)
    if output == "linear_squared_error":
        return z.copy()
    return sigmoid(z)


def output_gradient(output: str, p: Array, y: Array) -> Array:
    """dz of the mean loss."""
    dz = (p - y) / y.shape[-1]
    return dz * p * (1 - p) if output == "sigmoid_squared_error" else dz


def mean_loss(output: str, z: Array, p: Array, y: Array) -> Array:
    """Mean over the examples; z may carry leading axes, one loss each."""
    if output == "sigmoid_cross_entropy":
        losses = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
    elif output == "softmax_cross_entropy":
        largest = z.max(axis=-2, keepdims=True)
        log_sum = largest + np.log(np.exp(z - largest).sum(axis=-2, keepdims=True))
        losses = y * (log_sum - z)
    else:
        losses = 0.5 * (p - y) ** 2
    mean: Array = losses.sum(axis=(-2, -1)) / y.shape[-1]
    return mean
