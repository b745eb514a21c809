"""Activations and their derivatives, one number at a time; the mathematics is explained here.

    sigmoid(z) = 1 / (1 + e^-z)          sigmoid' = a (1 - a)
    tanh(z)                              tanh'    = 1 - a^2
    relu(z) = max(0, z)                  relu'    = 1 if z > 0 else 0, so 0 at 0
    leaky_relu(z) = max(slope z, z)      its derivative is 1 if z > 0 else slope
    linear(z) = z                        linear'  = 1 for every z
    softplus(z) = log(1 + e^z)           softplus' = 1 - e^-a
    gelu(z) = z Phi(z)                   gelu'   = Phi(z) + z e^(-z^2 / 2) / sqrt(2 pi)

Phi(z) = (1 + erf(z / sqrt(2))) / 2 is the normal distribution, so that gelu needs z for its
derivative; all others need a at most. softplus is computed as max(0, z) + log(1 + e^-|z|), which
neither overflows nor loses its tail, and 1 - e^-a by expm1 for the same reason. In the tail of
gelu, 1 + erf cancels: its error is at most one eps times max(1, |z|). At infinities its formula has
infinity times 0 and gives NaN.

The derivatives written with a = activation(z) are the textbook's: their absolute error is at most
one eps (two for tanh, where 1 - a^2 doubles the error of a), but where a is nearly 0 or 1 every
relative digit is lost. The tail-safe forms keep them:

    sigmoid'(z) = e / (1 + e)^2,   e = exp(-|z|)
    tanh'(z) = 4 e / (1 + e)^2,    e = exp(-2 |z|)

NaN in is NaN out, also for the derivatives that are steps; nothing raises on overflow, which is
why sigmoid has two branches (math.exp raises above 709).
"""

import math
from collections.abc import Callable

from propbench.impls.contract import ActivationPair

from .layout import Matrix

SQRT_2 = math.sqrt(2.0)
SQRT_2_PI = math.sqrt(2.0 * math.pi)


def sigmoid(z: float, slope: float) -> float:
    if z >= 0.0:
        return 1.0 / (1.0 + math.exp(-z))
    e = math.exp(z)
    return e / (1.0 + e)


def sigmoid_derivative(z: float, a: float, slope: float) -> float:
    return a * (1.0 - a)


def sigmoid_derivative_tail_safe(z: float, a: float, slope: float) -> float:
    e = math.exp(-abs(z))
    return e / ((1.0 + e) * (1.0 + e))


def tanh(z: float, slope: float) -> float:
    return math.tanh(z)


def tanh_derivative(z: float, a: float, slope: float) -> float:
    return 1.0 - a * a


def tanh_derivative_tail_safe(z: float, a: float, slope: float) -> float:
    e = math.exp(-2.0 * abs(z))
    return 4.0 * e / ((1.0 + e) * (1.0 + e))


def relu(z: float, slope: float) -> float:
    return 0.0 if z <= 0.0 else z


def relu_derivative(z: float, a: float, slope: float) -> float:
    if z > 0.0:
        return 1.0
    return 0.0 if z <= 0.0 else z


def leaky_relu(z: float, slope: float) -> float:
    return slope * z if z <= 0.0 else z


def leaky_relu_derivative(z: float, a: float, slope: float) -> float:
    if z > 0.0:
        return 1.0
    return slope if z <= 0.0 else z


def linear(z: float, slope: float) -> float:
    return z


def linear_derivative(z: float, a: float, slope: float) -> float:
    return 1.0


def softplus(z: float, slope: float) -> float:
    positive = 0.0 if z <= 0.0 else z
    return positive + math.log1p(math.exp(-abs(z)))


def softplus_derivative(z: float, a: float, slope: float) -> float:
    return -math.expm1(-a)


def gelu(z: float, slope: float) -> float:
    return 0.5 * z * (1.0 + math.erf(z / SQRT_2))


def gelu_derivative(z: float, a: float, slope: float) -> float:
    density = math.exp(-0.5 * z * z) / SQRT_2_PI
    return 0.5 * (1.0 + math.erf(z / SQRT_2)) + z * density


def over_matrix(function: Callable[[float, float], float]) -> Callable[[Matrix, float], Matrix]:
    """The function of one number, applied to every element."""

    def apply(z: Matrix, slope: float) -> Matrix:
        a = []
        for i in range(len(z)):
            row = []
            for j in range(len(z[i])):
                row.append(function(z[i][j], slope))
            a.append(row)
        return a

    return apply


def derivative_over_matrix(
    derivative: Callable[[float, float, float], float],
) -> Callable[[Matrix, Matrix, float], Matrix]:
    """The derivative at one number, applied to every element."""

    def apply(z: Matrix, a: Matrix, slope: float) -> Matrix:
        da_dz = []
        for i in range(len(z)):
            row = []
            for j in range(len(z[i])):
                row.append(derivative(z[i][j], a[i][j], slope))
            da_dz.append(row)
        return da_dz

    return apply


ACTIVATIONS: dict[str, ActivationPair] = {
    "sigmoid": (over_matrix(sigmoid), derivative_over_matrix(sigmoid_derivative)),
    "tanh": (over_matrix(tanh), derivative_over_matrix(tanh_derivative)),
    "relu": (over_matrix(relu), derivative_over_matrix(relu_derivative)),
    "leaky_relu": (over_matrix(leaky_relu), derivative_over_matrix(leaky_relu_derivative)),
    "linear": (over_matrix(linear), derivative_over_matrix(linear_derivative)),
    "softplus": (over_matrix(softplus), derivative_over_matrix(softplus_derivative)),
    "gelu": (over_matrix(gelu), derivative_over_matrix(gelu_derivative)),
}

TAIL_SAFE = {
    "sigmoid": derivative_over_matrix(sigmoid_derivative_tail_safe),
    "tanh": derivative_over_matrix(tanh_derivative_tail_safe),
}
