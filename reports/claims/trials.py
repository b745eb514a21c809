"""What so many trials of tuning are expected to find."""

import math
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
from matplotlib.axes import Axes

from propbench.bench.numbers import times_range
from propbench.bench.statistics import expected_best_curve
from propbench.bench.training.races import Entrant
from propbench.bench.training.rulesets import R2
from propbench.reports.claims.questions import ClaimVerdict
from propbench.reports.claims.races import PANELS, drawn_races, in_a_sentence
from propbench.reports.drawing import PLAIN, Axis, Chart, FigureSpec, lines
from propbench.reports.sentences.lists import joined
from propbench.reports.sentences.training import name

_COLUMNS = ["where", "arm", "trials", "expected_iterations", "on_fresh_seeds"]


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """A row a number of trials of each arm; with all of them, what the chosen start gives anew."""
    rows = [
        (race.where, entrant.arm.name, *row)
        for race in drawn_races(claim, R2.name)
        for entrant in race.entrants()
        for row in _expected(entrant, race.target)
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _expected(entrant: Entrant, target: int) -> Iterator[tuple[int, float, float]]:
    curve = expected_best_curve(entrant.tuning_times.mean(axis=1).tolist())
    for n, best in enumerate(curve, 1):
        fresh = float(entrant.times(target).mean()) if n == len(curve) else math.nan
        yield n, best, fresh


def tabulate(table: pd.DataFrame) -> pd.DataFrame:
    """Doubled numbers of trials, and all."""
    last = table.groupby(["where", "arm"])["trials"].transform("max")
    doubled = table["trials"].map(lambda n: n & (n - 1) == 0)
    return table[doubled | (table["trials"] == last)]


def sentence(table: pd.DataFrame) -> str:
    """From how many trials on which arm is expected to be ahead, and what fresh seeds say of it."""
    places: dict[str, list[str]] = {}
    for where, curves in table.groupby("where", sort=False):
        places.setdefault(_ahead(curves), []).append(in_a_sentence(str(where)))
    leads = "; ".join(f"on {joined(where)} {who}" for who, where in places.items())
    chosen = table.dropna(subset=["on_fresh_seeds"])
    surprise = chosen["on_fresh_seeds"] / chosen["expected_iterations"]
    factor = times_range(surprise.min(), surprise.max())
    return (
        f"Expected to need fewer iterations, by the seeds of tuning: {leads}. On fresh seeds "
        f"(hollow marks) what all trials chose takes {factor} as long as it did on those."
    )


def _ahead(curves: pd.DataFrame) -> str:
    """Whose expectation is lower at which numbers of trials."""
    wide = curves.pivot_table(index="trials", columns="arm", values="expected_iterations")
    leaders = wide.idxmin(axis=1)
    turns = leaders[leaders != leaders.shift()]
    if len(turns) == 1:
        return f"{name(str(turns.iloc[0]))} at any number of trials"
    return f"{joined([f'{name(str(arm))} from {n}' for n, arm in turns.items()])} trials on"


def _ends(ax: Axes, part: pd.DataFrame, chart: Chart) -> None:
    """What all trials are expected to give, and hollow what the chosen start gives anew."""
    for curve in chart.series(part):
        style, last = curve.style, curve.rows.iloc[-1]
        ends = last["expected_iterations"], last["on_fresh_seeds"]
        ax.plot([last["trials"]] * 2, ends, color=style.colour, lw=0.8, ls=":")
        ax.plot(last["trials"], ends[0], style.marker, color=style.colour, ms=5)
        ax.plot(last["trials"], ends[1], style.marker, color=style.colour, mfc="none", ms=6)


TRIALS = FigureSpec(
    title="What so many trials of tuning are expected to give",
    data=data,
    facets=replace(
        PANELS,
        x=Axis("trials", PLAIN, "trials of tuning"),
        y=Axis("expected_iterations", PLAIN, "expected best iterations"),
        marks=(lines(width=1.8, size=0), _ends),
    ),
    reading=(
        "A trial is one learning rate with one way to begin the weights, drawn at random from "
        "those that tuning tried (R2), and scored by its mean iterations over the tuning seeds. "
        "The line is the lowest that n trials are expected to hold, without bias (Tang et al. "
        "2020); where lines cross, the better activation depends on how much one can afford to "
        "try. The hollow mark is what the winner of all trials takes on 20 fresh seeds, which "
        "tuning had not seen."
    ),
    tabulate=tabulate,
    sentence=sentence,
)
