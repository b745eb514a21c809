"""From the times of two arms to a cell."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from propbench.bench.claims.referee.verdicts import (
    FEWEST_ARRIVED,
    SLOWER,
    ArmComparison,
    finding,
    p_value,
)
from propbench.bench.numbers import percent, percent_range
from propbench.bench.statistics import (
    PENALTIES,
    TuningTimes,
    minimum_detectable_ratio,
    probability_faster,
    ratio_test,
)
from propbench.bench.statistics.ratio_test import RatioTest
from propbench.bench.statistics.tuning_bootstrap import RESAMPLES

RESTRICTED = "restricted"
"""The penalty that every cell is judged under: a run that did not arrive counts with its budget."""

_BOUNDS = {
    "exact": "",
    "at least": "the ratio is at least this, because runs that did not arrive take longer",
    "at most": "the ratio is at most this, because runs that did not arrive take longer",
    "open": "the ratio could be larger or smaller, because runs of both did not arrive",
}


def compared(
    slow: TuningTimes,
    fast: TuningTimes,
    horizon: float,
    factors: Mapping[str, str],
    *,
    note: str = "",
    margin: float = SLOWER,
    **protocol: Any,
) -> ArmComparison:
    """As `assessed`, with what the ratio does not tell: it is added to the note."""
    cell, result = assessed(slow, fast, horizon, factors, margin=margin, **protocol)
    return replace(
        cell,
        note="; ".join(filter(None, (note, *_beside(slow, fast, horizon, result)))),
        minimum_detectable=_detectable(result, margin),
    )


def assessed(
    slow: TuningTimes,
    fast: TuningTimes,
    horizon: float,
    factors: Mapping[str, str],
    *,
    penalty: str = RESTRICTED,
    margin: float = SLOWER,
    non_inferiority: bool = False,
    resamples: int = RESAMPLES,
) -> tuple[ArmComparison, RatioTest]:
    """The cell with its finding and ratio alone, and the test that they are from.

    The claim says that `slow` takes longer. `non_inferiority` asks only that `fast` is not slower
    by the margin, and that most of its runs arrive.
    """
    margins = (1 / margin, 1 / margin if non_inferiority else margin)
    result = ratio_test(slow, fast, horizon, margins, PENALTIES[penalty], resamples)
    found = finding(result.ratio, result.arrived, margins)
    if non_inferiority and found == "supports" and result.fast.arrived.point < FEWEST_ARRIVED:
        found = "inconclusive"
    cell = ArmComparison(
        factors,
        found,
        None if result.nobody_arrived else result.ratio,
        p_value=p_value(found, result.p),
        no_arrivals=result.nobody_arrived,
    )
    return cell, result


def _beside(
    slow: TuningTimes, fast: TuningTimes, horizon: float, result: RatioTest
) -> tuple[str, ...]:
    """What runs that did not arrive make of the ratio, and on how many seeds `fast` is lower.

    A mean over runs is ruled by the few that do not arrive.
    """
    if result.nobody_arrived:
        return ("neither arm arrived, so that there is no ratio",)
    lower = probability_faster(
        fast.reporting[result.fast.candidate], slow.reporting[result.slow.candidate], horizon
    )
    return (
        _BOUNDS[result.bound],
        f"above 1 on {percent(lower.point)} of seeds "
        f"({percent_range(lower.low, lower.high)}), ties halved",
    )


def _detectable(result: RatioTest, margin: float) -> float | None:
    """None where so few seeds, or seeds of which none arrived, know nothing of the noise."""
    if result.nobody_arrived or not np.isfinite(result.log_se):
        return None
    return minimum_detectable_ratio(result.log_se, result.ratio.n, margin)
