"""How many times as many iterations sigmoid needs, by depth and ruleset."""

import pandas as pd
from matplotlib.figure import Figure

from propbench.bench.claims.judging import Judgement
from propbench.reports.figures.claims import points
from propbench.reports.figures.claims.answer import Answer, comparisons, margins, part
from propbench.reports.figures.layout import Room, legend, panels
from propbench.reports.figures.style import Palette, palette

_TUNED = {"R1": "rate tuned", "R2": "rate and\nweights tuned"}


def data(found: Judgement) -> pd.DataFrame:
    """A row a task, depth and ruleset."""
    return comparisons(part(found, "effect"))


def figure(table: pd.DataFrame, _: Palette) -> Figure | None:
    """A panel a ruleset, a mark a task; hollow is undecided."""
    if table.empty:
        return None
    rulesets = sorted(table["ruleset"].unique())
    depths = sorted(table["depth"].unique(), key=int)
    marked = table.rename(columns={"task": "mark"})
    styles = palette(sorted(marked["mark"].unique()))
    drawn, axes = panels(1, len(rulesets), 2.8, Room(above=0.6, across=0.15))
    for ax, ruleset in zip(axes, rulesets, strict=True):
        points.draw(ax, marked[marked["ruleset"] == ruleset], "depth", depths, styles)
        margins(ax, "y", table)
        ax.set_title(_words(ruleset), fontsize=10)
        ax.set_xlabel("hidden layers")
    axes[0].set_ylabel("iterations, sigmoid / ReLU")
    legend(drawn, styles, 4)
    return drawn


def _words(ruleset: str) -> str:
    rate = ruleset.partition(" at ")[2]
    return f"rate {rate}\nfor both" if rate else _TUNED.get(ruleset, ruleset)


RELU = Answer(
    "How many times as many iterations sigmoid needs, by depth",
    data,
    figure,
    "Above the heavy line ReLU needs fewer iterations; inside the grey band the difference is too "
    "small to matter. Left, both get the same learning rate and small random weights; right, each "
    "gets its own best. Runs that do not arrive count with their whole budget; where neither arm "
    "arrived there is no mark. A filled mark is decided, a hollow one is not. Pale bars are "
    "limits, with the noise of tuning in them.",
)
