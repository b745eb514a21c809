"""What all cores bring."""

import pandas as pd
from matplotlib.figure import Figure

from bench.numbers import count
from reports.facts.threads import gains
from reports.figures import dots
from reports.figures.style import GREY, Palette, canvas, factor_axis, grid, legend
from reports.frame import Frames


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
    drawn = canvas(0.42 * len(rows) + 1.3)
    ax = grid(drawn, 1, 1)[0]
    dots.draw(ax, part, rows, ("ratio", "low", "high"), styles)
    factor_axis(ax, "x")
    ax.axvline(1, color=GREY, linewidth=1.6)
    ax.set(xlabel="one thread / all cores", ylabel="")
    legend(drawn, [name for name in styles if name in set(part["implementation"])], styles)
    return drawn
