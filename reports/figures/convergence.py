"""Training: losses, and iterations to the target."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter

from propbench.reports.facts.cells import pick
from propbench.reports.facts.training import NETWORKS, PREFERRED, reported
from propbench.reports.figures.layout import legend, names_left, panels
from propbench.reports.figures.style import GREY, Palette, palette, plain_axis
from propbench.reports.frame import Frames

HIGHEST_LOSS = 10.0
"""Where the loss axis ends: some runs leap far above it for a few iterations and come back."""
POINTS = 60
"""Points drawn of each curve: more cannot be told apart at the size of the page."""


def loss_data(frames: Frames) -> pd.DataFrame:
    """Loss by iteration of the runs under the preferred ruleset, thinned to POINTS a run."""
    curves = one_ruleset(frames.curves[frames.curves["network"].isin(NETWORKS)])
    if curves.empty:
        return curves.assign(target=[])
    last = int(curves["iteration"].max())
    shown = {0, *np.unique(np.geomspace(1, max(1, last), POINTS).astype(int)).tolist()}
    thin = curves[curves["iteration"].isin(shown)]
    targets = reported(frames).groupby("network")["target"].first()
    columns = ["network", "ruleset", "activation", "seed", "iteration", "loss"]
    return thin[columns].assign(target=thin["network"].map(targets).astype(float))


def loss_figure(table: pd.DataFrame, _: Palette) -> Figure | None:
    """Every seed as a thin line, the median as a thick one, and the target."""
    if table.empty:
        return None
    styles = palette(sorted(table["activation"].unique()))
    networks = [name for name in NETWORKS if name in set(table["network"])]
    drawn, axes = panels(1, len(networks), 2.5)
    for ax, network in zip(axes, networks, strict=True):
        _draw_losses(ax, table[table["network"] == network], styles)
        plain_axis(ax, "y")
        ax.set_xscale("symlog", linthresh=1)
        ax.set_xlim(left=0)
        ax.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
        ax.set_ylim(top=min(ax.get_ylim()[1], HIGHEST_LOSS))
        ax.set(title=f"{network} network", xlabel="iterations", ylabel="mean training loss")
    legend(drawn, styles, columns=len(styles))
    return drawn


def loss_table(table: pd.DataFrame) -> pd.DataFrame:
    """The median over seeds, at a tenth of the points."""
    some = sorted(table["iteration"].unique())[:: POINTS // 10]
    part = table[table["iteration"].isin(some)]
    keys = ["network", "ruleset", "activation", "iteration"]
    return part.groupby(keys)["loss"].median().reset_index()


def iterations_data(frames: Frames) -> pd.DataFrame:
    """Iterations to the headline target of every reporting run under the preferred ruleset."""
    runs = one_ruleset(reported(frames))
    columns = ["network", "ruleset", "activation", "seed", "target", "iterations", "reached"]
    return runs[columns]


def iterations_figure(table: pd.DataFrame, _: Palette) -> Figure | None:
    """A dot a seed, hollow where the target was not reached, and the restricted mean."""
    if table.empty:
        return None
    names = sorted(table["activation"].unique())
    styles = palette(names)
    networks = [name for name in NETWORKS if name in set(table["network"])]
    drawn, axes = panels(1, len(networks), 0.55 * len(names), names_left(names))
    for ax, network in zip(axes, networks, strict=True):
        for place, name in enumerate(names):
            _draw_runs(
                ax, pick(table, network=network, activation=name), place, styles[name].colour
            )
        plain_axis(ax, "x")
        ax.set(title=f"{network} network", xlabel="iterations to the target")
        ax.set_yticks(range(len(names)), names)
        ax.set_ylim(len(names) - 0.5, -0.5)
    return drawn


def _draw_losses(ax: Axes, part: pd.DataFrame, styles: Palette) -> None:
    for name, style in styles.items():
        own = part[part["activation"] == name]
        if own.empty:
            continue
        wide = own.pivot_table(index="iteration", columns="seed", values="loss")
        ax.plot(wide.index, wide.to_numpy(), color=style.colour, linewidth=0.5, alpha=0.3)
        # A run that has ended keeps its last loss; the median stops when half have ended.
        running = wide.notna().mean(axis=1) >= 0.5
        median = wide.ffill().median(axis=1)[running]
        ax.plot(median.index, median, color=style.colour, linewidth=2)
        ax.plot(median.index[-1:], median[-1:], style.marker, color=style.colour, ms=7)
    ax.axhline(float(part["target"].iloc[0]), color=GREY, linestyle="--", linewidth=1.2)


def _draw_runs(ax: Axes, runs: pd.DataFrame, place: int, colour: str) -> None:
    if runs.empty:
        return
    # Seeds are spread in their own order, so that the drawing is the same every time.
    spread = place + np.linspace(-0.22, 0.22, len(runs))
    reached = runs["reached"].to_numpy(dtype=bool)
    times = runs["iterations"].clip(lower=1).to_numpy()
    ax.plot(times[reached], spread[reached], "o", color=colour, ms=4, alpha=0.8)
    ax.plot(times[~reached], spread[~reached], ">", color=colour, mfc="none", ms=5)
    ax.plot(times.mean(), place, "|", color=colour, ms=22, mew=2.5)


def one_ruleset(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of the first ruleset in the order of preference that the run has."""
    present = [name for name in PREFERRED if name in set(table["ruleset"])]
    return table[table["ruleset"] == present[0]] if present else table[:0]
