"""When a slow start is paid back: total seconds against training steps."""

import numpy as np
import pandas as pd

from propbench.reports.drawing import PLAIN, SECONDS, Axis, Facets, FigureSpec, lines
from propbench.reports.facts.costs import sheets
from propbench.reports.frame import Frames

STEPS = np.geomspace(1, 1_000_000, 25)
"""Training steps, log-spaced: a line of this many points looks smooth."""


def data(frames: Frames) -> pd.DataFrame:
    """A row an implementation and number of steps: seconds from the start of its process on."""
    rows = [
        (sheet.implementation, float(n), start_s + n * sheet.call_s)
        for sheet in sheets(frames)
        if (start_s := sheet.start_s(sheet.cold_s)) is not None and sheet.call_s is not None
        for n in STEPS
    ]
    return pd.DataFrame(rows, columns=["implementation", "steps", "total_s"])


def tabulate(table: pd.DataFrame) -> pd.DataFrame:
    """At each power of ten."""
    decades = np.isclose(np.log10(table["steps"]) % 1, 0) | np.isclose(
        np.log10(table["steps"]) % 1, 1
    )
    return table[decades]


FIGURE = FigureSpec(
    place=("compile", 1),
    title="From the start of the process to the end of the training",
    data=data,
    facets=Facets(
        x=Axis("steps", PLAIN, "training steps on 1\u202f000 examples"),
        y=Axis("total_s", SECONDS, "time with start and compiling"),
        names="at the ends",
        height=2.8,
        marks=(lines(size=0, width=1.8, dashed=True),),
    ),
    reading=(
        "A line is flat while the start is most of its time. Where a line falls below another, its "
        "slower start has paid off. Compile caches are empty; both axes are logarithmic."
    ),
    absent="How long starting takes was not measured in this run; a standard run does.",
    tabulate=tabulate,
)
