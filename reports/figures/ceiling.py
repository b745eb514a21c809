"""Share of the ceiling against m, a panel a network."""

import pandas as pd

from propbench.reports import drawing
from propbench.reports.facts.ceilings import NOT_NEAR, shares
from propbench.reports.facts.cells import HEADLINE
from propbench.reports.frame import Frames
from propbench.reports.naming import network_named
from propbench.reports.sentences.reading import LIMITS


def data(frames: Frames) -> pd.DataFrame:
    """Shares of the ceiling, training step, every network that has one at two sizes or more."""
    table = shares(frames)
    table = table[table["phase"] == HEADLINE["phase"]]
    several = table.groupby("network")["m"].transform("nunique") > 1
    return table[several].drop(columns="phase")


FIGURE = drawing.FigureSpec(
    place=("ceilings", 1),
    title="Distance to the limit",
    data=data,
    facets=drawing.Facets(
        panels=drawing.Panels("network", title=network_named, columns=2),
        x=drawing.Axis("m", drawing.SIZES, "m (examples)"),
        y=drawing.Axis("share", drawing.SHARES),
        marks=(
            *drawing.timed("share_low", "share_high"),
            drawing.line_at(1),
            drawing.line_at(NOT_NEAR, width=1, style=":"),
        ),
        names="at the ends",
        sharex=False,
    ),
    reading=(
        "Seconds of the network's matrix products alone, done in the fastest way, over seconds of "
        "the whole training step. The heavy line is the limit; below the dotted line, at 30 %, an "
        f"implementation is not near it. {LIMITS}"
    ),
    absent="No limit was measured together with a training step of the headline activation.",
)
