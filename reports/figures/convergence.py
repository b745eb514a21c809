"""Training: losses, iterations to the target, and seconds to the target."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reports.facts.cells import headline_cells, pick
from reports.facts.training import CLAIM, NETWORKS, PREFERRED, reported
from reports.figures.style import (
    GREY,
    Palette,
    canvas,
    end_labels,
    grid,
    palette,
    time_axis,
)
from reports.frame import Frames

POINTS = 80
"""Points drawn of each curve: more cannot be told apart at the size of the page."""


def loss_data(frames: Frames) -> pd.DataFrame:
    """Loss by iteration of the runs under the preferred ruleset, thinned to POINTS a run."""
    curves = _one_ruleset(pick(frames.curves, claim=CLAIM))
    curves = curves[curves["arm"] == curves["activation"]]
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
    drawn = canvas(3.6)
    for ax, network in zip(grid(drawn, 1, len(networks)), networks, strict=True):
        part = table[table["network"] == network]
        _draw_losses(ax, part, styles)
        ax.set_yscale("log")
        ax.set(title=f"{network} network", xlabel="iterations", ylabel="mean training loss")
        ends = part.groupby(["activation", "iteration"])["loss"].median().reset_index()
        last = ends.sort_values("iteration").groupby("activation").tail(1).to_dict("records")
        end_labels(ax, {row["activation"]: (row["iteration"], row["loss"]) for row in last}, styles)
    return drawn


def iterations_data(frames: Frames) -> pd.DataFrame:
    """Iterations to the headline target of every reporting run under the preferred ruleset."""
    runs = _one_ruleset(reported(frames))
    columns = ["network", "ruleset", "activation", "seed", "target", "iterations", "reached"]
    return runs[columns]


def iterations_figure(table: pd.DataFrame, _: Palette) -> Figure | None:
    """A dot a seed, hollow where the target was not reached, and the restricted mean."""
    if table.empty:
        return None
    names = sorted(table["activation"].unique())
    styles = palette(names)
    networks = [name for name in NETWORKS if name in set(table["network"])]
    drawn = canvas(0.6 * len(names) + 1.0)
    for ax, network in zip(grid(drawn, 1, len(networks)), networks, strict=True):
        for place, name in enumerate(names):
            _draw_runs(
                ax, pick(table, network=network, activation=name), place, styles[name].colour
            )
        ax.set_xscale("log")
        ax.set(title=f"{network} network", xlabel="iterations to the target")
        ax.set_yticks(range(len(names)), names)
        ax.set_ylim(len(names) - 0.5, -0.5)
    return drawn


def decomposition_data(frames: Frames) -> pd.DataFrame:
    """Restricted mean iterations, seconds per step, and their product, by activation.

    Seconds are those of the fastest implementation that has every activation measured.
    """
    runs = _one_ruleset(reported(frames))
    rows = []
    for (network, m), group in runs.groupby(["network", "m"], sort=False):
        means = group.groupby("activation")["iterations"].mean()
        cells = headline_cells(frames, network=network, m=m, activation=None)
        timed = cells[(cells["kind"] == "measured") & cells["activation"].isin(means.index)]
        steps = timed.pivot_table(index="implementation", columns="activation", values="median_s")
        whole = steps.reindex(columns=means.index).dropna()
        if whole.empty:
            continue
        chosen = whole.sum(axis=1).idxmin()
        for name, iterations in zip(means.index, means, strict=True):
            step = float(whole[name].to_dict()[chosen])
            rows.append((network, name, chosen, iterations, step, iterations * step))
    columns = ["network", "activation", "implementation", "iterations", "step_s", "target_s"]
    return pd.DataFrame(rows, columns=columns)


def decomposition_figure(table: pd.DataFrame, _: Palette) -> Figure | None:
    """Iterations, seconds per step and their product on logarithmic axes of one length."""
    if table.empty:
        return None
    networks = list(dict.fromkeys(table["network"]))
    names = sorted(table["activation"].unique())
    styles = palette(names)
    drawn = canvas((0.35 * len(names) + 0.95) * len(networks))
    axes = drawn.subplots(len(networks), 3, squeeze=False, sharey=True)
    span = _span(table)
    for row, network in zip(axes, networks, strict=True):
        part = table[table["network"] == network]
        for ax, (column, title) in zip(row, _FACTORS.items(), strict=True):
            _draw_factor(ax, part, column, names, styles)
            middle = float(np.sqrt(part[column].min() * part[column].max()))
            ax.set_xlim(middle / span, middle * span)
            ax.set_title(f"{network}: {title}", fontsize=10)
    return drawn


_FACTORS = {
    "iterations": "iterations",
    "step_s": "\u00d7 time per step",
    "target_s": "= time to target",
}


def _span(table: pd.DataFrame) -> float:
    """Half the widest column as a factor, so that lengths are alike in every panel."""
    columns = table.groupby("network")[list(_FACTORS)]
    spread = columns.max() / columns.min()
    return float(np.sqrt(max(10.0, spread.to_numpy().max())) * 1.6)


def _draw_factor(
    ax: Axes, part: pd.DataFrame, column: str, names: list[str], styles: Palette
) -> None:
    for record in part.to_dict("records"):
        style, place = styles[record["activation"]], names.index(record["activation"])
        ax.plot(record[column], place, style.marker, color=style.colour, markersize=7)
    if column == "iterations":
        ax.set_xscale("log")
    else:
        time_axis(ax, "x")
    ax.grid(visible=True, color=GREY, alpha=0.25, linewidth=0.6)
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.5, -0.5)


def _draw_losses(ax: Axes, part: pd.DataFrame, styles: Palette) -> None:
    for name, style in styles.items():
        own = part[part["activation"] == name]
        wide = own.pivot_table(index="iteration", columns="seed", values="loss")
        ax.plot(wide.index, wide.to_numpy(), color=style.colour, linewidth=0.5, alpha=0.3)
        ax.plot(wide.index, wide.median(axis=1), color=style.colour, linewidth=2)
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


def _one_ruleset(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of the first ruleset in the order of preference that the run has."""
    present = [name for name in PREFERRED if name in set(table["ruleset"])]
    return table[table["ruleset"] == present[0]] if present else table[:0]
