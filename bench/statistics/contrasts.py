"""Several arms at once: products of powers of their restricted means, tuning noise included."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from bench.statistics.intervals import MIN_FOR_CONFIDENCE, Interval
from bench.statistics.racing import ratio_limits
from bench.statistics.selection import PENALTIES, RESAMPLES, Entrant, Tuned, drawn


class Term(NamedTuple):
    """An arm with its horizon, and the power that its mean is raised to."""

    power: float
    entrant: Entrant
    horizon: float


def contrast(terms: Sequence[Term], resamples: int = RESAMPLES) -> Interval:
    """The product of mean ** power over the terms, as an effect or an interaction is.

    Resampled as in `race`, of which it is the case of powers 1 and -1: all terms share each draw
    of the seeds. With fewer than five reporting seeds a range of the products seed by seed. Raises
    ValueError when the terms differ in their seeds.
    """
    arms = [Tuned(term.entrant, term.horizon, PENALTIES["restricted"]) for term in terms]
    powers = np.array([term.power for term in terms])
    if len({arm.seeds for arm in arms}) != 1:
        raise ValueError(f"seeds: got {[arm.seeds for arm in arms]}, expected the same for all")
    n_tuning, n = arms[0].seeds
    point = float(np.exp(powers @ np.log([arm.runs.mean() for arm in arms])))
    if n < MIN_FOR_CONFIDENCE:
        products = np.exp(powers @ np.log([arm.runs for arm in arms]))
        low, high = float(products.min()), float(products.max())
        return Interval(point, min(low, point), max(high, point), n, "range")
    counts = drawn(n_tuning, resamples, stream=1), drawn(n, resamples, stream=2)
    products = np.exp(powers @ np.log([arm.resampled_means(*counts) for arm in arms]))
    return ratio_limits(point, products, n)
