"""What all cores bring."""

import pandas as pd
from matplotlib.figure import Figure

from propbench.bench.numbers import count
from propbench.reports.facts.threads import gains
from propbench.reports.figures import dots
from propbench.reports.figures.layout import legend, names_left, panels
from propbench.reports.figures.style import GREY, Palette, factor_axis, present
from propbench.reports.frame import Frames


def data(frames: Frames) -> pd.DataFrame:
    """Gains of the open division over the closed one."""
    return gains(frames)


def figure(table: pd.DataFrame, styles: Palette) -> Figure | None:
    """Dots: seconds with one thread over seconds with all, a row a network and m."""
    known = table[table["ratio"].notna()]
    if known.empty:
        return None
    where = zip(known["network"], known["m"], strict=True)
    part = known.assign(row=[f"{network}, m = {count(m)}" for network, m in where])
    rows = list(dict.fromkeys(part["row"]))
    drawn, (ax,) = panels(1, 1, 0.42 * len(rows), names_left(rows))
    dots.draw(ax, part, rows, ("ratio", "low", "high"), styles)
    ax.axvline(1, color=GREY, linewidth=1.6)
    factor_axis(ax, "x")
    ax.set(xlabel="one thread / all cores", ylabel="")
    legend(drawn, present(styles, part["implementation"]))
    return drawn
