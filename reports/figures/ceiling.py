"""Share of the ceiling against m, a panel a network."""

import pandas as pd

from propbench.reports.drawing import (
    SHARES,
    SIZES,
    Axis,
    Facets,
    FigureSpec,
    Panels,
    line_at,
    timed,
)
from propbench.reports.facts.ceilings import NOT_NEAR, shares
from propbench.reports.facts.cells import HEADLINE
from propbench.reports.frame import Frames
from propbench.reports.sentences.reading import LIMITS


def data(frames: Frames) -> pd.DataFrame:
    """Shares of the ceiling, training step, every network that has one at two sizes or more."""
    table = shares(frames)
    table = table[table["phase"] == HEADLINE["phase"]]
    several = table.groupby("network")["m"].transform("nunique") > 1
    return table[several].drop(columns="phase")


FIGURE = FigureSpec(
    place=("ceilings", 1),
    title="Distance to the ceiling",
    data=data,
    facets=Facets(
        panels=Panels("network", columns=2),
        x=Axis("m", SIZES, "m (examples)"),
        y=Axis("share", SHARES),
        marks=(
            *timed("share_low", "share_high"),
            line_at(1),
            line_at(NOT_NEAR, width=1, style=":"),
        ),
        names="at the ends",
    ),
    reading=(
        "Seconds of the network's matrix products alone, in wide or in small blocks of columns and "
        "in the fastest of NumPy's and SciPy's BLAS, over seconds of the whole training step. The "
        "heavy line is the ceiling; below the dotted line, at 30 %, an implementation is not near "
        f"it. {LIMITS}"
    ),
    absent="No ceiling was measured together with a training step of the headline activation.",
)
