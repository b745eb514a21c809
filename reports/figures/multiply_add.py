"""What one multiply-add costs, from loops down to the machine's limit."""

import pandas as pd

from propbench.bench.cases import CEILING
from propbench.reports.drawing import (
    SECONDS,
    Axis,
    Facets,
    FigureSpec,
    Names,
    Where,
    limits,
    points,
)
from propbench.reports.facts.multiply_adds import operations, prices
from propbench.reports.frame import Frames
from propbench.reports.naming import or_limit


def data(frames: Frames) -> pd.DataFrame:
    """A row an implementation, slowest first; the machine's limit last."""
    return prices(frames)


def tabulate(table: pd.DataFrame) -> pd.DataFrame:
    """With operations, of which a multiply-add is two, in 10^9 a second."""
    names = table["implementation"].map(or_limit)
    rates = table.assign(implementation=names, gflops=operations(table["median_s"]))
    return rates.drop(columns="m")


FIGURE = FigureSpec(
    place=("why", 1),
    title="What one multiply-add costs",
    data=data,
    facets=Facets(
        x=Axis("median_s", SECONDS, "time of one multiply-add"),
        y=Axis("implementation", Names(words=or_limit)),
        names="nowhere",
        height=0.3,
        marks=(limits("low_s", "high_s"), points(size=7)),
    ),
    reading=(
        "The time of one training step on 1\u202f000 examples, over its multiply-adds. The axis is "
        "logarithmic.",
        Where(
            lambda rows: rows["implementation"] == CEILING,
            "The limit is the same matrix products alone, in the fastest of four ways.",
        ),
    ),
    absent="The headline case was not measured in this run.",
    tabulate=tabulate,
)
