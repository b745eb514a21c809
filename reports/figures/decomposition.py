"""Iterations to the target, seconds per step, and their product."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from propbench.reports.facts.cells import headline_cells
from propbench.reports.facts.training import reported
from propbench.reports.figures.convergence import one_ruleset
from propbench.reports.figures.layout import names_left, panels
from propbench.reports.figures.style import Palette, palette, plain_axis, time_axis
from propbench.reports.frame import Frames


def data(frames: Frames) -> pd.DataFrame:
    """Restricted mean iterations, seconds per step, and their product, by activation.

    Seconds are those of the implementation that has most activations measured, the fastest of
    several.
    """
    runs = one_ruleset(reported(frames))
    rows = []
    for (network, m), group in runs.groupby(["network", "m"], sort=False):
        means = group.groupby("activation")["iterations"].mean()
        cells = headline_cells(frames, network=network, m=m, activation=None)
        timed = cells[(cells["kind"] == "measured") & cells["activation"].isin(means.index)]
        steps = timed.pivot_table(index="implementation", columns="activation", values="median_s")
        if steps.empty:
            continue
        covered = steps.notna().sum(axis=1)
        whole = steps[covered == covered.max()].dropna(axis=1)
        chosen = whole.sum(axis=1).idxmin()
        for name in whole.columns:
            iterations, step = float(means[name]), float(whole[name].to_dict()[chosen])
            rows.append((network, name, chosen, iterations, step, iterations * step))
    columns = ["network", "activation", "implementation", "iterations", "step_s", "target_s"]
    return pd.DataFrame(rows, columns=columns)


def figure(table: pd.DataFrame, _: Palette) -> Figure | None:
    """Iterations, seconds per step and their product on logarithmic axes of one length."""
    if table.empty:
        return None
    networks = list(dict.fromkeys(table["network"]))
    names = sorted(table["activation"].unique())
    styles = palette(names)
    room = names_left(names, below=0.35, down=0.6)
    drawn, axes = panels(len(networks), 3, 0.35 * len(names), room, sharex=False)
    span = _span(table)
    for place, network in enumerate(networks):
        row = axes[3 * place : 3 * place + 3]
        part = table[table["network"] == network]
        for ax, (column, title) in zip(row, _FACTORS.items(), strict=True):
            _draw_factor(ax, part, column, names, styles)
            middle = float(np.sqrt(part[column].min() * part[column].max()))
            ax.set_xlim(middle / span, middle * span)
            (plain_axis if column == "iterations" else time_axis)(ax, "x")
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
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.5, -0.5)
