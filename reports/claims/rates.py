"""What each learning rate of the grid gives, and which one tuning chose."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from propbench.bench.numbers import significant
from propbench.bench.training.races import Entrant
from propbench.bench.training.rulesets import R1
from propbench.reports.claims.questions import ClaimVerdict
from propbench.reports.claims.races import PANELS, drawn_races
from propbench.reports.drawing import (
    PLAIN,
    Axis,
    Chart,
    FigureSpec,
    Where,
    line_at,
    lines,
    points,
    rings,
)
from propbench.reports.sentences.training import name

_COLUMNS = [
    *("where", "arm", "learning_rate", "mean_iterations", "median_iterations"),
    *("arrived", "runs", "chosen", "budget"),
]


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """A row a learning rate of each arm, from its tuning runs."""
    rows = [
        (race.where, entrant.arm.name, *row)
        for race in drawn_races(claim, R1.name)
        for entrant in race.entrants()
        for row in _rates(entrant)
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _rates(entrant: Entrant) -> Iterator[tuple[float, ...]]:
    """Tuning goes to the headline target and not beyond it; a run that did not arrive counts with
    the whole budget."""
    budget = entrant.max_iterations
    for start, outcomes in entrant.tuned.items():
        arrivals = [outcome.arrivals[-1] for outcome in outcomes]
        times = np.array([budget if time is None else time for time in arrivals], np.float64)
        middle = float(times.mean()), float(np.median(times))
        arrived = int((times < budget).sum()), times.size
        yield start.learning_rate, *middle, *arrived, start == entrant.chosen, budget


def tabulate(table: pd.DataFrame) -> pd.DataFrame:
    """The chosen rates alone: convergence.csv has every tuning run."""
    return table[table["chosen"]].drop(columns="chosen")


def sentence(table: pd.DataFrame) -> str:
    """How wide the valley of good rates is for each arm, and whether a best lies at an edge."""
    curves = [(str(arm), curve) for (_, arm), curve in table.groupby(["where", "arm"], sort=False)]
    widths: dict[str, list[float]] = {}
    for arm, curve in curves:
        width = _width(curve)
        if width is not None:
            widths.setdefault(arm, []).append(width)
    at_edge = sum(_at_edge(curve) for _, curve in curves)
    edge = f"Of {len(curves)} chosen rates {at_edge or 'none'} lies at an edge of its grid."
    if not widths:
        return edge
    spans = " and ".join(f"{_factors(own)} with {name(arm)}" for arm, own in widths.items())
    return (
        f"Rates that take at most twice as long as the best span a factor of {spans}. Races whose "
        f"best takes over half the budget are left out. {edge}"
    )


def _width(curve: pd.DataFrame) -> float | None:
    """The highest over the lowest good rate; None where twice the best is beyond the budget."""
    best = float(curve.loc[curve["chosen"], "mean_iterations"].iloc[0])
    if 2 * best >= float(curve["budget"].iloc[0]):
        return None
    good = curve.loc[curve["mean_iterations"] <= 2 * best, "learning_rate"]
    return float(good.max() / good.min())


def _at_edge(curve: pd.DataFrame) -> bool:
    rate, grid = curve.loc[curve["chosen"], "learning_rate"].iloc[0], curve["learning_rate"]
    return bool(rate in (grid.min(), grid.max()))


def _factors(widths: list[float]) -> str:
    low, high = significant(min(widths), 2), significant(max(widths), 2)
    return low if low == high else f"{low} to {high}"


def _frame(ax: Axes, part: pd.DataFrame, chart: Chart) -> None:
    """The edges of the grid, and the budget."""
    for edge in (part["learning_rate"].min(), part["learning_rate"].max()):
        line_at(edge, "x", width=1, style=":")(ax, part, chart)
    line_at(part["budget"].iloc[0], width=1, style="--")(ax, part, chart)


def _cut_off(rows: pd.DataFrame) -> pd.Series:
    return rows["arrived"] < rows["runs"]


RATES = FigureSpec(
    title="What each learning rate gives",
    data=data,
    facets=replace(
        PANELS,
        x=Axis("learning_rate", PLAIN, "learning rate"),
        y=Axis("mean_iterations", PLAIN, "mean iterations to target"),
        marks=(lines(size=0), points(size=4, hollow=_cut_off), rings("chosen"), _frame),
    ),
    reading=(
        "One mark a learning rate of the grid, whose edges are the dotted lines. The ring is the "
        "rate that tuning chose, and the dashed line the budget.",
        Where(
            _cut_off,
            "A hollow mark has tuning runs that did not arrive and count with their whole budget.",
        ),
        "A wide valley forgives a rate that is not quite right.",
    ),
    tabulate=tabulate,
    sentence=sentence,
)
