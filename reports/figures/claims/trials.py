"""What so many trials of tuning are expected to find."""

import math
from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from propbench.bench.claims.judging import Judgement
from propbench.bench.convergence.races import Entrant
from propbench.bench.convergence.rulesets import R2
from propbench.bench.statistics import expected_best_curve
from propbench.reports.figures.claims.answer import Answer
from propbench.reports.figures.claims.races import a_panel_each, seen
from propbench.reports.figures.style import Palette, plain_axis

_COLUMNS = ["where", "arm", "trials", "expected_iterations", "on_fresh_seeds"]


def data(found: Judgement) -> pd.DataFrame:
    """A row a number of trials of each arm; with all of them, what the chosen start gives anew."""
    rows = [
        (race.where, entrant.arm.name, *row)
        for race in seen(found, R2.name)
        for entrant in race.entrants()
        for row in _expected(entrant, race.target)
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _expected(entrant: Entrant, target: int) -> Iterator[tuple[int, float, float]]:
    curve = expected_best_curve(entrant.tuning_times.mean(axis=1).tolist())
    for n, best in enumerate(curve, 1):
        fresh = float(entrant.times(target).mean()) if n == len(curve) else math.nan
        yield n, best, fresh


def figure(table: pd.DataFrame, _: Palette) -> Figure | None:
    """A panel a race, a line an arm."""
    return a_panel_each(table, _draw, "trials of tuning", "expected best iterations")


def _draw(ax: Axes, race: pd.DataFrame, styles: Palette) -> None:
    for name, style in styles.items():
        own = race[race["arm"] == name]
        ax.plot(own["trials"], own["expected_iterations"], color=style.colour, lw=1.8)
        end = own.iloc[-1]
        at, marks = [end["trials"]] * 2, end[["expected_iterations", "on_fresh_seeds"]]
        ax.plot(at, marks, color=style.colour, lw=0.8, ls=":")
        ax.plot(at[:1], marks[:1], style.marker, color=style.colour, ms=5)
        ax.plot(at[1:], marks[1:], style.marker, color=style.colour, mfc="none", ms=6)
    plain_axis(ax, "x")
    plain_axis(ax, "y")


def tabulate(table: pd.DataFrame) -> pd.DataFrame:
    """Doubled numbers of trials, and all."""
    last = table.groupby(["where", "arm"])["trials"].transform("max")
    doubled = table["trials"].map(lambda n: n & (n - 1) == 0)
    return table[doubled | (table["trials"] == last)]


TRIALS = Answer(
    "What so many trials of tuning are expected to give",
    data,
    figure,
    "A trial is one learning rate with one way to begin the weights, drawn at random from those "
    "that tuning tried (R2), and scored by its mean iterations over the tuning seeds. The line is "
    "the lowest that n trials are expected to hold, without bias (Tang et al. 2020); where lines "
    "cross, the better activation depends on how much one can afford to try. The hollow mark is "
    "what the winner of all trials takes on 20 fresh seeds, which tuning had not seen.",
    tabulate,
)
