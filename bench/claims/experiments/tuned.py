"""Learning rates tuned and reported where no race can be run; as observations, and as arms."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from propbench.bench.results import Observation
from propbench.bench.statistics import Entrant, contenders
from propbench.bench.statistics.intervals import Values
from propbench.impls.contract import Array

TUNING_SEEDS = tuple(range(1_000, 1_010))
REPORTING_SEEDS = tuple(range(20))
"""Disjoint, and those of the races."""

Runs = Mapping[tuple[float, int], float]
"""Iterations by learning rate and seed, the budget where a run did not arrive."""

Train = Callable[[Sequence[tuple[float, int]]], Array]
"""Trains these rates with these seeds; iterations (n_yardsticks, n_runs)."""


def tune(train: Train, rates: Sequence[float], budget: float) -> list[Runs]:
    """All rates on the tuning seeds; on the reporting seeds those that any yardstick may select."""
    tuning = _run(train, rates, TUNING_SEEDS)
    reported = sorted({place for runs in tuning for place in _contenders(runs, budget)})
    reporting = _run(train, [rates[place] for place in reported], REPORTING_SEEDS)
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


def _contenders(runs: Runs, budget: float) -> tuple[int, ...]:
    times = np.array(list(runs.values()), np.float64).reshape(-1, len(TUNING_SEEDS))
    return contenders(np.maximum(times, 1), budget)
