"""Whether the noisiest timings are sound: each slice over the median of its cell."""

import textwrap

import pandas as pd
from matplotlib.axes import Axes

from propbench.reports.drawing import (
    GREY,
    Axis,
    Chart,
    Facets,
    FigureSpec,
    Panels,
    Where,
    line_at,
    points,
)
from propbench.reports.frame import Frames
from propbench.reports.frame.cells import records
from propbench.reports.naming import cell_in_words

CELLS = 6
ROUNDS = 25
"""Slices drawn of each restart, evenly spread over it."""


def data(frames: Frames) -> pd.DataFrame:
    """Slices of the CELLS cells with the widest limits, over the median of their cell."""
    competing = frames.cells["implementation"].isin(frames.implementations)
    quality = frames.quality[competing.reindex(frames.quality.index)]
    worst = quality.sort_values(["unstable", "half_width"], ascending=False).head(CELLS)
    rounds = frames.rounds[frames.rounds["id"].isin(worst.index)]
    columns = ["id", "implementation", "process", "round", "seconds"]
    cells = {
        case: cell_in_words(row) for case, row in records(frames.cells.loc[worst.index]).items()
    }
    named = rounds[columns].assign(cell=rounds["id"].map(cells))
    ordered = named.sort_values(["id", "process", "round"], kind="stable")
    if ordered.empty:
        return ordered.assign(relative=[])
    length = ordered.groupby(["id", "process"])["round"].transform("count")
    keep = (ordered["round"] * ROUNDS // length).diff().ne(0) | (length <= ROUNDS)
    medians = ordered.groupby("id")["seconds"].transform("median")
    return ordered.assign(relative=ordered["seconds"] / medians)[keep]


_LETTERS = 36
"""Of a line of a title, so that it fits a phone."""


def tabulate(table: pd.DataFrame) -> pd.DataFrame:
    """Smallest, median and largest of the drawn slices, by restart."""
    groups = table.groupby(["id", "process"], sort=False)["seconds"]
    spans = groups.agg(["min", "median", "max"]).reset_index()
    return spans.set_axis(["id", "process", "least_s", "median_s", "most_s"], axis=1)


def _in_a_row(table: pd.DataFrame) -> pd.DataFrame:
    """With the place of each slice, and its cell in words."""
    titles = {words: "\n".join(textwrap.wrap(words, _LETTERS)) for words in table["cell"].unique()}
    panels = table["cell"].map(titles)
    return table.assign(place=table.groupby("id").cumcount(), panel=panels)


def _processes(ax: Axes, part: pd.DataFrame, _: Chart) -> None:
    """A dotted line before the first slice of each restart but the first."""
    for start in part["place"][part["process"].diff().ne(0)][1:]:
        ax.axvline(start - 0.5, color=GREY, linewidth=0.6, linestyle=":")


def _has_restarts(table: pd.DataFrame) -> bool:
    return bool(table.groupby("id")["process"].nunique().max() > 1)


FIGURE = FigureSpec(
    place=("noise", 1),
    title="Slices of the noisiest cells",
    data=data,
    facets=Facets(
        tidy=_in_a_row,
        panels=Panels("panel", columns=2),
        x=Axis("place", label="slices, restart after restart"),
        y=Axis("relative", label="time / median"),
        sharey=False,
        names="nowhere",
        height=0.9,
        marks=(points(size=4, marker="."), line_at(1, width=1), _processes),
    ),
    reading=(
        "Time of each slice over the median of its cell. A level line of dots is sound; two levels "
        "or a slope mean that one number cannot stand for the cell.",
        Where(_has_restarts, "Dotted lines part restarts."),
    ),
    absent="No slice was timed in this run.",
    tabulate=tabulate,
)
