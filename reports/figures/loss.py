"""Training loss by iteration, shallow and deep: runs as light lines, and their median."""

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from propbench.reports import drawing
from propbench.reports.facts.training import NETWORKS, of_preferred_ruleset, reported
from propbench.reports.frame import Frames
from propbench.reports.sentences.training import name

SHOWN = ("sigmoid", "tanh", "relu")
"""Leaky ReLU would lie on ReLU."""
LIGHT = 20
"""Runs of an activation that are drawn: more would hide each other."""


def data(frames: Frames) -> pd.DataFrame:
    """A row a run and loss that it was for: the iterations to it, without a number where it never
    came so low. A run that several claims have counts once."""
    known = frames.curves
    shown = known["network"].isin(NETWORKS) & known["arm"].isin(SHOWN)
    curves = of_preferred_ruleset(known[shown])
    targets = reported(frames).groupby("network")["target"].first()
    columns = ["network", "ruleset", "activation", "seed", "loss", "iteration"]
    once = curves[columns].drop_duplicates(columns[:5])
    return once.assign(target=once["network"].map(targets).astype(float))


def tabulate(table: pd.DataFrame) -> pd.DataFrame:
    """The median over seeds, and the share of them that came so low."""
    runs = _or_never(table).groupby(["network", "ruleset", "activation", "loss"])["iteration"]
    found = runs.agg(median="median", reached=lambda own: np.isfinite(own).mean()).reset_index()
    ordered = found.sort_values(["network", "activation", "loss"], ascending=[True, True, False])
    return ordered.replace(np.inf, np.nan)


def _or_never(table: pd.DataFrame) -> pd.DataFrame:
    """What never came is later than all that did. On a logarithmic axis 0 has no place."""
    return table.assign(iteration=table["iteration"].fillna(np.inf).clip(lower=1))


def _curves(ax: Axes, part: pd.DataFrame, chart: drawing.Chart) -> None:
    """The first runs lightly, the median of all as a line up to the last loss that half of them
    reach, and the target."""
    for runs in chart.series(_or_never(part)):
        colour = runs.style.colour
        wide = runs.rows.pivot_table(index="loss", columns="seed", values="iteration")
        downwards = wide.sort_index(ascending=False)
        middle = downwards.median(axis=1)
        reached = middle[np.isfinite(middle)]
        line = {"estimator": None, "color": colour, "linewidth": 2, "sort": False, "zorder": 3}
        sns.lineplot(x=reached, y=reached.index, ax=ax, **line)
        ax.plot(reached[-1:], reached.index[-1:], runs.style.marker, color=colour, ms=7)
        light = downwards.iloc[:, :LIGHT].replace(np.inf, np.nan)
        ax.plot(light.to_numpy(), light.index, color=colour, alpha=0.4, linewidth=0.6)
    drawing.line_at(float(part["target"].iloc[0]), width=1.2, style="--")(ax, part, chart)


FIGURE = drawing.FigureSpec(
    of_training=True,
    place=("convergence", 1),
    title="Training loss against iterations",
    data=data,
    facets=drawing.Facets(
        panels=drawing.Panels("network", order=drawing.by(NETWORKS), title="{} network".format),
        hue=drawing.Hue("activation", drawing.ascending, name),
        x=drawing.Axis("iteration", drawing.PLAIN, "iterations"),
        y=drawing.Axis("loss", drawing.PLAIN, "mean training loss"),
        height=2.5,
        marks=(_curves,),
    ),
    reading=(
        f"Light lines are {LIGHT} runs of each activation, heavy ones the median of all its runs, "
        "and the dashed line is the target. Further left and lower is better. A heavy line ends "
        "at the lowest loss that half of the runs reach. Both axes are logarithmic."
    ),
    absent="No training run is part of this run.",
    tabulate=tabulate,
)
