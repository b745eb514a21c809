"""Learning curves of the arms on somebody's own data, which has every loss of a run."""

from dataclasses import replace

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from propbench.reports import drawing, svg
from propbench.reports.drawing.style import of_run

TITLE = "Training loss against iterations"
READING = (
    "Lines are medians over runs, bands hold the middle half of them, the dashed line is the "
    "target. A line ends where half of its runs have. Iterations are logarithmic from 1 on."
)
HIGHEST_LOSS = 10.0
"""Where the loss axis ends: some runs leap far above it for a few iterations and come back."""


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
    drawing.line_at(float(part["target"].iloc[0]), width=1.2, style="--")(ax, part, chart)


def _limits(table: pd.DataFrame) -> tuple[None, float | None]:
    return None, HIGHEST_LOSS if table["loss"].max() > HIGHEST_LOSS else None


FIGURE = drawing.FigureSpec[pd.DataFrame](
    title=TITLE,
    data=lambda table: table,
    facets=drawing.Facets(
        hue=drawing.Hue("arm"),
        x=drawing.Axis(
            "iteration", drawing.Numbers(scale="symlog", limits=lambda _: (0, None)), "iterations"
        ),
        y=drawing.Axis("loss", replace(drawing.PLAIN, limits=_limits), "mean training loss"),
        height=2.5,
        marks=(_curves,),
    ),
    reading=READING,
)


def draw(curves: pd.DataFrame, target: float) -> Figure | None:
    """None where no arm is finished."""
    return FIGURE.draw(curves.assign(target=target), of_run([]))


def as_svg(figure: Figure) -> str:
    """A file of its own."""
    return svg.inline(figure, "curves", TITLE, READING)
