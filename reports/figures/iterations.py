"""Iterations to the target: a dot a seed, and their median."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from propbench.reports import drawing
from propbench.reports.facts.training import NETWORKS, of_preferred_ruleset, reported
from propbench.reports.frame import Frames
from propbench.reports.sentences.training import name


def data(frames: Frames) -> pd.DataFrame:
    """Iterations of ReLU's and sigmoid's reporting runs, under the preferred ruleset."""
    columns = ["network", "ruleset", "activation", "seed", "target", "iterations", "reached"]
    runs = of_preferred_ruleset(reported(frames))
    return runs[runs["arm"].isin(("sigmoid", "relu"))][columns]


def tabulate(table: pd.DataFrame) -> pd.DataFrame:
    """The median over seeds, and the share of them that reached the target."""
    runs = table.groupby(["network", "ruleset", "activation", "target"])
    return runs.agg(median=("iterations", "median"), reached=("reached", "mean")).reset_index()


def _from_one(table: pd.DataFrame) -> pd.DataFrame:
    """On a logarithmic axis 0 has no place."""
    return table.assign(drawn=table["iterations"].clip(lower=1))


def _cut_off(rows: pd.DataFrame) -> pd.Series:
    return ~rows["reached"].astype(bool)


def _medians(ax: Axes, part: pd.DataFrame, chart: drawing.Chart) -> None:
    """The median as an upright line."""
    for runs in chart.series(part):
        ax.plot(np.median(runs.x), runs.y[0], "|", color="black", ms=26, mew=2)


FIGURE = drawing.FigureSpec(
    of_training=True,
    place=("relu", 1),
    title="Iterations to the target",
    data=data,
    facets=drawing.Facets(
        tidy=_from_one,
        panels=drawing.Panels("network", order=drawing.by(NETWORKS), title="{} network".format),
        hue=drawing.Hue("activation", drawing.ascending, name),
        x=drawing.Axis("drawn", drawing.PLAIN, "iterations to the target"),
        y=drawing.Axis("activation", drawing.Names(drawing.ascending, name)),
        height=0.55,
        marks=(
            drawing.points(
                size=4, marker="o", alpha=0.8, strip=0.22, hollow=_cut_off, hollow_marker=">"
            ),
            _medians,
        ),
    ),
    reading=(
        "One dot a seed.",
        drawing.Where(
            _cut_off,
            "A hollow arrow is a run that did not reach the target within its budget and stands at "
            "the end of it.",
        ),
        "The upright line is the median.",
    ),
    absent="No training run is part of this run.",
    tabulate=tabulate,
)
