"""Seconds per call of the headline network against m, a panel a phase."""

import pandas as pd

from propbench.bench.grid import NETWORK_PHASES
from propbench.reports.drawing import (
    ESTIMATED,
    SECONDS,
    SIZES,
    Axis,
    Facets,
    FigureSpec,
    Panels,
    Where,
    by,
    proportional,
    timed,
)
from propbench.reports.facts.cells import TIMED, headline_cells
from propbench.reports.frame import Frames
from propbench.reports.sentences.choice import PHASES
from propbench.reports.sentences.reading import LIMITS


def _has_sizes(table: pd.DataFrame) -> bool:
    return bool(table["m"].nunique() > 1)


MARKS = (
    Where(
        _has_sizes,
        "A line as steep as the dashed grey one takes ten times as long on ten times the data.",
    ),
    ESTIMATED,
    LIMITS,
)
"""How to read lines over sizes, with those that are estimated."""
PROPORTIONAL = "10\u00d7 the data,\n10\u00d7 the time"


def data(frames: Frames) -> pd.DataFrame:
    """Seconds per call of the headline network and activation, every phase and m."""
    cells = headline_cells(frames, phase=None, m=None)
    called = cells[cells["kind"].isin(TIMED) & cells["phase"].isin(PHASES)]
    return called[["phase", "implementation", "m", "kind", "median_s", "ci_lo_s", "ci_hi_s"]]


FIGURE = FigureSpec(
    place=("scaling", 1),
    title="Time of one call against m",
    data=data,
    facets=Facets(
        panels=Panels("phase", order=by(NETWORK_PHASES), title=PHASES.__getitem__, columns=2),
        x=Axis("m", SIZES, "m (examples)"),
        y=Axis("median_s", SECONDS),
        marks=(*timed("ci_lo_s", "ci_hi_s"), proportional("m", "median_s", PROPORTIONAL)),
        names="at the ends",
    ),
    reading=(
        "Both axes are logarithmic: each grid line up takes ten times as long, each grid line to "
        "the right is ten times as many examples.",
        *MARKS,
    ),
    absent="No phase of the headline network was timed in this run.",
)
