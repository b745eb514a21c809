"""One record an activation: its formulas, and every property that anything else here hangs on.

`function` and `derivative` are the textbook's, in NumPy, as networks are trained here; they take
leading axes, and a derivative may use z or a = function(z). The oracle takes `exact` and
`exact_derivative`, which keep every digit in the tails. erf is that of scipy.special.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import pi, sqrt
from typing import Any, Literal

import numpy as np
from scipy.special import erf, erfc

Values = Any
"""An array of any float type, and of any shape."""
Function = Callable[[Values, Any], Values]
Derivative = Callable[[Values, Values, Any], Values]


@dataclass(frozen=True)
class Activation:
    """What is known of one activation a = f(z); `slope` is that of leaky_relu, others ignore it."""

    name: str
    label: str
    """In words of a sentence."""
    function: Function
    """(z, slope) -> a."""
    derivative: Derivative
    """(z, a, slope) -> da/dz."""
    exact: Function
    """(z, slope) -> a, right in the tails."""
    exact_derivative: Function
    """(z, slope) -> da/dz, right in the tails."""
    steepest: float
    """Largest |f'|, for slopes up to 1."""
    bend: float
    """Largest |f''| away from a kink."""
    start: Literal["he", "glorot"]
    """Rule for initial weights."""
    bounds: tuple[float, float] | None = None
    """Infimum and supremum of f, if it has both."""
    kink: bool = False
    """Whether f' jumps at 0, where the contract gives it its left value."""
    function_eps: float = 0
    """Absolute error allowed to f, in eps x max(1, |z|), where a tail cannot keep its digits."""
    derivative_eps: float = 0
    """Absolute error allowed to the textbook derivative, in eps; 0: as for tail-safe ones."""

    @property
    def rectifies(self) -> bool:
        """Whether it tells units that are on, z > 0, from units that are off."""
        return self.bounds is None and self.name != "linear"


def _sigmoid(z: Values, _: Any) -> Values:
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def _exact_sigmoid(z: Values, _: Any) -> Values:
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def _exact_sigmoid_derivative(z: Values, _: Any) -> Values:
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2


def _exact_tanh_derivative(z: Values, _: Any) -> Values:
    e = np.exp(-2 * np.abs(z))
    return 4 * e / (1 + e) ** 2


def _softplus(z: Values, _: Any) -> Values:
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def _gelu(z: Values, _: Any) -> Values:
    """z Phi(z) with Phi the normal distribution (Hendrycks and Gimpel 2016), by erf."""
    return 0.5 * z * (1 + _of_double(erf, z / sqrt(2)))


def _exact_gelu(z: Values, _: Any) -> Values:
    return 0.5 * z * _of_double(erfc, -z / sqrt(2))


def _gelu_derivative(z: Values, _: Any = None) -> Values:
    """Phi(z) + z phi(z)."""
    density = np.exp(-0.5 * z * z) / sqrt(2 * pi)
    return 0.5 * _of_double(erfc, -z / sqrt(2)) + z * density


def _of_double(function: Callable[[Values], Values], z: Values) -> Values:
    """SciPy's functions know no longdouble."""
    return function(z.astype(np.float64)) if z.dtype == np.longdouble else function(z)


ACTIVATIONS = {
    activation.name: activation
    for activation in (
        Activation(
            "sigmoid",
            "sigmoid",
            _sigmoid,
            lambda z, a, slope: a * (1 - a),  # noqa: ARG005
            _exact_sigmoid,
            _exact_sigmoid_derivative,
            steepest=0.25,
            bend=0.1,
            start="glorot",
            bounds=(0, 1),
            derivative_eps=1,
        ),
        Activation(
            "tanh",
            "tanh",
            lambda z, slope: np.tanh(z),  # noqa: ARG005
            lambda z, a, slope: 1 - a * a,  # noqa: ARG005
            lambda z, slope: np.tanh(z),  # noqa: ARG005
            _exact_tanh_derivative,
            steepest=1,
            bend=0.77,
            start="glorot",
            bounds=(-1, 1),
            derivative_eps=2,  # squaring doubles the rounding of a
        ),
        Activation(
            "relu",
            "ReLU",
            lambda z, slope: np.maximum(0, z),  # noqa: ARG005
            lambda z, a, slope: np.sign(a),  # noqa: ARG005
            lambda z, slope: np.where(z > 0, z, 0),  # noqa: ARG005
            lambda z, slope: np.where(z > 0, 1.0, 0.0).astype(z.dtype),  # noqa: ARG005
            steepest=1,
            bend=0,
            start="he",
            kink=True,
        ),
        Activation(
            "leaky_relu",
            "leaky ReLU",
            lambda z, slope: np.maximum(slope * z, z),
            lambda z, a, slope: np.maximum(np.sign(z), slope),  # noqa: ARG005
            lambda z, slope: np.where(z > 0, z, slope * z),
            lambda z, slope: np.where(z > 0, 1.0, slope).astype(z.dtype),
            steepest=1,
            bend=0,
            start="he",
            kink=True,
        ),
        Activation(
            "linear",
            "linear",
            lambda z, slope: z.copy(),  # noqa: ARG005
            lambda z, a, slope: np.ones_like(z),  # noqa: ARG005
            lambda z, slope: z,  # noqa: ARG005
            lambda z, slope: np.ones_like(z),  # noqa: ARG005
            steepest=1,
            bend=0,
            start="glorot",
        ),
        Activation(
            "softplus",
            "softplus",
            _softplus,
            lambda z, a, slope: -np.expm1(-a),  # noqa: ARG005
            _softplus,
            _exact_sigmoid,
            steepest=1,
            bend=0.25,
            start="he",
            derivative_eps=1,
        ),
        Activation(
            "gelu",
            "GELU",
            _gelu,
            lambda z, a, slope: _gelu_derivative(z),  # noqa: ARG005
            _exact_gelu,
            _gelu_derivative,
            steepest=1.13,
            bend=0.8,
            start="he",
            function_eps=1,
            derivative_eps=2,
        ),
    )
}
"""By name, in the contract's order."""


def activation(name: str) -> Activation:
    """Raises LookupError listing those there are."""
    if name not in ACTIVATIONS:
        raise LookupError(f"no activation {name!r}: there are {', '.join(ACTIVATIONS)}")
    return ACTIVATIONS[name]
