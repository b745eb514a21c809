"""One learner against the best of the others: at the most examples, and at equal seconds."""

from collections.abc import Mapping, Sequence

import numpy as np

from propbench.bench.claims.c08_more_data.curves import Curves, FitSeconds, rivals
from propbench.bench.claims.c08_more_data.plateaus import Curve, ratio_cell
from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.numbers import seconds
from propbench.impls.contract import Array

_CHOOSES, _JUDGES = slice(0, None, 2), slice(1, None, 2)
"""Draws: who is best is chosen on one half and judged on the other, or luck would choose."""


def ahead_cells(curves: Curves, learner: str, others: Sequence[str]) -> list[ArmComparison]:
    """At the most examples: errors of the best other over those of the learner, by data."""
    cells = []
    for data, known in rivals(curves, learner, others).items():
        errors = {name: curve.errors[-1] for name, curve in known.items()}
        name = _best(errors)
        where = {"data": data, "rival": name}
        mine = curves[data, learner].errors[-1]
        cells.append(ratio_cell(errors[name][_JUDGES], mine[_JUDGES], where))
    return cells


def budget_cells(
    curves: Curves, spent: FitSeconds, learner: str, others: Sequence[str], budget_s: float
) -> list[ArmComparison]:
    """As `ahead_cells`, each learner at its best size of those that one fit has the seconds for."""
    cells = []
    for data, known in rivals(curves, learner, others).items():
        where = {"data": data, "seconds": seconds(budget_s)}
        within = {
            name: errors
            for name, curve in {**known, learner: curves[data, learner]}.items()
            if (errors := _affordable(curve, spent.get((data, name), {}), budget_s)) is not None
        }
        mine = within.pop(learner, None)
        if within and mine is None and (data, learner) in spent:
            cells.append(
                ArmComparison(where, "contradicts", note=f"{learner} cannot be fitted in time")
            )
        elif within and mine is not None:
            best = within[_best(within)]
            cells.append(ratio_cell(best[_JUDGES], mine[_JUDGES], where))
    return cells


def _affordable(curve: Curve, spent: Mapping[int, float], budget_s: float) -> Array | None:
    """The lowest errors (n_draws,) of the sizes that are fitted in the budget."""
    places = [k for k, n in enumerate(curve.sizes) if spent.get(int(n), np.inf) <= budget_s]
    affordable = (curve.errors[k] for k in places)
    return min(affordable, key=lambda errors: errors[_CHOOSES].mean(), default=None)


def _best(errors: Mapping[str, Array]) -> str:
    """Who makes the fewest errors on the draws that choose."""
    return min(errors, key=lambda name: float(errors[name][_CHOOSES].mean()))
