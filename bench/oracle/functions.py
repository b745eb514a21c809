"""Activations and derivatives in their tail-safe forms, in the type of their argument."""

import numpy as np
from numpy.typing import NDArray

Float64 = NDArray[np.float64]


def activation(name: str, z: Float64, slope: float) -> Float64:
    """The activation in float64, or in the wider type of z, in its tail-safe form."""
    if name == "sigmoid":
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, e) / (1 + e)
    if name == "tanh":
        return np.tanh(z)
    if name == "linear":
        return z
    return np.where(z > 0, z, (slope if name == "leaky_relu" else 0) * z)


def activation_slope(name: str, z: Float64, slope: float) -> Float64:
    """The derivative in its tail-safe form."""
    if name in ("sigmoid", "tanh"):
        e = np.exp(-np.abs(z) * (2 if name == "tanh" else 1))
        return (4 if name == "tanh" else 1) * e / (1 + e) ** 2
    if name == "linear":
        return np.ones_like(z)
    return np.where(z > 0, 1.0, slope if name == "leaky_relu" else 0.0).astype(z.dtype)
