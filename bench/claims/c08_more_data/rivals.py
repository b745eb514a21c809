"""One learner against the best of others: at the most examples, and at equal seconds.

Who is best, and at which size, is chosen by every other draw; the draws between them judge.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from propbench.bench.claims.c08_more_data.curves import Curve, Curves
from propbench.bench.claims.referee.comparison import ArmComparison, compared
from propbench.bench.numbers import seconds
from propbench.bench.statistics.intervals import Values

_NO_HORIZON = np.inf


def rivals(curves: Curves, learner: str, others: Sequence[str]) -> dict[str, dict[str, Curve]]:
    """By data, the others' curves, where all of them and the learner's own are known."""
    return {
        data: {name: curves[data, name] for name in others}
        for data, name in curves
        if name == learner and all((data, other) in curves for other in others)
    }


def ahead(curves: Curves, learner: str, others: Sequence[str]) -> Iterator[ArmComparison]:
    """At the most examples: errors of the best other over those of the learner, by data."""
    for data, known in rivals(curves, learner, others).items():
        last = {name: curve.errors[-1] for name, curve in known.items()}
        rival = _best(last)
        yield _judged(last[rival], curves[data, learner].errors[-1], {"data": data, "rival": rival})


def at_equal_seconds(
    curves: Curves,
    spent: Mapping[tuple[str, str], Mapping[int, float]],
    learner: str,
    others: Sequence[str],
    budget_s: float,
) -> Iterator[ArmComparison]:
    """As `ahead`, each learner at its best size of those that one fit has the seconds for."""
    for data, known in rivals(curves, learner, others).items():
        where = {"data": data, "seconds": seconds(budget_s)}
        mine = _affordable(curves[data, learner], spent.get((data, learner), {}), budget_s)
        within = {
            f"{name}, {n}": errors
            for name, curve in known.items()
            for n, errors in _affordable(curve, spent.get((data, name), {}), budget_s).items()
        }
        if within and mine:
            yield _judged(within[_best(within)], mine[_best(mine)], where)
        elif within and (data, learner) in spent:
            yield ArmComparison(where, "contradicts", note=f"{learner} cannot be fitted in time")


def _affordable(curve: Curve, spent: Mapping[int, float], budget_s: float) -> dict[str, Values]:
    """Errors (n_draws,) at the sizes that are fitted in the budget."""
    return {
        f"{int(n)}": errors
        for n, errors in zip(curve.sizes, curve.errors, strict=True)
        if spent.get(int(n), np.inf) <= budget_s
    }


def _best(errors: Mapping[str, Values]) -> str:
    """The lowest mean on the draws that choose."""
    return min(errors, key=lambda name: float(errors[name][::2].mean()))


def _judged(slow: Values, fast: Values, where: Mapping[str, str]) -> ArmComparison:
    """On the draws that did not choose."""
    return compared(slow[1::2], fast[1::2], _NO_HORIZON, where)
