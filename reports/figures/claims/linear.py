"""Accuracy of linear networks by depth."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from propbench.bench.claims.judging import Judgement
from propbench.reports.figures.claims.answer import Answer, part, series
from propbench.reports.figures.layout import panels
from propbench.reports.figures.style import Palette, palette

_COLUMNS = ["task", "layers", "seed", "accuracy"]


def data(found: Judgement) -> pd.DataFrame:
    """Accuracy on unseen examples of every seed; one layer is logistic regression."""
    rows = series(part(found, "accuracy"), "accuracy")
    if rows.empty:
        return pd.DataFrame(columns=_COLUMNS)
    counts = {name: rows[name].astype(int) for name in ("layers", "seed")}
    return rows.assign(accuracy=rows["value"], **counts)[_COLUMNS].reset_index(drop=True)


def tabulate(table: pd.DataFrame) -> pd.DataFrame:
    """Mean, smallest and largest over the seeds."""
    groups = table.groupby(["task", "layers"], sort=False)["accuracy"]
    return groups.agg(["mean", "min", "max"]).reset_index()


def figure(table: pd.DataFrame, _: Palette) -> Figure | None:
    """A panel a task: a small dot a seed, the line is their mean."""
    if table.empty:
        return None
    tasks = list(dict.fromkeys(table["task"]))
    layers = sorted(table["layers"].unique())
    drawn, axes = panels(1, len(tasks), 2.0)
    for ax, (task, style) in zip(axes, palette(tasks).items(), strict=True):
        own = table[table["task"] == task]
        for place, depth in enumerate(layers):
            seeds = own[own["layers"] == depth]["accuracy"]
            spread = place + np.linspace(-0.2, 0.2, len(seeds))
            ax.plot(spread, 100 * seeds, ".", color=style.colour, alpha=0.35, ms=5)
        means = own.groupby("layers")["accuracy"].mean()
        at = [layers.index(depth) for depth in means.index]
        ax.plot(at, 100 * means, color=style.colour, marker=style.marker)
        ax.set_xticks(range(len(layers)), [str(depth) for depth in layers])
        ax.set(title=task, xlabel="layers, all linear")
    axes[0].set_ylabel("right on unseen examples, %")
    return drawn


LINEAR = Answer(
    "Accuracy of networks of linear units, by depth",
    data,
    figure,
    "One layer is logistic regression. A small dot is one seed, the line joins the means. If depth "
    "adds nothing, the line is level; on xor, training a straight line ends near guessing.",
    tabulate,
)
