"""Arithmetic on values with error bounds, for networks whose rounding errors grow step by step.

Every operation gives its value and a bound on what a correct implementation may be off: what its
operands are off, carried on to first order, and its own rounding (Higham, Accuracy and Stability of
Numerical Algorithms, 2002, section 3.3). Activations carry an error on by their slope where they
are, not by their steepest one: eight steps of the steepest would allow anything.

A product with weights adds the errors of its terms up as those of independent ones, by the root of
the sum of squares (see rounding.py): seeded weights have no common sign. Their plain sum, by |w|,
grows 3 times with each step of 64 units, while the states do not, and after 8 steps forward and
back it allows a fault of a hundredth in float64.
"""

import numpy as np

from propbench.bench.activations import activation
from propbench.bench.oracle.comparison import Float64
from propbench.bench.oracle.rounding import Bounded, rounding


class RunningError:
    """Operations of an implementation that computes with unit roundoff u."""

    def __init__(self, u: float) -> None:
        self.u = u

    def affine(self, w: Float64, b: Float64, a: Bounded) -> Bounded:
        """w a + b."""
        value, error = self.product(w, a)
        return value + b, error + self.u * (np.abs(b) + np.abs(value))

    def product(self, w: Float64, a: Bounded) -> Bounded:
        """w a, of exact w (n, k) and a (k, m)."""
        value, error = a
        own = rounding(w.shape[1], self.u) * (np.abs(w) @ np.abs(value))
        return w @ value, own + np.sqrt(w**2 @ error**2)

    def times(self, first: Bounded, *others: Bounded) -> Bounded:
        """Element by element, from left to right."""
        value, error = first
        for factor, off in others:
            error = np.abs(factor) * error + np.abs(value) * off
            value = value * factor
            error = error + self.u * np.abs(value)
        return value, error

    def plus(self, first: Bounded, second: Bounded) -> Bounded:
        value = first[0] + second[0]
        return value, first[1] + second[1] + self.u * np.abs(value)

    def activated(self, name: str, z: Bounded) -> Bounded:
        of, (value, error) = activation(name), z
        a = of.exact(value, 0.0)
        return a, self._steepness(name, value, error) * error + 8 * self.u * np.abs(a)

    def slope(self, name: str, z: Bounded) -> Bounded:
        """The derivative at z, by the textbook's formula in terms of a."""
        of, (value, error) = activation(name), z
        slope = of.exact_derivative(value, 0.0)
        # a is off by its own rounding, and both formulas carry that on by 2 at most.
        return slope, np.minimum(of.bend * error, of.steepest) + 16 * self.u

    def _steepness(self, name: str, z: Float64, error: Float64) -> Float64:
        """The largest slope within the error of z."""
        of = activation(name)
        largest: Float64 = np.minimum(of.exact_derivative(z, 0.0) + of.bend * error, of.steepest)
        return largest
