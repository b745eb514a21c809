"""How ratios of comparisons are drawn: what is sure, and what is too small to matter."""

from dataclasses import replace

import pandas as pd

from propbench.bench.claims.referee.verdicts import FASTER, SLOWER
from propbench.reports.drawing import Mark, band, limits, line_at, points, undecided
from propbench.reports.drawing.scales import FACTORS, Direction

FARTHEST = 10_000.0
"""Ratios of arms that never arrive have no limit worth drawing."""


def _margins(table: pd.DataFrame) -> tuple[float, float]:
    """Room for all limits, 1, and the band of no difference."""
    low = max(1 / FARTHEST, min(FASTER, table["low"].min()) / 1.3)
    return low, min(FARTHEST, max(SLOWER, table["high"].max()) * 1.3)


RATIOS = replace(FACTORS, limits=_margins)


def no_difference(axis: Direction) -> tuple[Mark, Mark]:
    """The heavy line at 1, and the grey band in which a difference is too small to matter."""
    return band(FASTER, SLOWER, axis), line_at(1, axis)


def _has_ratio(rows: pd.DataFrame) -> pd.Series:
    return rows["ratio"].notna()


SURE = (
    limits("low", "high", rows=_has_ratio),
    points(hollow=undecided, rows=_has_ratio),
    *no_difference("y"),
)
"""Marks with limits, hollow where undecided; where neither arm arrived there is none."""
