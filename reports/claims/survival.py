"""Which share of the networks has arrived, as iterations go on."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from propbench.bench.numbers import count
from propbench.bench.training.races import Entrant
from propbench.bench.training.rulesets import R1
from propbench.reports.claims.questions import ClaimVerdict
from propbench.reports.claims.races import PANELS, drawn_races, in_a_sentence
from propbench.reports.drawing import LINEAR_SHARES, PLAIN, Axis, Chart, FigureSpec, Where
from propbench.reports.sentences.training import name

_COLUMNS = ["where", "arm", "iterations", "share", "budget", "runs"]


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """A row a step of the stair of each arm, rates tuned; from 1, where an axis can begin."""
    rows = [
        (race.where, entrant.arm.name, *step)
        for race in drawn_races(claim, R1.name)
        for entrant in race.entrants()
        for step in _steps(entrant, race.target)
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _steps(entrant: Entrant, target: int) -> Iterator[tuple[float, ...]]:
    times, budget = entrant.times(target), entrant.max_iterations
    arrived = times[times < budget]
    for time in (0.0, *np.unique(arrived).tolist(), float(budget)):
        yield max(1.0, time), float((arrived <= time).sum() / times.size), budget, times.size


def tabulate(table: pd.DataFrame) -> pd.DataFrame:
    """How each stair ends, and when it passes a half."""
    rows = [
        {
            "where": where,
            "activation": arm,
            "runs": int(stair["runs"].iloc[-1]),
            "arrived": f"{_arrived(stair)}",
            "half_had_arrived_at": float(stair.loc[stair["share"] >= 0.5, "iterations"].min()),
            "budget": int(stair["budget"].iloc[-1]),
        }
        for (where, arm), stair in table.groupby(["where", "arm"], sort=False)
    ]
    return pd.DataFrame(rows)


def sentence(table: pd.DataFrame) -> str:
    """Which arms have networks that do not arrive."""
    missing = [
        f"{name(str(arm))} on {in_a_sentence(str(where))} ({_arrived(stair)} of "
        f"{int(stair['runs'].iloc[-1])} within {count(int(stair['budget'].iloc[-1]))} iterations)"
        for (where, arm), stair in table.groupby(["where", "arm"], sort=False)
        if _arrived(stair) < int(stair["runs"].iloc[-1])
    ]
    if not missing:
        return "All networks arrive within their budget."
    return f"Not all arrive: {'; '.join(missing)}."


def _unfinished(table: pd.DataFrame) -> bool:
    """Whether a stair ends below 100 %."""
    stairs = table.groupby(["where", "arm"], sort=False)
    return any(_arrived(stair) < int(stair["runs"].iloc[-1]) for _, stair in stairs)


def _arrived(stair: pd.DataFrame) -> int:
    return round(float(stair["runs"].iloc[-1] * stair["share"].iloc[-1]))


def _stairs(ax: Axes, part: pd.DataFrame, chart: Chart) -> None:
    """A stair a name; hollow where it ends with networks that have not arrived."""
    for stair in chart.series(part):
        whole, colour = stair.y[-1] > 1 - 1e-11, stair.style.colour
        ax.step(stair.x, stair.y, where="post", color=colour, linewidth=1.8)
        marker, fill = (stair.style.marker, colour) if whole else (">", "none")
        ax.plot(stair.x[-1], stair.y[-1], marker, color=colour, mfc=fill, ms=6)


def _limits(table: pd.DataFrame) -> tuple[float, float]:
    """The log of 0 is nowhere, so that the axis begins a little before the first arrival."""
    first = table.loc[table["share"] > 0, "iterations"].min()
    return 0.7 * first, 1.3 * table["budget"].max()


SURVIVAL = FigureSpec(
    title="How many networks have arrived, as iterations go on",
    data=data,
    facets=replace(
        PANELS,
        x=Axis("iterations", replace(PLAIN, limits=_limits), "iterations"),
        y=Axis(
            "share",
            replace(LINEAR_SHARES, limits=lambda _: (-0.04, 1.04)),
            "networks that have arrived, %",
        ),
        marks=(_stairs,),
    ),
    reading=(
        "Each stair is the share of networks that have reached the target by then, learning rates "
        "tuned. Further left is sooner.",
        Where(
            _unfinished,
            "A stair that ends below 100 % in a hollow arrow has networks that did not arrive "
            "within their budget.",
        ),
    ),
    tabulate=tabulate,
    sentence=sentence,
)
