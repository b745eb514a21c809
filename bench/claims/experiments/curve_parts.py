"""Questions about learning curves, each answered from the curves of several learners."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

import numpy as np

from propbench.bench.claims.comparing import corrected
from propbench.bench.claims.experiments.plateaus import (
    Curve,
    crossover,
    improvement,
    is_monotone,
    power_law,
    ratio_cell,
)
from propbench.bench.claims.registration import Part, Registration
from propbench.bench.claims.verdicts import Cell, verdict
from propbench.bench.claims.words import tally
from propbench.bench.numbers import count, percent, seconds
from propbench.bench.results import Observation

Curves = Mapping[tuple[str, str], Curve]
"""By data and learner."""

FitSeconds = Mapping[tuple[str, str], Mapping[int, float]]
"""Of one fit, by data and learner and the number of examples."""

NOTHING = "Nothing was measured."


def curves_of(observations: Sequence[Observation]) -> dict[tuple[str, str], Curve]:
    """Curves of at least two sizes from errors by data, learner, n and draw."""
    found = {}
    for where, points in groupby(sorted(observations, key=_point), _curve):
        by_size = [[one.value for one in draws] for _, draws in groupby(points, _n)]
        if len(by_size) > 1:
            sizes = sorted({_n(one) for one in observations if _curve(one) == where})
            found[where] = Curve(np.array(sizes, float), np.array(by_size))
    return found


def seconds_of(observations: Sequence[Observation]) -> dict[tuple[str, str], dict[int, float]]:
    """Seconds of one fit."""
    found: dict[tuple[str, str], dict[int, float]] = {}
    for one in observations:
        found.setdefault(_curve(one), {})[_n(one)] = one.value
    return found


def part(
    registration: Registration,
    id_: str,
    question: str,
    cells: Sequence[Cell],
    words: Callable[[Sequence[Cell]], str],
    series: Sequence[Mapping[str, str | float]] = (),
) -> Part:
    """A question with its cells after Holm, answered by `words`."""
    kept = corrected(cells)
    if not kept:
        return Part(id_, question, NOTHING, "inconclusive")
    result = verdict(kept, registration.share)
    answer = f"{tally(kept).capitalize()}. {words(kept)}"
    return Part(id_, question, answer, result.word, result.factor or "", kept, tuple(series))


def curve_words(curves: Curves, learners: Sequence[str]) -> str:
    """How each curve went: first and last error, and what ten times the examples were worth."""
    said = [
        f"{learner} on {data} from {percent(float(one.means[0]))} wrong after "
        f"{count(int(one.sizes[0]))} examples to {percent(float(one.means[-1]))} after "
        f"{count(int(one.sizes[-1]))}{'' if is_monotone(one) else ' (not monotone)'}"
        for (data, learner), one in curves.items()
        if learner in learners
    ]
    return f"{'; '.join(said)}."


def early_words(observations: Sequence[Observation], learners: Sequence[str]) -> str:
    """What share of the fits stopped at their limit of iterations."""
    shares = [one.value for one in observations if one.factors["learner"] in learners]
    share = percent(sum(shares) / len(shares)) if shares else "an unknown share"
    return f"Of their fits at all sizes, {share} stopped early, at the limit of iterations."


def rows(curves: Curves, learners: Sequence[str]) -> tuple[dict[str, str | float], ...]:
    """What each curve is: its points' means, the factor of its last decade, its power law."""
    found: list[dict[str, str | float]] = []
    for (data, learner), one in curves.items():
        if learner not in learners:
            continue
        law, where = power_law(one), {"data": data, "learner": learner}
        for n, mean in zip(one.sizes, one.means, strict=True):
            found.append({**where, "quantity": "error", "n": float(n), "value": float(mean)})
        factor = float(improvement(one).mean())
        found.append({**where, "quantity": "improvement_per_decade", "value": factor})
        found.append({**where, "quantity": "monotone", "value": float(is_monotone(one))})
        for name, value in law._asdict().items() if law else ():
            found.append({**where, "quantity": f"power_law_{name}", "value": value})
    return tuple(found)


def ahead_cells(curves: Curves, learner: str, others: Sequence[str]) -> list[Cell]:
    """At the most examples: errors of the best other over those of the learner, by data."""
    cells = []
    for data, rivals in _rivals(curves, learner, others).items():
        name, best = min(rivals.items(), key=lambda item: item[1].means[-1])
        mine = curves[data, learner]
        cell = ratio_cell(best.errors[-1], mine.errors[-1], {"data": data, "rival": name})
        cells.append(cell)
    return cells


def crossover_words(curves: Curves, learner: str, others: Sequence[str]) -> str:
    """From how many examples on the learner's mean error is the lowest, by data."""
    said = []
    for data, rivals in _rivals(curves, learner, others).items():
        first = crossover(curves[data, learner], list(rivals.values()))
        where = "at no size" if first is None else f"from {count(int(first))} examples on"
        said.append(f"{where} ({data})")
    return f"{learner} has the lowest mean error {', '.join(said)}."


def budget_cells(
    curves: Curves, spent: FitSeconds, learner: str, others: Sequence[str], budget_s: float
) -> list[Cell]:
    """As `ahead_cells`, each learner at its best size of those that one fit has the seconds for."""
    cells = []
    for data, rivals in _rivals(curves, learner, others).items():
        where = {"data": data, "seconds": seconds(budget_s)}
        within = {
            name: errors
            for name, one in {**rivals, learner: curves[data, learner]}.items()
            if (errors := _affordable(one, spent.get((data, name), {}), budget_s)) is not None
        }
        mine = within.pop(learner, None)
        if within and mine is None and (data, learner) in spent:
            cells.append(Cell(where, "contradicts", note=f"{learner} cannot be fitted in time"))
        elif within and mine is not None:
            best = min(within.values(), key=lambda errors: float(errors.mean()))
            cells.append(ratio_cell(best, mine, where))
    return cells


def _affordable(one: Curve, spent: Mapping[int, float], budget_s: float) -> np.ndarray | None:
    """The lowest errors (n_draws,) of the sizes that are fitted in the budget."""
    places = [k for k, n in enumerate(one.sizes) if spent.get(int(n), np.inf) <= budget_s]
    return min((one.errors[k] for k in places), key=lambda errors: errors.mean(), default=None)


def _rivals(curves: Curves, learner: str, others: Sequence[str]) -> dict[str, dict[str, Curve]]:
    """By data, the others' curves, where all of them and the learner's own are known."""
    data = [where for where, name in curves if name == learner]
    return {
        one: {name: curves[one, name] for name in others}
        for one in data
        if all((one, name) in curves for name in others)
    }


def _curve(one: Observation) -> tuple[str, str]:
    return str(one.factors["data"]), str(one.factors["learner"])


def _n(one: Observation) -> int:
    return int(one.factors["n"])


def _point(one: Observation) -> tuple[str, str, int, int]:
    return *_curve(one), _n(one), int(one.factors["draw"])
