"""Nanoseconds per element of activations alone, function beside derivative."""

import pandas as pd

from propbench.reports import drawing
from propbench.reports.facts.cells import pick
from propbench.reports.frame import Frames
from propbench.reports.sentences.reading import LIMITS
from propbench.reports.sentences.training import name

_TITLES = {"activation": "function", "derivative": "derivative"}


def data(frames: Frames) -> pd.DataFrame:
    """Nanoseconds per element of every activation and derivative, at the largest shared size."""
    cells = pick(frames.cells, network="", dtype="float64", division="closed", kind="measured")
    cells = cells[cells["phase"].isin(_TITLES)]
    table = cells[cells["m"] == _largest_shared(cells)]
    columns = {"ns": "median_s", "low_ns": "ci_lo_s", "high_ns": "ci_hi_s"}
    scaled = {name: table[column] / table["m"] * 1e9 for name, column in columns.items()}
    return table[["phase", "activation", "implementation", "m"]].assign(**scaled)


def _largest_shared(cells: pd.DataFrame) -> int:
    """The largest size at which most implementations were measured."""
    counts = cells.groupby("m")["implementation"].nunique()
    return int(counts[counts == counts.max()].index.max()) if len(counts) else 0


def _cheapest_first(table: pd.DataFrame) -> pd.DataFrame:
    cost = table.groupby("activation")["ns"].transform("median")
    return table.assign(cost=cost).sort_values(["cost", "activation"], kind="stable")


FIGURE = drawing.FigureSpec(
    place=("activations", 1),
    title="Cost of an activation, per element",
    data=data,
    facets=drawing.Facets(
        tidy=_cheapest_first,
        panels=drawing.Panels("phase", order=drawing.by(_TITLES), title=_TITLES.__getitem__),
        x=drawing.Axis("ns", drawing.PLAIN, "ns per element"),
        y=drawing.Axis("activation", drawing.Names(words=name)),
        height=0.5,
        aside=0.7,
        marks=(drawing.limits("low_ns", "high_ns"), drawing.points()),
    ),
    reading=(
        "Nanoseconds per element, on a logarithmic axis. This is the cost of the function alone; "
        f"how much of a training step it is, the step times say. {LIMITS}"
    ),
    absent="No activation was timed alone in this run.",
)
