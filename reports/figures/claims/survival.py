"""Which share of the networks has arrived, as iterations go on."""

from collections.abc import Iterator
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from propbench.bench.claims.judging import Judgement
from propbench.bench.convergence.races import Entrant
from propbench.bench.convergence.rulesets import R1
from propbench.bench.statistics import kaplan_meier
from propbench.reports.figures.claims.answer import Answer
from propbench.reports.figures.claims.races import a_panel_each, seen
from propbench.reports.figures.style import Palette, Style, plain_axis

_LIMITS = ["share", "low", "high"]
_COLUMNS = ["where", "arm", "iterations", *_LIMITS, "budget", "runs"]


def data(found: Judgement) -> pd.DataFrame:
    """A row a step of the curve of each arm, rates tuned; from 1, where an axis can begin."""
    rows = [
        (race.where, entrant.arm.name, *step)
        for race in seen(found, R1.name)
        for entrant in race.entrants()
        for step in _steps(entrant, race.target)
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def figure(table: pd.DataFrame, _: Palette) -> Figure | None:
    """A panel a race, a stair an arm with its limits; all panels on one scale."""
    # The log of 0 is nowhere, so that the axis begins a little before the first arrival.
    first = table.loc[table["share"] > 0, "iterations"].min()
    draw = partial(_draw, limits=(0.7 * first, 1.3 * table["budget"].max()))
    return a_panel_each(table, draw, "iterations", "networks that have arrived, %")


def tabulate(table: pd.DataFrame) -> pd.DataFrame:
    """How each curve ends, and when it passes a half."""
    rows = [
        {
            "where": where,
            "activation": arm,
            "runs": int(own["runs"].iloc[-1]),
            "arrived": f"{round(own['runs'].iloc[-1] * own['share'].iloc[-1])}",
            "half_had_arrived_at": _half(own),
            "budget": int(own["budget"].iloc[-1]),
        }
        for (where, arm), own in table.groupby(["where", "arm"], sort=False)
    ]
    return pd.DataFrame(rows)


def _steps(entrant: Entrant, target: int) -> Iterator[tuple[float, ...]]:
    reached = [one.arrivals[target] is not None for one in entrant.outcomes]
    budget = entrant.max_iterations
    curve = kaplan_meier(entrant.times(target).tolist(), reached, budget)
    for time, left, low, high in zip(
        curve.times, curve.survival, curve.low, curve.high, strict=True
    ):
        yield max(1.0, time), 1 - left, 1 - high, 1 - low, budget, curve.n


def _draw(ax: Axes, race: pd.DataFrame, styles: Palette, limits: tuple[float, float]) -> None:
    for name, style in styles.items():
        _draw_arm(ax, race[race["arm"] == name], style)
    ax.set_xlim(limits)
    plain_axis(ax, "x")
    ax.set_ylim(-4, 104)


def _draw_arm(ax: Axes, own: pd.DataFrame, style: Style) -> None:
    share, low, high = (100 * own[name] for name in _LIMITS)
    ax.step(own["iterations"], share, where="post", color=style.colour, lw=1.8)
    ax.fill_between(
        own["iterations"], low, high, step="post", color=style.colour, alpha=0.13, linewidth=0
    )
    # Hollow: what has not arrived is cut off here, and would have gone on.
    whole = share.iloc[-1] > 100 - 1e-9
    marker, fill = (style.marker, style.colour) if whole else (">", "none")
    ax.plot(own["iterations"].iloc[-1], share.iloc[-1], marker, color=style.colour, mfc=fill, ms=6)


def _half(own: pd.DataFrame) -> float:
    """Iterations after which half of the runs had arrived; NaN where that never was."""
    return float(own.loc[own["share"] >= 0.5, "iterations"].min())


SURVIVAL = Answer(
    "How many networks have arrived, as iterations go on",
    data,
    figure,
    "Each stair is the share of 20 networks that have reached the target by then, learning rates "
    "tuned (Kaplan and Meier\u2019s estimate, with 95 % limits in pale). Further left is sooner; "
    "a stair that ends below 100 % in a hollow arrow has networks that did not arrive within "
    "their budget and are cut off there.",
    tabulate,
)
