"""Seconds of one training step of the headline network against m: the page's first figure."""

from dataclasses import replace

import pandas as pd

from propbench.reports.drawing import SECONDS, Axis, FigureSpec, Panels
from propbench.reports.facts.cells import HEADLINE
from propbench.reports.figures import time
from propbench.reports.frame import Frames


def data(frames: Frames) -> pd.DataFrame:
    """Seconds per call of the headline phase, every m."""
    table = time.data(frames)
    return table[table["phase"] == HEADLINE["phase"]].drop(columns="phase")


FIGURE = FigureSpec(
    place=("speed", 1),
    title="Time of one training step by number of examples",
    data=data,
    facets=replace(
        time.FIGURE.facets,
        panels=Panels(),
        y=Axis("median_s", SECONDS, "time of one training step"),
        height=3.0,
    ),
    reading=(
        "Lower is faster. Both axes are logarithmic: each grid line up takes ten times as long, "
        "each one to the right is ten times as many examples.",
        *time.MARKS,
    ),
    absent="No training step of the headline network was timed in this run.",
)
