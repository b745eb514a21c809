"""Ratios by a setting: a panel for one factor, a place for another, a mark for a third."""

import pandas as pd
from matplotlib.axes import Axes

from propbench.reports.figures.style import Palette


def draw(ax: Axes, table: pd.DataFrame, column: str, places: list[str], styles: Palette) -> None:
    """`table` has `mark`, a name in `styles`, and LIMITS. What is undecided is hollow, and where
    neither arm arrived there is no mark.
    """
    marks = list(styles)
    for row in table[~table["neither_arrived"].astype(bool)].to_dict("records"):
        style = styles[row["mark"]]
        aside = (marks.index(row["mark"]) - (len(marks) - 1) / 2) * 0.6 / len(marks)
        place = places.index(row[column]) + aside
        fill = "none" if row["finding"] == "inconclusive" else style.colour
        ax.plot([place, place], [row["low"], row["high"]], color=style.colour, lw=3, alpha=0.35)
        ax.plot(place, row["ratio"], style.marker, color=style.colour, mfc=fill, ms=6)
    ax.set_xticks(range(len(places)), places)
    ax.set_xlim(-0.6, len(places) - 0.4)
