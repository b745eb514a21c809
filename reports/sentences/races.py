"""What the figures of a claim's races show, in a sentence each, from the tables that they draw."""

import math
from collections.abc import Iterator

import pandas as pd

from propbench.bench.numbers import count, percent_range, significant, times_range
from propbench.bench.statistics import wilson
from propbench.reports.sentences.lists import joined
from propbench.reports.sentences.training import name


def survival(table: pd.DataFrame) -> str:
    """Who arrives sooner, and where an arm has networks that do not arrive."""
    if table.empty:
        return ""
    places = list(dict.fromkeys(table["where"]))
    first = [_first(table[table["where"] == where]) for where in places]
    said = " and ".join(
        f"with {name(arm)} in {first.count(arm)}" for arm in dict.fromkeys(first) if arm
    )
    sooner = f"The median network arrives sooner {said} of {len(places)} cases. " if said else ""
    return f"{sooner}{_missing(table)}"


def rates(table: pd.DataFrame) -> str:
    """How wide the valley of good rates is for each arm, and whether a best lies at an edge."""
    if table.empty:
        return ""
    curves = [(str(arm), own) for (_, arm), own in table.groupby(["where", "arm"], sort=False)]
    widths: dict[str, list[float]] = {}
    for arm, own in curves:
        width = _width(own)
        if width is not None:
            widths.setdefault(arm, []).append(width)
    at_edge = sum(_at_edge(own) for _, own in curves)
    edge = f"Of {len(curves)} chosen rates {at_edge or 'none'} lies at an edge of its grid."
    if not widths:
        return edge
    said = " and ".join(f"{_factors(own)} with {name(arm)}" for arm, own in widths.items())
    return (
        "Where the best rate takes less than half the budget, the rates that take at most twice "
        f"as long as it span a factor of {said}. {edge}"
    )


def trials(table: pd.DataFrame) -> str:
    """From how many trials on which arm is expected to be ahead, and what fresh seeds say of it."""
    if table.empty:
        return ""
    places: dict[str, list[str]] = {}
    for where, own in table.groupby("where", sort=False):
        places.setdefault(_ahead(own), []).append(_with(str(where)))
    said = "; ".join(f"on {joined(where)} {who}" for who, where in places.items())
    chosen = table.dropna(subset=["on_fresh_seeds"])
    surprise = chosen["on_fresh_seeds"] / chosen["expected_iterations"]
    factor = times_range(surprise.min(), surprise.max())
    return (
        f"Expected to need fewer iterations, by the seeds of tuning: {said}. On fresh seeds "
        f"(hollow marks) what all trials chose takes {factor} as long as it did on those."
    )


def _missing(table: pd.DataFrame) -> str:
    said = list(_incomplete(table))
    if not said:
        return "All networks arrive within their budget."
    return f"Not all arrive: {'; '.join(said)}; all others do."


def _incomplete(table: pd.DataFrame) -> Iterator[str]:
    for (where, arm), own in table.groupby(["where", "arm"], sort=False):
        end = own.iloc[-1]
        runs = int(end["runs"])
        arrived = round(runs * float(end["share"]))
        if arrived < runs:
            limits = wilson(arrived, runs)
            yield (
                f"{name(str(arm))} on {_with(str(where))}, {arrived} of {runs} "
                f"({percent_range(limits.low, limits.high)}) within {count(int(end['budget']))} "
                "iterations"
            )


def _first(curves: pd.DataFrame) -> str:
    """The arm of which half arrive first; empty where two do at once, or none ever."""
    halves = {str(arm): _half(own) for arm, own in curves.groupby("arm", sort=False)}
    soonest = min(halves.values())
    first = [arm for arm, half in halves.items() if half == soonest]
    return first[0] if len(first) == 1 else ""


def _half(own: pd.DataFrame) -> float:
    """Iterations after which half have arrived; endless where that never is."""
    found = own.loc[own["share"] >= 0.5, "iterations"]
    return float(found.min()) if len(found) else math.inf


def _width(own: pd.DataFrame) -> float | None:
    """The highest over the lowest good rate; None where twice the best is beyond the budget."""
    best = float(own.loc[own["chosen"], "mean_iterations"].iloc[0])
    if 2 * best >= float(own["budget"].iloc[0]):
        return None
    good = own.loc[own["mean_iterations"] <= 2 * best, "learning_rate"]
    return float(good.max() / good.min())


def _at_edge(own: pd.DataFrame) -> bool:
    rate, grid = own.loc[own["chosen"], "learning_rate"].iloc[0], own["learning_rate"]
    return bool(rate in (grid.min(), grid.max()))


def _factors(widths: list[float]) -> str:
    low, high = significant(min(widths), 2), significant(max(widths), 2)
    return low if low == high else f"{low} to {high}"


def _ahead(own: pd.DataFrame) -> str:
    """Whose expectation is lower at which numbers of trials."""
    wide = own.pivot_table(index="trials", columns="arm", values="expected_iterations")
    leaders = wide.idxmin(axis=1)
    turns = leaders[leaders != leaders.shift()]
    said = [f"{name(str(arm))} from {n}" for n, arm in turns.items()]
    if len(said) == 1:
        return f"{name(str(turns.iloc[0]))} at any number of trials"
    return f"{joined(said)} trials on"


def _with(where: str) -> str:
    return where.replace(", ", " with ")
