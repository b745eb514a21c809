"""What each learning rate of the grid gives, and which one tuning chose."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from propbench.bench.claims.judging import Judgement
from propbench.bench.convergence.rulesets import R1
from propbench.reports.figures.claims.answer import Answer
from propbench.reports.figures.claims.races import a_panel_each, seen
from propbench.reports.figures.style import GREY, Palette, Style, plain_axis

_COLUMNS = [
    *("where", "arm", "learning_rate", "mean_iterations", "median_iterations"),
    *("arrived", "runs", "chosen", "budget"),
]


def data(found: Judgement) -> pd.DataFrame:
    """A row a learning rate of each arm, from its tuning runs."""
    rows = [
        (
            race.where,
            entrant.arm.name,
            start.learning_rate,
            float(times.mean()),
            float(np.median(times)),
            int((times < entrant.max_iterations).sum()),
            times.size,
            start == entrant.chosen,
            entrant.max_iterations,
        )
        for race in seen(found, R1.name)
        for entrant in race.entrants()
        for start, times in zip(entrant.tuned, entrant.tuning_times, strict=True)
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def figure(table: pd.DataFrame, _: Palette) -> Figure | None:
    """A panel a race, a line an arm between the edges of the grid."""
    return a_panel_each(table, _draw, "learning rate", "mean iterations to target")


def tabulate(table: pd.DataFrame) -> pd.DataFrame:
    """The chosen rates alone: convergence.csv has every tuning run."""
    return table[table["chosen"]].drop(columns="chosen")


def _draw(ax: Axes, race: pd.DataFrame, styles: Palette) -> None:
    for name, style in styles.items():
        _draw_arm(ax, race[race["arm"] == name], style)
    for edge in (race["learning_rate"].min(), race["learning_rate"].max()):
        ax.axvline(edge, color=GREY, lw=1, ls=":")
    ax.axhline(race["budget"].iloc[0], color=GREY, lw=1, ls="--")
    plain_axis(ax, "x")
    plain_axis(ax, "y")


def _draw_arm(ax: Axes, own: pd.DataFrame, style: Style) -> None:
    ax.plot(own["learning_rate"], own["mean_iterations"], color=style.colour, lw=1.5)
    whole = own["arrived"] == own["runs"]
    for rows, fill in ((own[whole], style.colour), (own[~whole], "none")):
        ax.plot(
            rows["learning_rate"],
            rows["mean_iterations"],
            style.marker,
            color=style.colour,
            mfc=fill,
            ms=4,
        )
    best = own[own["chosen"]]
    ax.plot(
        best["learning_rate"], best["mean_iterations"], "o", color=style.colour, mfc="none", ms=12
    )


RATES = Answer(
    "What each learning rate gives",
    data,
    figure,
    "One mark a learning rate of the grid, whose edges are the dotted lines; the ring is the rate "
    "that tuning chose. A hollow mark has tuning runs that did not arrive and count with their "
    "whole budget, the dashed line. A wide valley forgives a rate that is not quite right.",
    tabulate,
)
