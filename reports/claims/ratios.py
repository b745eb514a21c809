"""How ratios are drawn: with their limits, beside what is too small to matter."""

from dataclasses import replace

import pandas as pd

from propbench.bench.claims.referee.comparison import FASTER, SLOWER
from propbench.reports.drawing import Mark, band, limits, line_at, points
from propbench.reports.drawing.scales import FACTORS, Direction

FARTHEST = 100.0
"""Limits beyond it say that nothing is known, and are not worth the room."""


def _margins(table: pd.DataFrame) -> tuple[float, float]:
    """Room for all limits, 1, and the band of no difference; a ratio itself is always in view."""
    low = max(1 / FARTHEST, table["low"].min())
    high = min(FARTHEST, table["high"].max())
    ratios = table["ratio"]
    return min(FASTER, low, ratios.min()) / 1.3, max(SLOWER, high, ratios.max()) * 1.3


RATIOS = replace(FACTORS, limits=_margins)


def no_difference(axis: Direction) -> tuple[Mark, Mark]:
    """The heavy line at 1, and the grey band in which a difference is too small to matter."""
    return band(FASTER, SLOWER, axis), line_at(1, axis)


WITH_LIMITS = (limits("low", "high"), points(), *no_difference("y"))
"""Marks with their limits, beside the band of no difference."""
