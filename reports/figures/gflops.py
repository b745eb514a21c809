"""Operations a second against m, below the machine's limit."""

import pandas as pd

from propbench.bench.cases import CEILING
from propbench.reports import drawing
from propbench.reports.facts.multiply_adds import operations, prices
from propbench.reports.frame import Frames
from propbench.reports.naming import or_limit
from propbench.reports.sentences.reading import LIMITS


def data(frames: Frames) -> pd.DataFrame:
    """10^9 operations a second of a training step of the headline network, at every m."""
    table = prices(frames, m=None)
    # The longest time is the lowest rate.
    columns = {"gflops": "median_s", "gflops_low": "high_s", "gflops_high": "low_s"}
    rates = {rate: operations(table[seconds]) for rate, seconds in columns.items()}
    return table[["implementation", "m"]].assign(**rates).sort_values("m", kind="stable")


def tabulate(table: pd.DataFrame) -> pd.DataFrame:
    """With names in words."""
    return table.assign(implementation=table["implementation"].map(or_limit))


def _is_limit(rows: pd.DataFrame) -> pd.Series:
    return rows["implementation"] == CEILING


def _is_measured(rows: pd.DataFrame) -> pd.Series:
    return ~_is_limit(rows)


FIGURE = drawing.FigureSpec(
    place=("ceilings", 2),
    title="Operations a second, and the machine\u2019s limit",
    data=data,
    facets=drawing.Facets(
        hue=drawing.Hue(words=or_limit),
        x=drawing.Axis("m", drawing.SIZES, "m (examples)"),
        y=drawing.Axis("gflops", drawing.PLAIN, "10\u2079 operations a second"),
        marks=(
            drawing.lines(dashed=True, rows=_is_measured),
            drawing.lines(width=2.4, size=0, rows=_is_limit),
            drawing.limits("gflops_low", "gflops_high"),
        ),
        names="at the ends",
        height=3.0,
    ),
    reading=(
        "Higher is faster: 10\u2079 operations a second are 1 GFLOP/s, and a multiply-add is two. "
        "It is a training step of the shallow network in float64 with one thread.",
        drawing.Where(
            _is_limit,
            "The heavy grey line is the machine\u2019s limit, its matrix products alone.",
        ),
        f"Both axes are logarithmic. {LIMITS}",
    ),
    absent="No training step of the headline network was measured in this run.",
    tabulate=tabulate,
)
