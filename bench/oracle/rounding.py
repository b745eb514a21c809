"""How far a right sum may be off: a bound for the worst case, and in float32 a statistical one.

gamma_n |w| |a| holds for every order of summation (Higham, Accuracy and Stability of Numerical
Algorithms, 2002, section 3.5). With float32 and 100 000 examples it allows 0.6 % of the sum of
magnitudes, within which half-precision products and left-out examples hide. Rounding errors have
no common sign, so that they grow with the square root of n (Higham and Mary, A new approach to
probabilistic rounding error analysis, SIAM J. Sci. Comput. 41, 2019); the smaller bound holds.
"""

from math import inf, sqrt

import numpy as np

from propbench.bench.oracle.comparison import Float64

Bounded = tuple[Float64, Float64]
"""A value and the bound on the error of a correct implementation."""

_DEVIATIONS = 4
"""In units of sqrt(n) u, an upper bound on the standard deviation of n rounding errors."""
_FARTHEST = 3
"""No partial sum in a random order is farther from its way than this many root sums of squares:
2 exp(-18) by the supremum of a Brownian bridge."""
_ALIKE = 4
"""Errors of u that every term may have in common, as an activation that always rounds down has."""
_STATISTICAL = 1e-10
"""Of a smaller u the worst case sees everything that matters."""


def gamma(n: int, u: float) -> float:
    """Higham's gamma_n = n u / (1 - n u)."""
    return n * u / (1 - n * u)


def rounding(n: int, u: float) -> float:
    """Bound on the error of a sum of n products, relative to the sum of their magnitudes."""
    return min(gamma(n, u), _DEVIATIONS * sqrt(n) * u if u > _STATISTICAL else inf)


class SumOfProducts:
    """A gradient (n_left, n_right): the products of two arrays of examples, summed over those.

    `n` terms are added up in each entry, other than zeros.
    """

    def __init__(self, shape: tuple[int, ...], n: int, u: float) -> None:
        self._n, self._u = n, u
        self.value, self._worst = np.zeros(shape), np.zeros(shape)
        self._magnitude, self._squares, self._carried = (np.zeros(shape) for _ in range(3))

    def add(self, left: Bounded, right: Bounded) -> None:
        """Some of the examples: left (n_left, k) and right (n_right, k)."""
        (a, a_error), (b, b_error) = left, right
        magnitude = np.abs(a) @ np.abs(b).T
        carried = a_error @ np.abs(b).T + np.abs(a) @ b_error.T
        self.value += a @ b.T
        self._worst += gamma(self._n, self._u) * magnitude + carried
        if self._u > _STATISTICAL:
            self._magnitude += magnitude
            self._squares += a**2 @ (b**2).T
            self._carried += a_error**2 @ (b**2).T + a**2 @ (b_error**2).T

    def bound(self) -> Float64:
        """On the error of each entry of the whole sum."""
        if self._u <= _STATISTICAL:
            return self._worst
        u = self._u
        largest_partial = np.abs(self.value) + _FARTHEST * np.sqrt(self._squares)
        spread = u * sqrt(self._n) * largest_partial + np.sqrt(self._carried)
        statistical = _DEVIATIONS * spread + _ALIKE * u * self._magnitude
        bound: Float64 = np.minimum(self._worst, statistical)
        return bound
