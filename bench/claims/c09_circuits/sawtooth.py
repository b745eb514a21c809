"""Telgarsky's sawtooth (2015): linear pieces that double with each layer of two ReLU units.

All weights and sample points are sums of powers of two, so that every value is exact in float64.
"""

import numpy as np

from propbench.bench.claims.c09_circuits.constructed import Constructed, constructed, evaluate
from propbench.impls.contract import Array


def deep(layers: int) -> Constructed:
    """The tent 2 relu(x) - 4 relu(x - 1/2) of [0, 1], applied `layers` times: 2 units a layer."""
    tent, corners = np.array([[2.0, -4.0]]), np.array([[0.0], [-0.5]])
    w = [np.ones((2, 1)), *[np.ones((2, 1)) @ tent] * (layers - 1), tent]
    return constructed("relu", w, [*[corners] * layers, np.zeros((1, 1))])


def shallow(layers: int) -> Constructed:
    """The same function with one hidden layer of 2**layers units: one at 0 and one a corner."""
    n = 2**layers
    jumps = 2.0 * n * (-1.0) ** np.arange(n)
    jumps[0] = n
    b = [-np.arange(n)[:, None] / n, np.zeros((1, 1))]
    return constructed("relu", [np.ones((n, 1)), jumps[None, :]], b)


def points(layers: int) -> Array:
    """Both ends, all corners, and three points between neighbours, (1, 4 * 2**layers + 1)."""
    n = 4 * 2**layers
    return np.arange(n + 1)[None, :] / n


def pieces(whole: Constructed, x: Array) -> int:
    """Linear pieces seen at evenly spaced x (1, m): one, and one more for each change of slope.

    No network has fewer than are seen. One hidden layer of h ReLU units on a line has at most
    h + 1, because each unit bends it once; so a function of p pieces needs p - 1 units at least.
    """
    slopes = np.diff(evaluate(whole, x)[0])
    bends = slopes[1:] != slopes[:-1]
    # A corner between two samples shows as two changes in a row, and is one.
    return 1 + int(np.sum(bends[1:] & ~bends[:-1])) + int(bends[0])


def differing(one: Constructed, other: Constructed, x: Array) -> int:
    """At how many of the samples two networks do not give the very same number."""
    return int(np.sum(evaluate(one, x) != evaluate(other, x)))
