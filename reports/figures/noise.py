"""Whether the noisiest timings are sound."""

import pandas as pd
from matplotlib.figure import Figure

from propbench.reports.figures.layout import Room, panels
from propbench.reports.figures.style import GREY, Palette
from propbench.reports.frame import Frames

CELLS = 6
ROUNDS = 25
"""Rounds drawn of each process, evenly spread over it."""


def data(frames: Frames) -> pd.DataFrame:
    """Rounds of the CELLS cells with the widest limits, over the median of their cell."""
    competing = frames.cells["implementation"].isin(frames.implementations)
    quality = frames.quality[competing.reindex(frames.quality.index)]
    worst = quality.sort_values(["unstable", "half_width"], ascending=False).head(CELLS)
    rounds = frames.rounds[frames.rounds["id"].isin(worst.index)]
    columns = ["id", "process", "round", "seconds"]
    ordered = rounds[columns].sort_values(["id", "process", "round"], kind="stable")
    if ordered.empty:
        return ordered.assign(relative=[])
    length = ordered.groupby(["id", "process"])["round"].transform("count")
    keep = (ordered["round"] * ROUNDS // length).diff().ne(0) | (length <= ROUNDS)
    medians = ordered.groupby("id")["seconds"].transform("median")
    return ordered.assign(relative=ordered["seconds"] / medians)[keep]


def summary(table: pd.DataFrame) -> pd.DataFrame:
    """Smallest, median and largest of the drawn rounds, by process."""
    groups = table.groupby(["id", "process"], sort=False)["seconds"]
    found = groups.agg(["min", "median", "max"]).reset_index()
    return found.set_axis(["id", "process", "least_s", "median_s", "most_s"], axis=1)


def figure(table: pd.DataFrame, styles: Palette) -> Figure | None:
    """Time over median, round after round; a vertical line starts each process."""
    if table.empty:
        return None
    cases = list(dict.fromkeys(table["id"]))
    rows = (len(cases) + 1) // 2
    drawn, axes = panels(rows, 2, 0.9, Room(across=0.8, down=0.75), sharey=False)
    for ax in axes[len(cases) :]:
        ax.remove()
    for ax, case in zip(axes, cases, strict=False):
        part = table[table["id"] == case].reset_index(drop=True)
        name = next(name for name in styles if case.startswith(f"{name}-"))
        ax.plot(part.index, part["relative"], ".", color=styles[name].colour, ms=4)
        ax.axhline(1, color=GREY, linewidth=1)
        for start in part.index[part["process"].diff().ne(0)][1:]:
            ax.axvline(start - 0.5, color=GREY, linewidth=0.6, linestyle=":")
        rest = case.removeprefix(f"{name}-").removesuffix("-float64-1t")
        ax.set_title(f"{name}\n{rest}", fontsize=8)
        ax.tick_params(labelbottom=True)
        ax.set_xlabel("rounds, process after process", fontsize=9)
        ax.set_ylabel("time / median", fontsize=9)
    return drawn
