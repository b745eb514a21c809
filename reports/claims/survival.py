"""Which share of the networks has arrived, as iterations go on."""

import math
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
from matplotlib.axes import Axes

from propbench.bench.numbers import count, percent_range
from propbench.bench.statistics import kaplan_meier, wilson
from propbench.bench.training.races import Entrant
from propbench.bench.training.rulesets import R1
from propbench.reports.claims.questions import ClaimVerdict
from propbench.reports.claims.races import PANELS, drawn_races, in_a_sentence
from propbench.reports.drawing import LINEAR_SHARES, PLAIN, Axis, Chart, FigureSpec, stairs
from propbench.reports.sentences.training import name

_COLUMNS = ["where", "arm", "iterations", "share", "low", "high", "budget", "runs"]


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """A row a step of the curve of each arm, rates tuned; from 1, where an axis can begin."""
    rows = [
        (race.where, entrant.arm.name, *step)
        for race in drawn_races(claim, R1.name)
        for entrant in race.entrants()
        for step in _steps(entrant, race.target)
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _steps(entrant: Entrant, target: int) -> Iterator[tuple[float, ...]]:
    reached = [outcome.arrivals[target] is not None for outcome in entrant.outcomes]
    budget = entrant.max_iterations
    curve = kaplan_meier(entrant.times(target).tolist(), reached, budget)
    for time, left, low, high in zip(
        curve.times, curve.survival, curve.low, curve.high, strict=True
    ):
        yield max(1.0, time), 1 - left, 1 - high, 1 - low, budget, curve.n


def tabulate(table: pd.DataFrame) -> pd.DataFrame:
    """How each curve ends, and when it passes a half."""
    rows = [
        {
            "where": where,
            "activation": arm,
            "runs": int(curve["runs"].iloc[-1]),
            "arrived": f"{_arrived(curve)}",
            "half_had_arrived_at": _half(curve),
            "budget": int(curve["budget"].iloc[-1]),
        }
        for (where, arm), curve in table.groupby(["where", "arm"], sort=False)
    ]
    return pd.DataFrame(rows)


def sentence(table: pd.DataFrame) -> str:
    """Who arrives sooner, and where an arm has networks that do not arrive."""
    places = list(dict.fromkeys(table["where"]))
    first = [_first(table[table["where"] == where]) for where in places]
    counts = " and ".join(
        f"with {name(arm)} in {first.count(arm)}" for arm in dict.fromkeys(first) if arm
    )
    missing = "; ".join(_incomplete(table))
    return (
        (f"The median network arrives sooner {counts} of {len(places)} cases. " if counts else "")
        + (f"Not all arrive: {missing}; all others do." if missing else "")
        + ("" if missing else "All networks arrive within their budget.")
    )


def _incomplete(table: pd.DataFrame) -> Iterator[str]:
    for (where, arm), curve in table.groupby(["where", "arm"], sort=False):
        runs, arrived = int(curve["runs"].iloc[-1]), _arrived(curve)
        if arrived < runs:
            limits = wilson(arrived, runs)
            yield (
                f"{name(str(arm))} on {in_a_sentence(str(where))}, {arrived} of {runs} "
                f"({percent_range(limits.low, limits.high)}) within "
                f"{count(int(curve['budget'].iloc[-1]))} iterations"
            )


def _arrived(curve: pd.DataFrame) -> int:
    return round(float(curve["runs"].iloc[-1] * curve["share"].iloc[-1]))


def _first(curves: pd.DataFrame) -> str:
    """The arm of which half arrive first; empty where two do at once, or none ever."""
    halves = {str(arm): _half(curve) for arm, curve in curves.groupby("arm", sort=False)}
    soonest = min((half for half in halves.values() if not math.isnan(half)), default=None)
    first = [arm for arm, half in halves.items() if half == soonest]
    return first[0] if len(first) == 1 else ""


def _half(curve: pd.DataFrame) -> float:
    """Iterations after which half of the runs had arrived; NaN where that never was."""
    return float(curve.loc[curve["share"] >= 0.5, "iterations"].min())


def _ends(ax: Axes, part: pd.DataFrame, chart: Chart) -> None:
    """Hollow: what has not arrived is cut off here, and would have gone on."""
    for curve in chart.series(part):
        whole, colour = curve.y[-1] > 1 - 1e-11, curve.style.colour
        marker, fill = (curve.style.marker, colour) if whole else (">", "none")
        ax.plot(curve.x[-1], curve.y[-1], marker, color=colour, mfc=fill, ms=6)


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
        marks=(stairs("low", "high"), _ends),
    ),
    reading=(
        "Each stair is the share of 20 networks that have reached the target by then, learning "
        "rates tuned (Kaplan and Meier\u2019s estimate, with 95 % limits in pale). Further left is "
        "sooner; a stair that ends below 100 % in a hollow arrow has networks that did not arrive "
        "within their budget and are cut off there."
    ),
    tabulate=tabulate,
    sentence=sentence,
)
