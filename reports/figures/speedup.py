"""Factors over the baseline against m, and where each implementation overtakes it."""

from dataclasses import replace

import pandas as pd

from propbench.bench.statistics import crossover
from propbench.reports.drawing import (
    ESTIMATED,
    FACTORS,
    Axis,
    FigureSpec,
    Where,
    band,
    line_at,
    rings,
    timed,
)
from propbench.reports.facts.cells import HEADLINE, pick
from propbench.reports.figures import time
from propbench.reports.frame import Frames
from propbench.reports.frame.ratios import RATIO, interval
from propbench.reports.sentences.choice import PHASES
from propbench.reports.sentences.reading import LIMITS


def data(frames: Frames) -> pd.DataFrame:
    """Factors over the baseline; `crosses` marks the size from which it is overtaken."""
    wanted = {key: HEADLINE[key] for key in ("network", "activation", "dtype", "division")}
    table = pick(frames.speedups, **wanted)
    columns = ["phase", "implementation", "m", "kind", *RATIO]
    table = table[table["phase"].isin(PHASES)][columns]
    lines = table[table["kind"] == "measured"].groupby(["phase", "implementation"], sort=False)
    crossing = {key: _crossing(group) for key, group in lines}
    where = zip(table["phase"], table["implementation"], table["m"], strict=True)
    return table.assign(crosses=[crossing.get((p, name)) == m for p, name, m in where])


def _crossing(line: pd.DataFrame) -> int | None:
    ratios = [interval(row) for row in line.to_dict("records")]
    sizes = crossover(line["m"].tolist(), ratios)
    return sizes[1] if sizes else None


def _limits(table: pd.DataFrame) -> tuple[float, None]:
    return min(0.5, float(table[["ratio", "low"]].min().min()) / 1.2), None


READING = (
    "The heavy line at 1\u00d7 is Python loops; the grey ground below it is slower than loops.",
    Where(
        lambda rows: rows["crosses"],
        "Where an implementation overtakes it, a ring marks the first size from which it stays "
        "ahead.",
    ),
    ESTIMATED,
    LIMITS,
)

FIGURE = FigureSpec(
    place=("scaling", 3),
    title="Times faster than Python loops, by number of examples",
    data=data,
    facets=replace(
        time.FIGURE.facets,
        y=Axis("ratio", replace(FACTORS, limits=_limits)),
        marks=(*timed("low", "high"), band(1e-6, 1), line_at(1), rings("crosses")),
    ),
    reading=READING,
    absent="There is nothing to compare: Python loops and another implementation were not both "
    "timed.",
)
