"""When a slow start is paid back: how much sooner a compiled training ends, by its length."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from propbench.reports import drawing
from propbench.reports.facts.cells import HEADLINE
from propbench.reports.facts.compiling import PayBack, pay_backs
from propbench.reports.facts.costs import Cache, Limits, start_limits
from propbench.reports.frame import Frames

TRAINING_S = np.geomspace(0.1, 10_000, 21)
"""Seconds of training without compiling, log-spaced: a line of this many points looks smooth."""
_EMPTY, _FILLED = "empty", "filled"


def data(frames: Frames) -> pd.DataFrame:
    """A row a compiled implementation, state of its compile cache and length of the training:
    the time of the fastest that compiles nothing over its own, both from the start of a process.
    """
    backs = [back for back in pay_backs(frames) if back.m == HEADLINE["m"]]
    rows = [row for back in backs for row in _rows(frames, back)]
    columns = ["implementation", "against", "cache", "training_s", "ratio", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def _rows(frames: Frames, back: PayBack) -> list[tuple[object, ...]]:
    own, other = back.own.implementation, back.other.implementation
    before = start_limits(frames, other, "cold")
    starts: dict[str, Cache] = {_EMPTY: "cold", _FILLED: "warm"}
    return [
        (own, other, cache, float(training_s), *_ratio(before, start, training_s, back.faster))
        for cache, start in (
            (cache, start_limits(frames, own, kind)) for cache, kind in starts.items()
        )
        for training_s in TRAINING_S
        if back.ratio and start and before
    ]


def _ratio(
    before: Limits, start: Limits, training_s: float, faster: tuple[float, ...]
) -> tuple[float, ...]:
    """With its limits: those of the step, and of both starts."""
    sooner = (before[0], before[1], before[2])
    later = (start[0], start[2], start[1])
    return tuple(
        (its + training_s) / (mine + training_s / step)
        for its, mine, step in zip(sooner, later, faster, strict=True)
    )


def tabulate(table: pd.DataFrame) -> pd.DataFrame:
    """At each power of ten."""
    decades = np.isclose(np.log10(table["training_s"]).round() - np.log10(table["training_s"]), 0)
    return table[decades]


def _is(cache: str) -> drawing.Choice:
    return lambda rows: rows["cache"] == cache


def _bands(ax: Axes, part: pd.DataFrame, chart: drawing.Chart) -> None:
    """From the lower to the upper limit."""
    for cache in (_EMPTY, _FILLED):
        for series in chart.series(part[part["cache"] == cache]):
            low, high = series.rows["low"], series.rows["high"]
            colour = series.style.colour
            ax.fill_between(series.x, low, high, color=colour, alpha=0.3, linewidth=0)
            ax.plot(series.x, np.column_stack([low, high]), color=colour, linewidth=0.5)


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
        "compile first.",
        drawing.Where(_is(_FILLED), "Dashed ones load what was compiled before."),
        "Bands are limits; they hold the step, and starts that were timed more than once.",
    ),
    absent="How long starting takes was not measured in this run; a standard run does.",
    tabulate=tabulate,
)
