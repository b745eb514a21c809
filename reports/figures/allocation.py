"""What allocation costs vectorised code, by size."""

import pandas as pd
from matplotlib.figure import Figure

from propbench.reports.facts.allocation import effects
from propbench.reports.figures import lines
from propbench.reports.figures.layout import ENDS, panels
from propbench.reports.figures.style import GREY, Palette, factor_axis, size_axis
from propbench.reports.frame import Frames


def data(frames: Frames) -> pd.DataFrame:
    """Default over raised thresholds, by m."""
    return effects(frames)


def figure(table: pd.DataFrame, styles: Palette) -> Figure | None:
    """The ratio against m; above 1, the default thresholds cost time."""
    if table.empty:
        return None
    drawn, (ax,) = panels(1, 1, 2.2, ENDS)
    lines.draw(ax, table, ("ratio", "low", "high"), styles)
    size_axis(ax)
    ax.set_ylim(bottom=min(0.9, 0.95 * table["low"].min()))
    factor_axis(ax)
    ax.axhline(1, color=GREY, linewidth=1.6)
    ax.set(xlabel="m (examples)", ylabel="default / raised")
    lines.label_ends(ax, table, "ratio", styles)
    return drawn
