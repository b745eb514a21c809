"""Examples on which one sigmoid unit's squared error has exponentially many local minima.

After Auer, Herbster and Warmuth (1995): each axis has examples at scales far apart, and on each
the loss of a weight has a well of its own, because the sigmoid is flat on both sides of it. Axes
do not interact, so that k wells an axis make k ** d minima in d dimensions.
"""

import numpy as np

from propbench.impls.contract import Array

SCALE = 10.0
"""Between neighbouring examples of an axis: far enough apart that no well drowns in another."""

LABELS = (1.0, 1.0, 1.0, 0.0)
"""Of the copies of one point. Their mean of 3/4 makes z = 0 and z = infinity equally bad (1/16
above the best), so that both ends of a well are equally high; a real number would do as well, but
these are labels that logistic regression is made for.
"""

BEST_Z = float(np.log(3))
"""The score at which sigmoid is 3/4."""


def construction(d: int, wells: int) -> tuple[Array, Array]:
    """x (d, 4 d wells) and y (1, 4 d wells); there is no bias."""
    positions = np.repeat(SCALE ** np.arange(wells), len(LABELS))
    x = np.zeros((d, d * positions.size))
    for axis in range(d):
        x[axis, axis * positions.size : (axis + 1) * positions.size] = positions
    y = np.tile(LABELS, d * wells)[None]
    return x, y


def starts(d: int, wells: int, n: int, seed: int) -> Array:
    """Weights (n, d) spread evenly in the logarithm over the wells and a scale beyond them."""
    exponents = np.random.default_rng((seed, d, wells)).uniform(-wells, 1, (n, d))
    scattered: Array = SCALE**exponents
    return scattered
