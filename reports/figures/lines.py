"""Lines over m, one per implementation, with limits; what was estimated is hollow and dotted."""

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from propbench.reports.figures.layout import end_labels
from propbench.reports.figures.style import Palette


def draw(ax: Axes, table: pd.DataFrame, columns: tuple[str, str, str], styles: Palette) -> None:
    """`columns` are the point and its lower and upper limit; `table` has one panel's rows.

    To be called before the axes are logarithmic: seaborn takes values through the logarithm and
    back, and what it draws of a single m, beside the limits, would then be of two.
    """
    measured = table[table["kind"] == "measured"]
    names = [name for name in styles if name in set(table["implementation"])]
    if len(measured):
        _lines(ax, measured, columns[0], names, styles)
    for name in names:
        _limits(ax, measured[measured["implementation"] == name], columns, styles[name].colour)
        _estimates(ax, table[table["implementation"] == name], columns[0], styles, name)


def _lines(
    ax: Axes, measured: pd.DataFrame, column: str, names: list[str], styles: Palette
) -> None:
    sns.lineplot(
        data=measured,
        x="m",
        y=column,
        hue="implementation",
        style="implementation",
        hue_order=names,
        style_order=names,
        palette={name: styles[name].colour for name in names},
        markers={name: styles[name].marker for name in names},
        dashes={name: styles[name].dashes for name in names},
        errorbar=None,
        legend=False,
        markeredgecolor="none",
        markersize=5,
        linewidth=1.5,
        ax=ax,
    )


def label_ends(ax: Axes, table: pd.DataFrame, column: str, styles: Palette) -> None:
    """Names at the last point of each line; the limits of the axes must be final."""
    last = table.sort_values("m").groupby("implementation").tail(1)
    ends = {str(row["implementation"]): row for row in last.to_dict("records")}
    order = [name for name in styles if name in ends]
    end_labels(ax, {name: (ends[name]["m"], ends[name][column]) for name in order}, styles)


def _limits(ax: Axes, table: pd.DataFrame, columns: tuple[str, str, str], colour: str) -> None:
    _, low, high = columns
    ax.vlines(table["m"], table[low], table[high], color=colour, linewidth=3, alpha=0.35)


def _estimates(ax: Axes, table: pd.DataFrame, column: str, styles: Palette, name: str) -> None:
    ordered = table.sort_values("m")
    guessed = ordered[ordered["kind"] == "estimated"]
    if guessed.empty:
        return
    known = ordered[ordered["kind"] == "measured"].tail(1)
    path = pd.concat([known, guessed]).sort_values("m")
    style = styles[name]
    ax.plot(path["m"], path[column], color=style.colour, linestyle=":", linewidth=1.3)
    ax.plot(
        guessed["m"],
        guessed[column],
        color=style.colour,
        marker=style.marker,
        markerfacecolor="none",
        linestyle="none",
        markersize=6,
    )
