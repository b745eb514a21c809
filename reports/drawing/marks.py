"""Marks: lines, points, limits and what stands beside them, each for one panel.

A function here returns a Mark from the columns it needs; a figure's description lists its marks.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from propbench.reports.drawing.style import Palette, Style


@dataclass(frozen=True)
class Series:
    """The rows of one name in a panel, and where they stand; `order` are their places in it."""

    name: str
    style: Style
    part: pd.DataFrame
    order: np.ndarray
    x: np.ndarray
    y: np.ndarray

    @property
    def rows(self) -> pd.DataFrame:
        return self.part.iloc[self.order]


class Chart(Protocol):
    """What a mark knows of its figure: the styles, and where the rows of a panel stand."""

    @property
    def styles(self) -> Palette:
        """By name, in their order."""

    @property
    def flat(self) -> bool:
        """Whether names stand one below another, so that values go from left to right."""

    def series(self, part: pd.DataFrame) -> Iterator[Series]:
        """The rows of a panel name by name, each in the order of its x."""


Mark = Callable[[Axes, pd.DataFrame, Chart], None]
Choice = Callable[[pd.DataFrame], pd.Series]
"""Which rows: a column of yes and no."""


def every(rows: pd.DataFrame) -> pd.Series:
    """All rows."""
    return pd.Series(True, index=rows.index)


def is_kind(kind: str) -> Choice:
    """Rows of one kind: measured or estimated."""
    return lambda rows: rows["kind"] == kind


def lines(
    *, width: float = 1.5, size: float = 5, dashed: bool = False, rows: Choice = every
) -> Mark:
    """A line a name, with a mark at each point; `size` 0 leaves the marks out."""

    def draw(ax: Axes, part: pd.DataFrame, chart: Chart) -> None:
        for series in chart.series(part[rows(part)]):
            style = series.style
            marker, dashes = style.marker if size else "", style.dashes if dashed else ()
            (line,) = ax.plot(series.x, series.y, marker=marker, ms=size, mec="none")
            line.set(color=style.colour, linewidth=width, dashes=dashes)

    return draw


def limits(low: str, high: str, *, width: float = 1.4, rows: Choice = every) -> Mark:
    """A thin bar from the lower to the upper limit of each point."""

    def draw(ax: Axes, part: pd.DataFrame, chart: Chart) -> None:
        for series in chart.series(part[rows(part)]):
            bars, places = (ax.hlines, series.y) if chart.flat else (ax.vlines, series.x)
            ends = series.rows[low], series.rows[high]
            bars(places, *ends, color=series.style.colour, linewidth=width)

    return draw


def points(
    *,
    size: float = 6,
    hollow: Choice | None = None,
    hollow_marker: str = "",
    marker: str = "",
    alpha: float = 1,
    strip: float = 0,
    rows: Choice = every,
) -> Mark:
    """A mark a row; those that are `hollow` are not filled.

    With `strip`, the rows of one place stand so far to either side of it, in their own order: the
    drawing is the same every time.
    """

    def draw(ax: Axes, part: pd.DataFrame, chart: Chart) -> None:
        for series in chart.series(part[rows(part)]):
            at = _spread(series, chart.flat, strip) if strip else (series.x, series.y)
            is_open = (hollow(series.rows) if hollow else ~every(series.rows)).to_numpy(dtype=bool)
            filled, colour = marker or series.style.marker, series.style.colour
            for which, shape, fill in (
                (~is_open, filled, colour),
                (is_open, hollow_marker or filled, "none"),
            ):
                if which.any():
                    x, y = at[0][which], at[1][which]
                    ax.plot(x, y, shape, color=colour, mfc=fill, ms=size, alpha=alpha)

    return draw


def estimates(ax: Axes, part: pd.DataFrame, chart: Chart) -> None:
    """What was estimated: hollow, on a dotted line from the last that was measured."""
    for series in chart.series(part):
        guessed = (series.rows["kind"] == "estimated").to_numpy(dtype=bool)
        if not guessed.any():
            continue
        path = guessed.copy()
        path[np.flatnonzero(~guessed)[-1:]] = True
        colour = series.style.colour
        ax.plot(series.x[path], series.y[path], color=colour, linestyle=":", linewidth=1.3)
        x, y = series.x[guessed], series.y[guessed]
        ax.plot(x, y, series.style.marker, color=colour, markerfacecolor="none", markersize=6)


def timed(low: str, high: str) -> tuple[Mark, ...]:
    """Lines over sizes with their limits, and what was estimated."""
    measured = is_kind("measured")
    return lines(dashed=True, rows=measured), limits(low, high, rows=measured), estimates


def rings(column: str) -> Mark:
    """A ring around the rows that a column of yes and no marks."""

    def draw(ax: Axes, part: pd.DataFrame, chart: Chart) -> None:
        for series in chart.series(part[part[column].astype(bool)]):
            ax.plot(series.x, series.y, "o", color=series.style.colour, mfc="none", ms=12, mew=1.2)

    return draw


def _spread(series: Series, flat: bool, width: float) -> tuple[np.ndarray, np.ndarray]:
    """Where rows stand that are spread around their place."""
    places = (series.y if flat else series.x).copy()
    for place in np.unique(places):
        here = places == place
        places[here] = place + np.linspace(-width, width, here.sum())
    return (series.x, places) if flat else (places, series.y)
