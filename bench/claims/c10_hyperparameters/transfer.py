"""What it costs to use on one infrastructure the hyperparameters that are best on another.

Seconds to the target are iterations times seconds of a step. The best setting is chosen on one
half of what was measured, tuning seeds and every other repeat, and judged on the other half:
otherwise one's own best would seem best by luck, and no regret could be below 1.
"""

from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from propbench.bench.claims.c10_hyperparameters.surface import Hyperparameters, Surface
from propbench.bench.claims.referee.verdicts import FASTER, SLOWER, ArmComparison, finding, p_value
from propbench.bench.statistics import Interval, PValues
from propbench.bench.statistics.intervals import CONFIDENCE, Values

_RESAMPLES = 2_000
_MARGINS = (FASTER, SLOWER)


def best(measured: Surface, infrastructure: str) -> Hyperparameters:
    """The candidate with the lowest mean time, on the half that chooses."""
    seconds = np.median(measured.seconds[infrastructure][:, ::2], axis=1)
    return measured.candidates[int(np.argmin(measured.tuning.mean(axis=1) * seconds))]


def regrets(measured: Surface) -> list[ArmComparison]:
    """For every pair, the time on the second with the best of the first over that with its own.

    Seeds and repeats are resampled, and the best chosen again, for the interval.
    """
    generator = np.random.default_rng(1)
    tuning, reporting = _means(measured.tuning, generator), _means(measured.reporting, generator)
    chosen, times = {}, {}
    for name, seconds in measured.seconds.items():
        chosen[name] = np.argmin(tuning * _medians(seconds[:, ::2], generator), axis=1)
        times[name] = reporting * _medians(seconds[:, 1::2], generator)
    n = measured.reporting.shape[1]
    return [
        _cell(_at(times[on], chosen[source]) / _at(times[on], chosen[on]), n, source, on)
        for source, on in permutations(measured.seconds, 2)
    ]


def _cell(ratios: Values, n: int, source: str, on: str) -> ArmComparison:
    """The first ratio is that of the measurements themselves."""
    point, resampled = float(ratios[0]), ratios[1:]
    low, high = np.quantile(resampled, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2]).tolist()
    ratio = Interval(point, min(low, point), max(high, point), n, "confidence")
    found = finding(ratio, margins=_MARGINS)
    p = p_value(found, _p_values(resampled))
    return ArmComparison({"best of": source, "used on": on}, found, ratio, p_value=p)


def _means(times: Values, generator: np.random.Generator) -> Values:
    """Mean over seeds as they are, then over resamples of them, (1 + n_resamples, n_candidates)."""
    draws = generator.integers(times.shape[1], size=(_RESAMPLES, times.shape[1]))
    resampled = [times[:, draw].mean(axis=1) for draw in draws]
    return np.array([times.mean(axis=1), *resampled])


def _medians(seconds: Values, generator: np.random.Generator) -> Values:
    """The same for the median over repeats."""
    draws = generator.integers(seconds.shape[1], size=(_RESAMPLES, seconds.shape[1]))
    resampled = np.median(seconds[:, draws], axis=2).T
    return np.vstack([np.median(seconds, axis=1), resampled])


def _at(times: Values, places: NDArray[np.intp]) -> Values:
    return times[np.arange(len(times)), places]


def _p_values(resampled: Values) -> PValues:
    lower, upper = _MARGINS

    def share(beyond: NDArray[np.bool_]) -> float:
        return max(1, int(np.sum(beyond))) / _RESAMPLES

    return PValues(
        above=share(resampled <= upper),
        below=share(resampled >= lower),
        within=max(share(resampled < lower), share(resampled > upper)),
    )
