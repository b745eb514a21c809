"""Iterations to the target, seconds per step, and their product, on axes of one length."""

from dataclasses import replace
from itertools import chain

import numpy as np
import pandas as pd

from propbench.bench.statistics import Interval, process_interval, product
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
_ENDS = ("low", "high")


def _limit(factor: str, end: str) -> str:
    """The column of a limit: `step_s` has `step_low_s`."""
    stem, unit, _ = factor.partition("_s")
    return f"{stem}_{end}{unit}"


_COLUMNS = ["network", "activation", "implementation"]
_COLUMNS += [
    column for name in _FACTORS for column in (name, *(_limit(name, end) for end in _ENDS))
]


def data(frames: Frames) -> pd.DataFrame:
    """Median iterations, seconds per step, and their product, by activation, with their limits.

    Seconds are those of the implementation that has most activations measured, the fastest of
    several.
    """
    runs = of_preferred_ruleset(reported(frames))
    once = runs.drop_duplicates(["network", "activation", "seed"])
    rows = []
    for (network, m), group in once.groupby(["network", "m"], sort=False):
        iterations = {
            str(label): process_interval(own["iterations"].clip(lower=1).tolist())
            for label, own in group.groupby("activation")
        }
        chosen, steps = _steps(frames, network, m, list(iterations))
        for label, step in steps.items():
            factors = iterations[label], step, product([iterations[label], step])
            numbers = chain.from_iterable((one.point, one.low, one.high) for one in factors)
            rows.append((network, label, chosen, *numbers))
    return pd.DataFrame(rows, columns=_COLUMNS)


def _steps(
    frames: Frames, network: object, m: object, labels: list[str]
) -> tuple[str, dict[str, Interval]]:
    """Seconds of a training step by activation, in one implementation, its name first."""
    cells = headline_cells(frames, network=network, m=m, activation=None)
    timed = cells[(cells["kind"] == "measured") & cells["activation"].isin(labels)]
    groups = timed.groupby("implementation", sort=False)["median_s"].agg(["size", "mean"])
    if groups.empty:
        return "", {}
    chosen = groups.sort_values(["size", "mean"], ascending=[False, True], kind="stable").index[0]
    own = timed[timed["implementation"] == chosen].sort_values("activation")
    steps = {
        str(row["activation"]): Interval(
            row["median_s"], row["ci_lo_s"], row["ci_hi_s"], frames.restarts, "confidence"
        )
        for row in own.to_dict("records")
    }
    return str(chosen), steps


def _long(table: pd.DataFrame) -> pd.DataFrame:
    """A row a factor, with the ends of its axis: lengths are alike in every panel."""
    keys = ["network", "activation"]
    rows = pd.concat(
        table[keys].assign(
            factor=factor, value=table[factor], **{end: table[_limit(factor, end)] for end in _ENDS}
        )
        for factor in _FACTORS
    )
    groups = rows.groupby(["network", "factor"])
    least, most = groups["low"].transform("min"), groups["high"].transform("max")
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
        marks=(drawing.limits("low", "high"), drawing.points(size=6)),
    ),
    reading=(
        "Iterations are medians over seeds. All axes are logarithmic and equally long, so "
        "distances add: the shift in the last panel is the sum of the shifts in the first two. "
        "Thin bars are limits over seeds and restarts; where none shows, it is smaller than the "
        "mark."
    ),
    absent="Training runs or the times of their steps are missing, so there is no product.",
)
