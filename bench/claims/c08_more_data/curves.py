"""Learning curves from observations: what ten times the examples are worth, and who is ahead."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from propbench.bench.claims.referee.registration import Series
from propbench.bench.results import Observation
from propbench.bench.statistics.intervals import Values


class Curve(NamedTuple):
    """`sizes` (n_sizes,) in rising order; `errors` (n_sizes, n_draws), paired by draw."""

    sizes: Values
    errors: Values

    @property
    def means(self) -> Values:
        means: Values = self.errors.mean(axis=1)
        return means


Curves = Mapping[tuple[str, str], Curve]
"""By data and learner."""


def curves_of(observations: Sequence[Observation]) -> dict[tuple[str, str], Curve]:
    """Curves of at least two sizes from errors by data, learner, n and draw."""
    curves = {}
    for where, points in groupby(sorted(observations, key=_point), _curve):
        by_size = {n: [seen.value for seen in draws] for n, draws in groupby(points, _n)}
        if len(by_size) > 1:
            curves[where] = Curve(np.array([*by_size], float), np.array([*by_size.values()]))
    return curves


def seconds_of(observations: Sequence[Observation]) -> dict[tuple[str, str], dict[int, float]]:
    """Seconds of one fit by the number of examples, by data and learner: medians of repeats."""
    ordered = sorted(observations, key=lambda seen: (*_curve(seen), _n(seen)))
    return {
        where: {
            n: float(np.median([seen.value for seen in repeats]))
            for n, repeats in groupby(fits, _n)
        }
        for where, fits in groupby(ordered, _curve)
    }


def last_decade(curve: Curve) -> NDArray[np.intp]:
    """Places of the sizes within a factor of ten of the largest, at least three."""
    near = np.flatnonzero(curve.sizes >= curve.sizes[-1] / 10)
    return near if near.size >= 3 else np.arange(max(0, curve.sizes.size - 3), curve.sizes.size)


def improvement(curve: Curve) -> Values:
    """By what factor ten times the examples lowered the error of each draw (n_draws,).

    From the least-squares slope of the last decade, on logarithmic axes.
    """
    places = last_decade(curve)
    slopes, _ = np.polyfit(np.log10(curve.sizes[places]), np.log10(curve.errors[places]), 1)
    factor: Values = 10.0**-slopes
    return factor


def is_monotone(curve: Curve) -> bool:
    """Whether no mean is above an earlier one by more than two standard errors of their difference.

    Paired by draw; curves that rise are common among real learners (Viering and Loog 2023).
    """
    if curve.errors.shape[1] < 2:
        return bool((np.diff(curve.means) <= 0).all())
    rises = np.diff(curve.errors, axis=0)
    spread = rises.std(axis=1, ddof=1) / np.sqrt(rises.shape[1])
    return bool((rises.mean(axis=1) <= 2 * spread).all())


def crossover(challenger: Curve, others: Sequence[Curve]) -> float | None:
    """The smallest size from which on the challenger's mean error is below that of all others."""
    ahead = challenger.means < np.min([other.means for other in others], axis=0)
    behind = np.flatnonzero(~ahead)
    first = 0 if behind.size == 0 else int(behind[-1]) + 1
    return float(challenger.sizes[first]) if first < ahead.size else None


def rows(curves: Curves, learners: Sequence[str]) -> Series:
    """What each curve is: its points' means, the factor of its last decade, whether it rises."""
    series: list[dict[str, str | float]] = []
    for (data, learner), curve in curves.items():
        if learner in learners:
            where = {"data": data, "learner": learner}
            for n, mean in zip(curve.sizes, curve.means, strict=True):
                series.append({**where, "quantity": "error", "n": float(n), "value": float(mean)})
            factor, monotone = float(improvement(curve).mean()), float(is_monotone(curve))
            series.append({**where, "quantity": "improvement_per_decade", "value": factor})
            series.append({**where, "quantity": "monotone", "value": monotone})
    return tuple(series)


def _curve(seen: Observation) -> tuple[str, str]:
    return str(seen.factors["data"]), str(seen.factors["learner"])


def _n(seen: Observation) -> int:
    return int(seen.factors["n"])


def _point(seen: Observation) -> tuple[str, str, int, int]:
    return *_curve(seen), _n(seen), int(seen.factors["draw"])
