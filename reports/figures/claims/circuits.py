"""How many hidden units parity takes, shallow and deep."""

import pandas as pd
from matplotlib.figure import Figure

from propbench.bench.claims.judging import Judgement
from propbench.reports.figures.claims.answer import Answer, part, series
from propbench.reports.figures.layout import Room, legend, panels
from propbench.reports.figures.style import Palette, palette, plain_axis

_COLUMNS = ["units", "shape", "bits", "hidden_units"]


def data(found: Judgement) -> pd.DataFrame:
    """Hidden units of the constructed networks, by kind of unit, shape and number of bits."""
    rows = series(part(found, "represent"), "hidden_units")
    if rows.empty:
        return pd.DataFrame(columns=_COLUMNS)
    counts = {"bits": rows["bits"].astype(int), "hidden_units": rows["value"].astype(int)}
    return rows.assign(**counts)[_COLUMNS].reset_index(drop=True)


def figure(table: pd.DataFrame, _: Palette) -> Figure | None:
    """A panel a kind of unit, a line a shape."""
    if table.empty:
        return None
    kinds, styles = list(dict.fromkeys(table["units"])), palette(table["shape"])
    drawn, axes = panels(1, len(kinds), 2.4, Room(across=0.2))
    for ax, kind in zip(axes, kinds, strict=True):
        here = table[table["units"] == kind]
        for shape, style in styles.items():
            own = here[here["shape"] == shape].sort_values("bits")
            ax.plot(own["bits"], own["hidden_units"], color=style.colour, marker=style.marker, ms=4)
        ax.set_title(kind)
        ax.set_xlabel("bits")
    for ax in axes:
        plain_axis(ax, "y")
    axes[0].set_ylabel("hidden units")
    legend(drawn, styles, 2)
    return drawn


CIRCUITS = Answer(
    "Hidden units that the parity of n bits takes",
    data,
    figure,
    "Parity asks whether the number of ones is odd. The upright axis is logarithmic: a straight "
    "rising line is exponential growth. Every construction was run on every input.",
)
