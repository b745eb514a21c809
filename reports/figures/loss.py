"""Training loss by iteration: the middle half of the seeds, their median, and the target."""

from dataclasses import replace

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from propbench.reports import drawing
from propbench.reports.facts.training import NETWORKS, of_preferred_ruleset, reported
from propbench.reports.frame import Frames
from propbench.reports.sentences.training import name

HIGHEST_LOSS = 10.0
"""Where the loss axis ends: some runs leap far above it for a few iterations and come back."""
POINTS = 60
"""Points drawn of each curve: more cannot be told apart at the size of the page."""


def data(frames: Frames) -> pd.DataFrame:
    """Loss by iteration of the runs under the preferred ruleset, thinned to POINTS a run."""
    curves = of_preferred_ruleset(frames.curves[frames.curves["network"].isin(NETWORKS)])
    if curves.empty:
        return curves.assign(target=[])
    last = int(curves["iteration"].max())
    shown = {0, *np.unique(np.geomspace(1, max(1, last), POINTS).astype(int)).tolist()}
    thin = curves[curves["iteration"].isin(shown)]
    targets = reported(frames).groupby("network")["target"].first()
    columns = ["network", "ruleset", "activation", "seed", "iteration", "loss"]
    return thin[columns].assign(target=thin["network"].map(targets).astype(float))


def tabulate(table: pd.DataFrame) -> pd.DataFrame:
    """The median over seeds, at a tenth of the points."""
    some = sorted(table["iteration"].unique())[:: POINTS // 10]
    part = table[table["iteration"].isin(some)]
    keys = ["network", "ruleset", "activation", "iteration"]
    return part.groupby(keys)["loss"].median().reset_index()


def _curves(ax: Axes, part: pd.DataFrame, chart: drawing.Chart) -> None:
    """The middle half of the seeds as a band, the median as a line, and the target."""
    for runs in chart.series(part):
        colour = runs.style.colour
        wide = runs.rows.pivot_table(index="iteration", columns="seed", values="loss")
        # A run that has ended keeps its last loss; the line stops when half have ended.
        kept = wide.ffill()[wide.notna().mean(axis=1) >= 0.5]
        low, middle, high = np.quantile(kept, (0.25, 0.5, 0.75), axis=1)
        sns.lineplot(x=kept.index, y=middle, estimator=None, color=colour, linewidth=2, ax=ax)
        ax.fill_between(kept.index, low, high, color=colour, alpha=0.2)
        ax.plot(kept.index[-1:], middle[-1:], runs.style.marker, color=colour, ms=7)
    ax.axhline(float(part["target"].iloc[0]), color=drawing.GREY, linestyle="--", linewidth=1.2)


def _limits(table: pd.DataFrame) -> tuple[None, float | None]:
    return None, HIGHEST_LOSS if table["loss"].max() > HIGHEST_LOSS else None


FIGURE = drawing.FigureSpec(
    of_training=True,
    place=("convergence", 1),
    title="Training loss against iterations",
    data=data,
    facets=drawing.Facets(
        panels=drawing.Panels("network", order=drawing.by(NETWORKS), title="{} network".format),
        hue=drawing.Hue("activation", drawing.ascending, name),
        x=drawing.Axis(
            "iteration", drawing.Numbers(scale="symlog", limits=lambda _: (0, None)), "iterations"
        ),
        y=drawing.Axis("loss", replace(drawing.PLAIN, limits=_limits), "mean training loss"),
        height=2.5,
        marks=(_curves,),
    ),
    reading=(
        "Lines are medians over seeds, bands hold the middle half of them, the dashed line is the "
        "target. "
        "A line ends with its run, shortly after the hardest of its targets, which may lie below "
        "the dashed one; the mark is that end. Iterations are logarithmic from 1 on. "
        f"Losses above {HIGHEST_LOSS:g} are cut off: some runs leap and come back."
    ),
    absent="No training run is part of this run.",
    tabulate=tabulate,
)
