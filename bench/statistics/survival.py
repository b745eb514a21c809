"""The share of runs still short of their target, as time goes on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from propbench.bench.statistics.intervals import Interval, positive, wilson


@dataclass(frozen=True)
class Survival:
    """A step function of time: `survival[k]` holds from `times[k]` until `times[k + 1]`.

    The first step is at 0, where all `n` runs are short of the target, the last at the horizon.
    `low` and `high` are pointwise 95 % limits.
    """

    times: tuple[float, ...]
    survival: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    n: int


def kaplan_meier(times: Sequence[float], reached: Sequence[bool], horizon: float) -> Survival:
    """The product-limit curve (Kaplan and Meier 1958) of times to a target.

    A run that did not reach its target by the horizon, diverged ones included, is censored at the
    horizon, whenever it stopped: it would not have arrived. Nothing is censored earlier, so the
    curve is a share of all runs at every moment and Wilson's limits hold; Greenwood's have no
    width where none or all have arrived. Raises ValueError on none, and on times not positive.
    """
    (limit,) = positive("horizon", [horizon])
    arrived = np.asarray(reached, bool)
    counted = positive("times", np.where(arrived, np.minimum(times, limit), limit))
    arrived &= counted < limit
    data = stats.CensoredData.right_censored(counted, ~arrived)
    curve = stats.ecdf(data).sf
    steps = curve.quantiles < limit
    shares = (1.0, *curve.probabilities[steps].tolist())
    shares = (*shares, shares[-1])
    bands = [_share(share, counted.size) for share in shares]
    return Survival(
        times=(0.0, *curve.quantiles[steps].tolist(), float(limit)),
        survival=tuple(band.point for band in bands),
        low=tuple(band.low for band in bands),
        high=tuple(band.high for band in bands),
        n=counted.size,
    )


def _share(survival: float, n: int) -> Interval:
    return wilson(round(survival * n), n)
