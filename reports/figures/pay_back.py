"""When a slow start is paid back: how much sooner a compiled training ends, by its length."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from propbench.reports import drawing
from propbench.reports.facts.cells import HEADLINE
from propbench.reports.facts.compiling import PayBack, pay_backs
from propbench.reports.facts.costs import Sheet, sheets
from propbench.reports.frame import Frames

TRAINING_S = np.geomspace(0.1, 10_000, 21)
"""Seconds of training without compiling, log-spaced: a line of this many points looks smooth."""
_EMPTY, _FILLED = "empty", "filled"


def data(frames: Frames) -> pd.DataFrame:
    """A row a compiled implementation, state of its compile cache and length of the training:
    the time of the fastest that compiles nothing over its own, both from the start of a process.
    """
    known = {sheet.implementation: sheet for sheet in sheets(frames)}
    backs = [back for back in pay_backs(frames) if back.m == HEADLINE["m"]]
    rows = [row for back in backs for row in _rows(back, known)]
    columns = ["implementation", "against", "cache", "training_s", "ratio", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def _rows(back: PayBack, known: dict[str, Sheet]) -> list[tuple[object, ...]]:
    own, other = known[back.own.implementation], known[back.other.implementation]
    before_s = other.start_s(other.cold_s)
    starts = {_EMPTY: own.start_s(own.cold_s), _FILLED: own.start_s(own.warm_s)}
    return [
        (
            *(own.implementation, other.implementation, cache, float(training_s)),
            *((before_s + training_s) / (start_s + training_s / step) for step in back.faster),
        )
        for cache, start_s in starts.items()
        for training_s in TRAINING_S
        if back.ratio and start_s is not None and before_s is not None
    ]


def tabulate(table: pd.DataFrame) -> pd.DataFrame:
    """At each power of ten."""
    decades = np.isclose(np.log10(table["training_s"]).round() - np.log10(table["training_s"]), 0)
    return table[decades]


def _is(cache: str) -> drawing.Choice:
    return lambda rows: rows["cache"] == cache


def _bands(ax: Axes, part: pd.DataFrame, chart: drawing.Chart) -> None:
    """From the lower to the upper limit."""
    for series in chart.series(part[part["cache"] == _EMPTY]):
        low, high = series.rows["low"], series.rows["high"]
        ax.fill_between(series.x, low, high, color=series.style.colour, alpha=0.3, linewidth=0)


FIGURE = drawing.FigureSpec(
    place=("compile", 1),
    title="How much sooner a compiled training ends",
    data=data,
    facets=drawing.Facets(
        x=drawing.Axis("training_s", drawing.SECONDS, "length of the training without compiling"),
        y=drawing.Axis("ratio", drawing.FACTORS, "times as fast, start included"),
        names="at the ends",
        height=2.3,
        marks=(
            _bands,
            drawing.lines(size=0, width=1.8, rows=_is(_EMPTY)),
            drawing.lines(size=0, width=1.4, dashed=True, rows=_is(_FILLED)),
            drawing.band(1e-6, 1),
            drawing.line_at(1),
        ),
    ),
    reading=(
        "Compared with the fastest that compiles nothing, on 1\u202f000 examples. On the grey "
        "ground, compiling is not paid back yet; where a line leaves it, it is. Solid lines "
        "compile first, dashed ones load what was compiled before; bands are limits."
    ),
    absent="How long starting takes was not measured in this run; a standard run does.",
    tabulate=tabulate,
)
