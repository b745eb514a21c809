"""The headline case with time drawn from zero on a linear axis."""

import pandas as pd

from propbench.bench.numbers import exact
from propbench.reports.drawing import Axis, Facets, FigureSpec, Names, Numbers, limits, points
from propbench.reports.facts.cells import headline_cells
from propbench.reports.frame import Frames


def data(frames: Frames) -> pd.DataFrame:
    """Seconds of the headline case, the slowest first."""
    cells = headline_cells(frames)
    measured = cells[cells["kind"] == "measured"].sort_values("median_s", ascending=False)
    return measured[["implementation", "league", "median_s", "ci_lo_s", "ci_hi_s"]]


FIGURE = FigureSpec(
    place=("scaling", 2),
    title="The headline case on a linear ruler",
    data=data,
    facets=Facets(
        tidy=lambda table: table.assign(zero=0.0),
        x=Axis(
            "median_s",
            Numbers(lambda s: exact(1e3 * s), "linear", limits=lambda _: (0, None)),
            "milliseconds per training step, linear",
        ),
        y=Axis("implementation", Names()),
        height=0.34,
        marks=(limits("zero", "median_s", width=4), points(size=7)),
    ),
    reading=(
        "The same numbers as on the first screen, with time drawn from zero on a linear axis: "
        "what a factor looks like when nothing is compressed."
    ),
    absent="The headline case was not measured in this run.",
)
