"""Learning rates tuned and reported where no race can be run; as observations, and as arms."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from statistics import fmean

import numpy as np

from bench.results import Observation
from bench.statistics import Entrant
from bench.statistics.intervals import Values
from impls.contract import Array

TUNING_SEEDS = tuple(range(1_000, 1_005))
REPORTING_SEEDS = tuple(range(20))
"""Disjoint, and those of the races."""

Runs = Mapping[tuple[float, int], float]
"""Iterations by learning rate and seed, the budget where a run did not arrive."""

Train = Callable[[Sequence[tuple[float, int]]], Array]
"""Trains these rates with these seeds; iterations (n_yardsticks, n_runs)."""

_NEAR = 1.5
"""A rate within this factor of the best on the tuning seeds is reported too: other tuning seeds
might have selected it, and the interval must know what that would have changed."""


def tune(train: Train, rates: Sequence[float]) -> list[Runs]:
    """All rates on the tuning seeds, those near the best on the reporting seeds, by yardstick."""
    tuning = _run(train, rates, TUNING_SEEDS)
    near = sorted({rate for runs in tuning for rate in _near_best(runs)})
    reporting = _run(train, near, REPORTING_SEEDS)
    return [{**one, **other} for one, other in zip(tuning, reporting, strict=True)]


def observed(
    claim: str, factors: Mapping[str, str | int | float], runs: Runs
) -> Iterator[Observation]:
    """One observation a run, of at least one iteration, because a ratio needs one."""
    for (rate, seed), value in runs.items():
        where = {**factors, "rate": rate, "seed": seed}
        yield Observation(claim=claim, quantity="iterations", factors=where, value=max(1.0, value))


def entrant(observations: Iterable[Observation]) -> Entrant:
    """The arm that these runs are of, its rates in the order in which they were tuned."""
    runs = {(one.factors["rate"], int(one.factors["seed"])): one.value for one in observations}
    rates = list(dict.fromkeys(rate for rate, _ in runs))

    def times(seeds: Sequence[int]) -> Values:
        return np.array([[runs.get((rate, seed), np.nan) for seed in seeds] for rate in rates])

    return Entrant(times(TUNING_SEEDS), times(REPORTING_SEEDS))


def _run(train: Train, rates: Sequence[float], seeds: Sequence[int]) -> list[Runs]:
    runs = [(rate, seed) for rate in rates for seed in seeds]
    return [dict(zip(runs, row.tolist(), strict=True)) for row in train(runs)]


def _near_best(runs: Runs) -> list[float]:
    by_rate: dict[float, list[float]] = {}
    for (rate, _), value in runs.items():
        by_rate.setdefault(rate, []).append(value)
    means = {rate: fmean(values) for rate, values in by_rate.items()}
    return [rate for rate, mean in means.items() if mean <= _NEAR * min(means.values())]
