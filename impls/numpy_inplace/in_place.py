"""Activations and derivatives in place, as the network computes them.

`ACTIVATE` overwrites z with a, without a temporary but for leaky_relu, softplus and gelu. `SLOPE`
writes the derivative into a given array, from a alone, or from z of those in NEEDS_Z. Sigmoid is
here a function of -z, because its layers keep -w and -b (see `dense.py`), which spares a pass over
the elements. NumPy has no erf: it is that of scipy.special.

What helped: a > 0 written into floating point takes 0.55 of the time of np.sign; but it turns NaN
into 0, so it serves only the network, where dz is NaN for such an example anyway. What did not:
sigmoid by np.tanh (1.2 times slower in float64, and it loses the digits of small values), a masked
product (`where=`, 20 times slower than the product), np.putmask and np.copyto with a mask (10
times and more), bit operations (three passes, 1.3 times slower than the mask and the product).
"""

from collections.abc import Callable
from math import pi, sqrt

import numpy as np
from scipy.special import erf

from propbench.impls.contract import Array

SQRT_HALF = sqrt(0.5)
DENSITY = 1 / sqrt(2 * pi)
"""Of the normal distribution at 0."""


def sigmoid_of_negated(z: Array, slope: float = 0.0) -> Array:
    """z <- 1 / (1 + e^z); the caller silences the overflow of exp, whose limit is right."""
    np.exp(z, out=z)
    np.add(z, 1, out=z)
    return np.reciprocal(z, out=z)


def tanh_in_place(z: Array, slope: float) -> Array:
    return np.tanh(z, out=z)


def relu_in_place(z: Array, slope: float) -> Array:
    return np.maximum(z, 0, out=z)


def leaky_relu_in_place(z: Array, slope: float) -> Array:
    """max(slope z, z); the one activation in place that needs a temporary."""
    return np.maximum(z, slope * z, out=z)


def linear_in_place(z: Array, slope: float) -> Array:
    return z


def softplus_in_place(z: Array, slope: float) -> Array:
    """max(z, 0) + log1p(e^-|z|), with one temporary."""
    tail = np.abs(z)
    np.exp(np.negative(tail, out=tail), out=tail)
    np.log1p(tail, out=tail)
    np.maximum(z, 0, out=z)
    return np.add(z, tail, out=z)


def gelu_in_place(z: Array, slope: float) -> Array:
    """With one temporary; the network has kept z elsewhere, for the derivative."""
    return gelu_of(z.copy(), z)


def gelu_of(z: Array, out: Array) -> Array:
    """z Phi(z), with half of (1 + erf) taken into one factor."""
    np.multiply(z, SQRT_HALF, out=out)
    erf(out, out=out)
    np.add(out, 1, out=out)
    np.multiply(out, 0.5, out=out)
    with np.errstate(invalid="ignore"):
        return np.multiply(out, z, out=out)


def sigmoid_slope(a: Array, slope: float, out: Array) -> None:
    """-a (1 - a), the derivative by -z."""
    np.subtract(a, 1, out=out)
    np.multiply(out, a, out=out)


def tanh_slope(a: Array, slope: float, out: Array) -> None:
    np.square(a, out=out)
    np.subtract(1, out, out=out)


def relu_slope(a: Array, slope: float, out: Array) -> None:
    np.greater(a, 0, out=out)


def leaky_relu_slope(a: Array, slope: float, out: Array) -> None:
    np.greater(a, 0, out=out)
    np.maximum(out, slope, out=out)


def linear_slope(a: Array, slope: float, out: Array) -> None:
    out.fill(1)


def softplus_slope(a: Array, slope: float, out: Array) -> None:
    np.negative(a, out=out)
    np.expm1(out, out=out)
    np.negative(out, out=out)


def gelu_slope(z: Array, slope: float, out: Array) -> None:
    """Phi(z) + z phi(z), with one temporary."""
    np.multiply(z, SQRT_HALF, out=out)
    erf(out, out=out)
    np.add(out, 1, out=out)
    np.multiply(out, 0.5, out=out)
    with np.errstate(over="ignore", invalid="ignore"):
        density = np.square(z)
        np.multiply(density, -0.5, out=density)
        np.exp(density, out=density)
        np.multiply(density, DENSITY, out=density)
        np.multiply(density, z, out=density)
    np.add(out, density, out=out)


ACTIVATE: dict[str, Callable[[Array, float], Array]] = {
    "sigmoid": sigmoid_of_negated,
    "tanh": tanh_in_place,
    "relu": relu_in_place,
    "leaky_relu": leaky_relu_in_place,
    "linear": linear_in_place,
    "softplus": softplus_in_place,
    "gelu": gelu_in_place,
}

NEEDS_Z = ("gelu",)
"""Whose derivative is written with z, which the network must keep beside a."""

SLOPE: dict[str, Callable[[Array, float, Array], None]] = {
    "sigmoid": sigmoid_slope,
    "tanh": tanh_slope,
    "relu": relu_slope,
    "leaky_relu": leaky_relu_slope,
    "linear": linear_slope,
    "softplus": softplus_slope,
    "gelu": gelu_slope,
}
