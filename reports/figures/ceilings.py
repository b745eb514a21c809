"""Share of the ceiling against m."""

import pandas as pd
from matplotlib.figure import Figure

from propbench.reports.facts.ceilings import NOT_NEAR, shares
from propbench.reports.facts.cells import HEADLINE
from propbench.reports.figures import lines
from propbench.reports.figures.layout import ENDS, panels
from propbench.reports.figures.style import GREY, Palette, percent_axis, size_axis
from propbench.reports.frame import Frames


def data(frames: Frames) -> pd.DataFrame:
    """Shares of the ceiling, training step, every network that has one at two sizes or more."""
    table = shares(frames)
    table = table[table["phase"] == HEADLINE["phase"]]
    several = table.groupby("network")["m"].transform("nunique") > 1
    return table[several].drop(columns="phase")


def figure(table: pd.DataFrame, styles: Palette) -> Figure | None:
    """Lines over m, a panel a network; the heavy line is the ceiling."""
    if table.empty:
        return None
    networks = list(dict.fromkeys(table["network"]))
    rows = (len(networks) + 1) // 2
    drawn, axes = panels(rows, 2 if len(networks) > 1 else 1, 2.4, ENDS)
    for ax in axes[len(networks) :]:
        ax.remove()
    for ax, network in zip(axes, networks, strict=False):
        lines.draw(
            ax, table[table["network"] == network], ("share", "share_low", "share_high"), styles
        )
        ax.axhline(1, color=GREY, linewidth=1.6)
        ax.axhline(NOT_NEAR, color=GREY, linewidth=1, linestyle=":")
        ax.set(title=network, xlabel="m (examples)", ylabel="")
        ax.tick_params(labelbottom=True, labelleft=True)
    for ax, network in zip(axes, networks, strict=False):
        size_axis(ax)
        percent_axis(ax)
        lines.label_ends(ax, table[table["network"] == network], "share", styles)
    return drawn
