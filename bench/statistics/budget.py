"""What a smaller tuning budget would have found."""

from collections.abc import Sequence
from math import comb

import numpy as np

from propbench.bench.statistics.intervals import positive


def expected_best(scores: Sequence[float], n: int) -> float:
    """Expected lowest of n scores drawn without replacement, in their unit.

    The mean over all subsets of n, by order statistics: the k-th lowest of N is the lowest of
    C(N - k, n - 1) of the C(N, n) subsets. Unbiased, where the usual estimate, with replacement,
    is not (Tang et al. 2020, "Showing Your Work Doesn't Always Work"). Lower is better. Raises
    ValueError unless 1 <= n <= N and the scores are positive and finite.
    """
    ordered = np.sort(positive("scores", scores))
    if not 1 <= n <= ordered.size:
        raise ValueError(f"n: got {n}, expected 1 to {ordered.size}")
    subsets = comb(ordered.size, n)
    weights = [comb(ordered.size - k, n - 1) / subsets for k in range(1, ordered.size + 1)]
    return float(np.dot(weights, ordered))


def expected_best_curve(scores: Sequence[float]) -> tuple[float, ...]:
    """`expected_best` of 1, 2, ... and all scores."""
    return tuple(expected_best(scores, n) for n in range(1, len(scores) + 1))
