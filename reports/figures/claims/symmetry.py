"""The symmetry clock: how many distinct hidden units there are, step by step."""

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from propbench.bench.claims.judging import Judgement
from propbench.reports.figures.claims.answer import Answer, part, series
from propbench.reports.figures.layout import Room, legend, panels
from propbench.reports.figures.style import Palette, palette, plain_axis, present

_COLUMNS_AT_MOST = 4
_DRAWN = "xor"
_COLUMNS = ["task", "implementation", "dtype", "width", "step", "units"]


def data(found: Judgement) -> pd.DataFrame:
    """Number of distinct hidden units by task, implementation, precision, width and step."""
    rows = series(part(found, "clock"), "distinct_units")
    if rows.empty:
        return pd.DataFrame(columns=_COLUMNS)
    counts = {name: rows[name].astype(int) for name in ("width", "step")}
    # Clocks were read on one task, and did not name it, before there were several.
    named = {"task": rows.get("task", _DRAWN), "units": rows["value"]}
    return rows.assign(**named, **counts)[_COLUMNS].reset_index(drop=True)


def figure(table: pd.DataFrame, given: Palette) -> Figure | None:
    """A panel a width, a line an implementation; other precisions and tasks are in the table."""
    table = table[(table["dtype"] == "float64") & (table["task"] == _DRAWN)]
    if table.empty:
        return None
    styles = present({**palette(table["implementation"]), **given}, table["implementation"])
    widths = sorted(table["width"].unique())
    columns = min(len(widths), _COLUMNS_AT_MOST)
    drawn, axes = panels(-(-len(widths) // columns), columns, 1.6, Room(down=0.4))
    for ax in axes[len(widths) :]:
        ax.remove()
    for ax, width in zip(axes, widths, strict=False):
        here = table[table["width"] == width]
        for name, style in styles.items():
            own = here[here["implementation"] == name].sort_values("step")
            ax.plot(own["step"], own["units"], color=style.colour, marker=style.marker, ms=5)
        plain_axis(ax, "x")
        ax.set_ylim(0.5, table["units"].max() + 0.5)
        ax.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        ax.set_title(f"{width} units", fontsize=10)
    for ax in axes[-columns:]:
        ax.set_xlabel("iterations", fontsize=9)
    for ax in axes[::columns]:
        ax.set_ylabel("distinct units", fontsize=9)
    legend(drawn, styles, 4)
    return drawn


SYMMETRY = Answer(
    "The symmetry clock: how many of the hidden units differ",
    data,
    figure,
    "All hidden units begin with the same weights, so mathematics keeps them the same for ever: a "
    "line at 1. A line that rises shows arithmetic that treats units unequally, as where a "
    "vector instruction takes some and a plain loop the rest, and rounding then parts them. The "
    "figure is of float64 on exclusive or; the table has float32 and digits, too.",
)
