"""Learning curves from observations, by data and learner."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import numpy as np

from propbench.bench.claims.c08_more_data.plateaus import (
    Curve,
    crossover,
    improvement,
    is_monotone,
    power_law,
)
from propbench.bench.claims.referee.registration import Series
from propbench.bench.results import Observation

Curves = Mapping[tuple[str, str], Curve]
"""By data and learner."""

FitSeconds = Mapping[tuple[str, str], Mapping[int, float]]
"""Of one fit, by data and learner and the number of examples."""


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


def rivals(curves: Curves, learner: str, others: Sequence[str]) -> dict[str, dict[str, Curve]]:
    """By data, the others' curves, where all of them and the learner's own are known."""
    data = [where for where, name in curves if name == learner]
    return {
        one: {name: curves[one, name] for name in others}
        for one in data
        if all((one, name) in curves for name in others)
    }


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


def crossings(curves: Curves, learner: str, others: Sequence[str]) -> Series:
    """From how many examples on the learner's mean error is the lowest, by data; 0 at no size."""
    firsts = {
        data: crossover(curves[data, learner], list(known.values()))
        for data, known in rivals(curves, learner, others).items()
    }
    return tuple(
        {"quantity": "ahead_from", "data": data, "value": first or 0.0}
        for data, first in firsts.items()
    )


def _curve(one: Observation) -> tuple[str, str]:
    return str(one.factors["data"]), str(one.factors["learner"])


def _n(one: Observation) -> int:
    return int(one.factors["n"])


def _point(one: Observation) -> tuple[str, str, int, int]:
    return *_curve(one), _n(one), int(one.factors["draw"])
