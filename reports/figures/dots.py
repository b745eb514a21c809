"""Dots with limits on a logarithmic axis, one row a name, implementations side by side."""

import pandas as pd
from matplotlib.axes import Axes

from propbench.reports.figures.style import Palette


def draw(
    ax: Axes, table: pd.DataFrame, rows: list[str], columns: tuple[str, str, str], styles: Palette
) -> None:
    """`table` has `row`, `implementation` and the columns of point, low and high."""
    names = [name for name in styles if name in set(table["implementation"])]
    point, low, high = columns
    for i, name in enumerate(names):
        style, own = styles[name], table[table["implementation"] == name]
        places = [rows.index(row) + _shift(i, names) for row in own["row"]]
        ax.hlines(places, own[low], own[high], color=style.colour, linewidth=3, alpha=0.35)
        ax.plot(own[point], places, style.marker, color=style.colour, markersize=6)
    ax.set_yticks(range(len(rows)), rows)
    ax.set_ylim(len(rows) - 0.5, -0.5)


def _shift(place: int, names: list[str]) -> float:
    return (place - (len(names) - 1) / 2) * 0.7 / max(1, len(names))
