"""From the times of two arms to a cell."""

from collections.abc import Mapping

import numpy as np

from bench.claims.verdicts import FEWEST_ARRIVED, SLOWER, Cell, finding, p_value
from bench.statistics import PENALTIES, Entrant, minimum_detectable_ratio, race
from bench.statistics.racing import Race
from bench.statistics.selection import RESAMPLES

RESTRICTED = "restricted"
"""The penalty that every cell is judged under: a run that did not arrive counts with its budget."""

_BOUNDS = {
    "exact": "",
    "at least": "the ratio is at least this, because runs that did not arrive take longer",
    "at most": "the ratio is at most this, because runs that did not arrive take longer",
    "open": "the ratio could be larger or smaller, because runs of both did not arrive",
}


def cell_of(
    slow: Entrant,
    fast: Entrant,
    horizon: float,
    factors: Mapping[str, str],
    *,
    note: str = "",
    penalty: str = RESTRICTED,
    margin: float = SLOWER,
    fine: bool = False,
    resamples: int = RESAMPLES,
) -> Cell:
    """The claim says that `slow` takes longer; what runs did not arrive goes with the note.

    `fine` asks only that `fast` is not slower by the margin, and that most of its runs arrive.
    """
    margins = (1 / margin, 1 / margin if fine else margin)
    result = race(slow, fast, horizon, margins, PENALTIES[penalty], resamples)
    found = finding(result.ratio, result.arrived, margins)
    if fine and found == "supports" and result.fast.arrived.point < FEWEST_ARRIVED:
        found = "inconclusive"
    return Cell(
        factors,
        found,
        result.ratio,
        note="; ".join(filter(None, (note, _BOUNDS[result.bound]))),
        minimum_detectable=_detectable(result, margin),
        p_value=p_value(found, result.p),
    )


def _detectable(result: Race, margin: float) -> float | None:
    """None where so few seeds know nothing of the noise."""
    if not np.isfinite(result.log_se):
        return None
    return minimum_detectable_ratio(result.log_se, result.ratio.n, margin)
