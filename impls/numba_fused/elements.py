"""Activations one number at a time, written so that LLVM vectorises the loop around them.

A derivative is written with a = activation(z) alone, so that z need not be kept: relu and
leaky_relu have z > 0 exactly where a > 0, except at slope 0, where a = 0 serves both.
"""

from typing import Any

import numpy as np

from .compile import compiled
from .exponential import exp_nonpositive, exp_nonpositive_gradual, tanh_magnitude


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
def sigmoid_slope_tail_safe(z: Any) -> Any:
    one = type(z)(1)
    e = exp_nonpositive_gradual(-abs(z))
    return e / ((one + e) * (one + e))


@compiled
def tanh_slope_tail_safe(z: Any) -> Any:
    one, four = type(z)(1), type(z)(4)
    e = exp_nonpositive_gradual(-abs(z + z))
    return four * e / ((one + e) * (one + e))
