"""Activations one number at a time, written so that LLVM vectorises the loop around them.

A derivative is written with a = activation(z) alone, so that z need not be kept: relu and
leaky_relu have z > 0 exactly where a > 0, except at slope 0, where a = 0 serves both. Only gelu
needs z; its derivative takes Phi(z) from a / z, which spares a second erf. erf itself is a library
call, so that the loop around it is not vectorised; no polynomial was tried in its place.
"""

import math
from typing import Any

import numpy as np

from .compile import compiled
from .exponential import (
    exp_nonpositive,
    exp_nonpositive_gradual,
    one_minus_exp_negative,
    tanh_magnitude,
)

LAST_TERM = 15
SQRT_HALF = math.sqrt(0.5)
DENSITY = 1 / math.sqrt(2 * math.pi)
"""Of the normal distribution at 0."""
NEARLY_ZERO = 1e-20
"""Below it a is z / 2 to the last digit, unless it is subnormal."""


@compiled
def sigmoid(z: Any, slope: Any) -> Any:
    one = type(z)(1)
    e = exp_nonpositive(-abs(z))
    s = one / (one + e)
    return e * s if z < 0 else s


@compiled
def tanh(z: Any, slope: Any) -> Any:
    return np.copysign(tanh_magnitude(abs(z)), z)


@compiled
def relu(z: Any, slope: Any) -> Any:
    return type(z)(0) if z <= 0 else z


@compiled
def leaky_relu(z: Any, slope: Any) -> Any:
    return slope * z if z <= 0 else z


@compiled
def linear(z: Any, slope: Any) -> Any:
    return z


@compiled
def softplus(z: Any, slope: Any) -> Any:
    positive = type(z)(0) if z <= 0 else z
    return positive + log1p_of_share(exp_nonpositive_gradual(-abs(z)))


@compiled
def log1p_of_share(e: Any) -> Any:
    """log(1 + e) for 0 <= e <= 1 without a library call, so that the loop around it vectorises.

    log(1 + e) = 2 artanh(e / (2 + e)), whose argument is at most 1/3; the first neglected term of
    its Taylor series is below an eighth of an eps.
    """
    real = type(e)
    s = e / (real(2) + e)
    q = s * s
    total = real(0)
    for k in range(LAST_TERM, -1, -1):
        total = total * q + real(1) / real(2 * k + 1)
    return (s + s) * total


@compiled
def gelu(z: Any, slope: Any) -> Any:
    real = type(z)
    return real(0.5) * z * (real(1) + math.erf(z * real(SQRT_HALF)))


@compiled
def sigmoid_slope(a: Any, slope: Any) -> Any:
    return a * (type(a)(1) - a)


@compiled
def tanh_slope(a: Any, slope: Any) -> Any:
    return type(a)(1) - a * a


@compiled
def relu_slope(a: Any, slope: Any) -> Any:
    nonpositive = type(a)(0) if a <= 0 else a
    return type(a)(1) if a > 0 else nonpositive


@compiled
def leaky_relu_slope(a: Any, slope: Any) -> Any:
    nonpositive = slope if a <= 0 else a
    return type(a)(1) if a > 0 else nonpositive


@compiled
def linear_slope(a: Any, slope: Any) -> Any:
    return type(a)(1)


@compiled
def softplus_slope(a: Any, slope: Any) -> Any:
    return one_minus_exp_negative(a)


@compiled
def gelu_slope(z: Any, a: Any, slope: Any) -> Any:
    real = type(z)
    share = real(0.5) if abs(z) < real(NEARLY_ZERO) else a / z
    density = real(DENSITY) * exp_nonpositive(real(-0.5) * z * z)
    return share + z * density


@compiled
def sigmoid_slope_tail_safe(z: Any) -> Any:
    one = type(z)(1)
    e = exp_nonpositive_gradual(-abs(z))
    return e / ((one + e) * (one + e))


@compiled
def tanh_slope_tail_safe(z: Any) -> Any:
    one, four = type(z)(1), type(z)(4)
    e = exp_nonpositive_gradual(-abs(z + z))
    return four * e / ((one + e) * (one + e))
