"""One learner against the best of the others: at the most examples, and at equal seconds."""

from collections.abc import Mapping, Sequence

import numpy as np

from propbench.bench.claims.c08_more_data.curves import Curves, FitSeconds, rivals
from propbench.bench.claims.c08_more_data.plateaus import Curve, ratio_cell
from propbench.bench.claims.referee.verdicts import ArmComparison
from propbench.bench.numbers import seconds


def ahead_cells(curves: Curves, learner: str, others: Sequence[str]) -> list[ArmComparison]:
    """At the most examples: errors of the best other over those of the learner, by data."""
    cells = []
    for data, known in rivals(curves, learner, others).items():
        name, best = min(known.items(), key=lambda item: item[1].means[-1])
        mine = curves[data, learner]
        where = {"data": data, "rival": name}
        cells.append(ratio_cell(best.errors[-1], mine.errors[-1], where))
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
            best = min(within.values(), key=lambda errors: float(errors.mean()))
            cells.append(ratio_cell(best, mine, where))
    return cells


def _affordable(curve: Curve, spent: Mapping[int, float], budget_s: float) -> np.ndarray | None:
    """The lowest errors (n_draws,) of the sizes that are fitted in the budget."""
    places = [k for k, n in enumerate(curve.sizes) if spent.get(int(n), np.inf) <= budget_s]
    return min((curve.errors[k] for k in places), key=lambda errors: errors.mean(), default=None)
