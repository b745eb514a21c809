"""Activations and derivatives against 60 digits, in units in the last place (ULP)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import mpmath
import numpy as np
import pytest

from propbench.bench import activations
from propbench.impls.contract import ACTIVATIONS, TAIL_SAFE, Array
from tests.impls.problems import having_by_dtype
from tests.impls.special_values import SLOPE
from tests.impls.test_special_values import evaluated

MAX_ULP = 4
DIGITS = 60

Exact = Callable[[Any], Any]

FAR = 1_000
"""Beyond it the normal distribution is 0 or 1 in every digit, and mpmath cannot compute it."""


def normal_share(z: Any) -> Any:
    """The normal distribution function."""
    return mpmath.erfc(-max(-FAR, min(FAR, z)) / mpmath.sqrt(2)) / 2


EXACT: dict[str, tuple[Exact, Exact]] = {
    "sigmoid": (
        lambda z: 1 / (1 + mpmath.exp(-z)),
        lambda z: mpmath.exp(-abs(z)) / (1 + mpmath.exp(-abs(z))) ** 2,
    ),
    "tanh": (mpmath.tanh, lambda z: 1 / mpmath.cosh(z) ** 2),
    "relu": (lambda z: max(z, 0), lambda z: int(z > 0)),
    "leaky_relu": (
        lambda z: z if z > 0 else SLOPE * z,
        lambda z: 1 if z > 0 else mpmath.mpf(SLOPE),
    ),
    "linear": (lambda z: z, lambda z: 1),  # noqa: ARG005
    "softplus": (lambda z: mpmath.log1p(mpmath.exp(z)), lambda z: 1 / (1 + mpmath.exp(-z))),
    "gelu": (
        lambda z: z * normal_share(z),
        lambda z: (
            normal_share(z)
            + z * mpmath.exp(-(max(-FAR, min(FAR, z)) ** 2) / 2) / mpmath.sqrt(2 * mpmath.pi)
        ),
    ),
}

each_dtype = pytest.mark.parametrize(("name", "dtype"), having_by_dtype("activations"))


@dataclass(frozen=True)
class Points:
    """So many arguments and the edges: moderate, up to overflow, and over every exponent."""

    dtype: str
    count: int = 400
    seed: int = 0

    @cached_property
    def z(self) -> Array:
        """(1, n)."""
        draw, info = np.random.default_rng(self.seed), np.finfo(self.dtype)
        smallest = float(info.smallest_subnormal)
        widest = 10 - float(np.log(smallest))
        scattered, moderate = self.count // 4, 3 * self.count // 8
        exponents = draw.uniform(np.log2(smallest), np.log2(info.max), scattered)
        edges = [0.0, smallest, float(info.tiny), float(info.eps), 0.5, 1.0]
        edges += [-float(np.log(float(info.tiny))), float(info.max)]
        every = (
            draw.uniform(-6, 6, moderate),
            draw.uniform(-widest, widest, moderate),
            np.exp2(exponents) * draw.choice([-1, 1], scattered),
            np.array(edges),
            -np.array(edges),
        )
        return np.concatenate(every).astype(self.dtype)[None, :]


@cache
def exact(activation: str, points: Points) -> tuple[list[Any], list[Any]]:
    with mpmath.workdps(DIGITS):
        arguments = [mpmath.mpf(float(z)) for z in points.z[0]]
        function, derivative = EXACT[activation]
        return [+function(z) for z in arguments], [+derivative(z) for z in arguments]


def errors(got: Array, expected: list[Any]) -> Array:
    """Absolute errors as float64."""
    with mpmath.workdps(DIGITS):
        pairs = zip(got.ravel(), expected, strict=True)
        return np.array([float(abs(mpmath.mpf(float(g)) - e)) for g, e in pairs])


def ulps(got: Array, expected: list[Any]) -> Array:
    """Errors in units in the last place of the expected number, in the dtype of what was got."""
    assert np.isfinite(got).all()
    rounded = np.array([float(e) for e in expected]).astype(got.dtype)
    # The spacing above the largest number is not a number.
    spacing = np.spacing(np.minimum(np.abs(rounded), np.finfo(got.dtype).max / 2))
    return errors(got, expected) / spacing.astype(np.float64)


def require_within_4_ulp(name: str, activation: str, points: Points) -> None:
    got, _ = evaluated(name, activation, points.z)
    expected, _ = exact(activation, points)
    info = np.finfo(points.dtype)
    # Below the smallest normal number the textbook sigmoid overflows inside, to the limit 0.
    vanishing = np.array([activation == "sigmoid" and e < float(info.tiny) for e in expected])
    within = ulps(got, expected) <= MAX_ULP
    tail = activations.activation(activation).function_eps * info.eps
    cancelled = errors(got, expected) <= tail * np.maximum(1, np.abs(points.z[0]))
    assert np.all(within | vanishing | cancelled)
    assert np.all(errors(got, expected)[vanishing] <= float(info.tiny))


def require_derivative_within_eps(name: str, activation: str, points: Points) -> None:
    """Absolute: one or two."""
    _, got = evaluated(name, activation, points.z)
    _, expected = exact(activation, points)
    allowed = max(1, activations.activation(activation).derivative_eps)
    assert errors(got, expected).max() <= allowed * np.finfo(points.dtype).eps


def require_tail_within_4_ulp(name: str, activation: str, points: Points) -> None:
    _, got = evaluated(name, activation, points.z, tail_safe=True)
    _, expected = exact(activation, points)
    assert ulps(got, expected).max() <= MAX_ULP


def test_there_is_an_exact_form_of_every_activation() -> None:
    assert set(EXACT) == set(ACTIVATIONS)
    assert Points("float64").z.size >= 400


@pytest.mark.parametrize("activation", ACTIVATIONS)
@each_dtype
def test_activations_are_within_4_ulp_over_the_whole_range(
    name: str, dtype: str, activation: str
) -> None:
    require_within_4_ulp(name, activation, Points(dtype))


@pytest.mark.parametrize("activation", ACTIVATIONS)
@each_dtype
def test_textbook_derivatives_are_within_one_or_two_eps_absolute(
    name: str, dtype: str, activation: str
) -> None:
    require_derivative_within_eps(name, activation, Points(dtype))


@pytest.mark.parametrize("activation", TAIL_SAFE)
@each_dtype
def test_tail_safe_derivatives_are_within_4_ulp(name: str, dtype: str, activation: str) -> None:
    require_tail_within_4_ulp(name, activation, Points(dtype))


@pytest.mark.parametrize("activation", TAIL_SAFE)
def test_the_textbook_derivative_would_fail_the_bound_of_the_tail_safe_one(activation: str) -> None:
    points = Points("float64")
    _, got = evaluated("python_loops", activation, points.z)
    _, expected = exact(activation, points)
    assert not ulps(got, expected).max() <= 1e6


def test_an_activation_that_loses_digits_would_fail() -> None:
    points = Points("float64")
    got = 0.5 * (1 + np.tanh(points.z / 2))
    expected, _ = exact("sigmoid", points)
    assert not ulps(got, expected).max() <= 1e6
