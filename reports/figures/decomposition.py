"""Iterations to the target, seconds per step, and their product, on axes of one length."""

from dataclasses import replace

import numpy as np
import pandas as pd

from propbench.reports import drawing
from propbench.reports.facts.cells import headline_cells
from propbench.reports.facts.training import of_preferred_ruleset, reported
from propbench.reports.frame import Frames
from propbench.reports.sentences.training import name

_FACTORS = {
    "iterations": "iterations",
    "step_s": "\u00d7 time per step",
    "target_s": "= time to target",
}
_COLUMNS = ["network", "activation", "implementation", *_FACTORS]


def data(frames: Frames) -> pd.DataFrame:
    """Median iterations, seconds per step, and their product, by activation.

    Seconds are those of the implementation that has most activations measured, the fastest of
    several.
    """
    runs = of_preferred_ruleset(reported(frames))
    rows = []
    for (network, m), group in runs.groupby(["network", "m"], sort=False):
        medians = group.groupby("activation")["iterations"].median()
        cells = headline_cells(frames, network=network, m=m, activation=None)
        timed = cells[(cells["kind"] == "measured") & cells["activation"].isin(medians.index)]
        steps = timed.pivot_table(index="implementation", columns="activation", values="median_s")
        if steps.empty:
            continue
        covered = steps.notna().sum(axis=1)
        whole = steps[covered == covered.max()].dropna(axis=1)
        chosen = whole.sum(axis=1).idxmin()
        for label in whole.columns:
            iterations, step = float(medians[label]), float(whole[label].to_dict()[chosen])
            rows.append((network, label, chosen, iterations, step, iterations * step))
    return pd.DataFrame(rows, columns=_COLUMNS)


def _long(table: pd.DataFrame) -> pd.DataFrame:
    """A row a factor, with the ends of its axis: lengths are alike in every panel."""
    keys = ["network", "activation"]
    rows = table.melt(keys, list(_FACTORS), "factor", "value").astype({"value": float})
    groups = rows.groupby(["network", "factor"])["value"]
    least, most = groups.transform("min"), groups.transform("max")
    half = np.sqrt(max(10.0, (most / least).max())) * 1.6
    middle = np.sqrt(least * most)
    panel = rows["network"] + ": " + rows["factor"].map(_FACTORS)
    drawn = rows.assign(panel=panel, begins=middle / half, ends=middle * half)
    return drawn.sort_values("network", kind="stable", key=_place)


def _place(networks: pd.Series) -> pd.Series:
    return networks.map({name: place for place, name in enumerate(networks.unique())})


def _scale(panel: str) -> drawing.Numbers:
    numbers = drawing.PLAIN if panel.endswith(f": {_FACTORS['iterations']}") else drawing.SECONDS
    return replace(numbers, limits=lambda own: (own["begins"].iloc[0], own["ends"].iloc[0]))


FIGURE = drawing.FigureSpec(
    of_training=True,
    place=("convergence", 3),
    title="Iterations, time per step, and their product",
    data=data,
    facets=drawing.Facets(
        tidy=_long,
        panels=drawing.Panels("panel", columns=3),
        hue=drawing.Hue("activation", drawing.ascending, name),
        x=drawing.Axis("value", _scale),
        y=drawing.Axis("activation", drawing.Names(drawing.ascending, name)),
        sharex=False,
        height=0.35,
        marks=(drawing.points(size=7),),
    ),
    reading=(
        "Iterations are medians over seeds. All axes are logarithmic and equally long, so "
        "distances add: the shift in the last panel is the sum of the shifts in the first two."
    ),
    absent="Training runs or the times of their steps are missing, so there is no product.",
)
