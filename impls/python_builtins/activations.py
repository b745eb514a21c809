"""Activations and derivatives, a list comprehension over each row; mathematics in `python_loops`.

What helped: no function call per element, and local names for those of math. sigmoid has its
second branch only below -709, where math.exp(-z) would raise: 1 / (1 + e^-z) is exact enough down
to there, and below it e^z is the same number.
"""

from collections.abc import Callable
from math import erf, exp, expm1, log1p, pi, sqrt, tanh

from propbench.impls.contract import ActivationPair

from .layout import Matrix, Row

LOWEST = -709.0
"""math.exp raises OverflowError above 709.78."""

SQRT_HALF = sqrt(0.5)
DENSITY = 1.0 / sqrt(2.0 * pi)
"""Of the normal distribution at 0."""


def sigmoid(z: Row, slope: float) -> Row:
    return [1.0 / (1.0 + exp(-value)) if value >= LOWEST else exp(value) for value in z]


def sigmoid_derivative(z: Row, a: Row, slope: float) -> Row:
    return [value * (1.0 - value) for value in a]


def sigmoid_derivative_tail_safe(z: Row, a: Row, slope: float) -> Row:
    tails = [exp(-abs(value)) for value in z]
    return [e / ((1.0 + e) * (1.0 + e)) for e in tails]


def hyperbolic_tangent(z: Row, slope: float) -> Row:
    return list(map(tanh, z))


def tanh_derivative(z: Row, a: Row, slope: float) -> Row:
    return [1.0 - value * value for value in a]


def tanh_derivative_tail_safe(z: Row, a: Row, slope: float) -> Row:
    tails = [exp(-2.0 * abs(value)) for value in z]
    return [4.0 * e / ((1.0 + e) * (1.0 + e)) for e in tails]


def relu(z: Row, slope: float) -> Row:
    return [0.0 if value <= 0.0 else value for value in z]


def relu_derivative(z: Row, a: Row, slope: float) -> Row:
    return [1.0 if value > 0.0 else (0.0 if value <= 0.0 else value) for value in z]


def leaky_relu(z: Row, slope: float) -> Row:
    return [slope * value if value <= 0.0 else value for value in z]


def leaky_relu_derivative(z: Row, a: Row, slope: float) -> Row:
    return [1.0 if value > 0.0 else (slope if value <= 0.0 else value) for value in z]


def linear(z: Row, slope: float) -> Row:
    return z[:]


def linear_derivative(z: Row, a: Row, slope: float) -> Row:
    return [1.0] * len(z)


def softplus(z: Row, slope: float) -> Row:
    return [(0.0 if value <= 0.0 else value) + log1p(exp(-abs(value))) for value in z]


def softplus_derivative(z: Row, a: Row, slope: float) -> Row:
    return [-expm1(-value) for value in a]


def gelu(z: Row, slope: float) -> Row:
    return [0.5 * value * (1.0 + erf(SQRT_HALF * value)) for value in z]


def gelu_derivative(z: Row, a: Row, slope: float) -> Row:
    return [
        0.5 + 0.5 * erf(SQRT_HALF * value) + DENSITY * value * exp(-0.5 * value * value)
        for value in z
    ]


def over_rows(function: Callable[[Row, float], Row]) -> Callable[[Matrix, float], Matrix]:
    """The function of one row, applied to every row."""
    return lambda z, slope: [function(row, slope) for row in z]


def derivative_over_rows(
    derivative: Callable[[Row, Row, float], Row],
) -> Callable[[Matrix, Matrix, float], Matrix]:
    """The derivative at one row, applied to every row."""
    return lambda z, a, slope: [
        derivative(z_row, a_row, slope) for z_row, a_row in zip(z, a, strict=True)
    ]


ACTIVATIONS: dict[str, ActivationPair] = {
    "sigmoid": (over_rows(sigmoid), derivative_over_rows(sigmoid_derivative)),
    "tanh": (over_rows(hyperbolic_tangent), derivative_over_rows(tanh_derivative)),
    "relu": (over_rows(relu), derivative_over_rows(relu_derivative)),
    "leaky_relu": (over_rows(leaky_relu), derivative_over_rows(leaky_relu_derivative)),
    "linear": (over_rows(linear), derivative_over_rows(linear_derivative)),
    "softplus": (over_rows(softplus), derivative_over_rows(softplus_derivative)),
    "gelu": (over_rows(gelu), derivative_over_rows(gelu_derivative)),
}

TAIL_SAFE = {
    "sigmoid": derivative_over_rows(sigmoid_derivative_tail_safe),
    "tanh": derivative_over_rows(tanh_derivative_tail_safe),
}
