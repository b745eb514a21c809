"""What the figures of claims share: tables from a judgement, and marks that say what is sure."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from propbench.bench.claims.judging import Judgement
from propbench.bench.claims.registration import Part
from propbench.bench.claims.verdicts import FASTER, SLOWER, Cell
from propbench.reports.figures.style import GREY, Palette, factor_axis

LIMITS = ["ratio", "low", "high"]
ROW = ["where", *LIMITS, "finding"]
FARTHEST = 10_000.0
"""Ratios of arms that never arrive have no limit worth drawing."""


@dataclass(frozen=True)
class Answer:
    """A figure of one claim: its title, its data, the drawing, and how to read it.

    `tabulate` is what of the data goes into the table after the figure.
    """

    title: str
    data: Callable[[Judgement], pd.DataFrame]
    draw: Callable[[pd.DataFrame, Palette], Figure | None]
    reading: str
    tabulate: Callable[[pd.DataFrame], pd.DataFrame] = lambda table: table


def part(found: Judgement, name: str) -> Part | None:
    """One question by its id, or None where the claim was not asked it."""
    return next((one for one in found.parts if one.id == name), None)


def comparisons(asked: Part | None) -> pd.DataFrame:
    """A row a comparison: its factors, LIMITS, and what comes of it.

    Those without a ratio are left out, but for those in which neither arm arrived.
    """
    return pd.DataFrame(
        {
            **cell.factors,
            **limits(cell),
            "finding": cell.finding,
            "neither_arrived": cell.silent,
        }
        for cell in (asked.cells if asked else ())
        if cell.ratio or cell.silent
    )


def row(cell: Cell) -> dict[str, object]:
    """ROW of a comparison by itself: its setting in words, LIMITS, and what comes of it."""
    where = ", ".join(f"{factor} {level}" for factor, level in cell.factors.items())
    return {"where": where, **limits(cell), "finding": cell.finding}


def limits(cell: Cell) -> dict[str, float]:
    """LIMITS of a comparison, NaN without a ratio."""
    found = cell.ratio
    numbers = (found.point, found.low, found.high) if found else (math.nan,) * len(LIMITS)
    return dict(zip(LIMITS, numbers, strict=True))


def series(asked: Part | None, quantity: str) -> pd.DataFrame:
    """The rows of one quantity, with the factors that it has."""
    rows = pd.DataFrame([*asked.series] if asked else [])
    if rows.empty or "quantity" not in rows:
        return pd.DataFrame()
    return rows[rows["quantity"] == quantity].dropna(axis=1, how="all").drop(columns="quantity")


def margins(ax: Axes, axis: str, table: pd.DataFrame) -> None:
    """A logarithmic axis of ratios that holds all of LIMITS, 1, and the band of no difference."""
    low = max(1 / FARTHEST, min(FASTER, table["low"].min()) / 1.3)
    high = min(FARTHEST, max(SLOWER, table["high"].max()) * 1.3)
    upright = axis == "x"
    (ax.set_xlim if upright else ax.set_ylim)(low, high)
    factor_axis(ax, axis)
    (ax.axvspan if upright else ax.axhspan)(FASTER, SLOWER, color=GREY, alpha=0.15, linewidth=0)
    (ax.axvline if upright else ax.axhline)(1, color=GREY, linewidth=1.6)
