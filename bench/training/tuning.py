"""Tuned and reported on seeds that never meet, for what is trained by other means than races.

As in a race, every learning rate is tried on few seeds, those near the best on many, and the one
with the lowest mean is reported on others. A run that never arrives counts with its budget.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from propbench.bench.training.runs import Outcome
from propbench.bench.training.seeds import N_LOOK, reporting_seeds, tuning_seeds
from propbench.impls.contract import Array

_NEAR = 2
"""In medians of the best: who is near."""

RateAndSeed = tuple[float, int]
Times = Mapping[RateAndSeed, float]
"""What is to be low, by learning rate and seed: iterations, the budget where a run did not arrive;
or a share of errors."""

Train = Callable[[Sequence[RateAndSeed]], Array]
"""Trains these rates with these seeds; (n_yardsticks, n_runs), positive."""


def tune(train: Train, rates: Sequence[float]) -> list[Times]:
    """Of each yardstick the runs that tuning took, and those that report the rate it chose."""
    looked = _trained(train, rates, tuning_seeds(N_LOOK))
    near = sorted({rate for times in looked for rate in _near(times, rates)})
    compared = _trained(train, near, tuning_seeds()[N_LOOK:])
    tuned = [{**look, **more} for look, more in zip(looked, compared, strict=True)]
    best = sorted({best_rate(times) for times in tuned})
    reported = _trained(train, best, reporting_seeds())
    return [{**times, **more} for times, more in zip(tuned, reported, strict=True)]


def best_rate(times: Times) -> float:
    """The rate with the lowest mean of those that all tuning seeds tried; of equals the first."""
    seeds = tuning_seeds()
    tried = dict.fromkeys(rate for rate, _ in times)
    rates = [rate for rate in tried if (rate, seeds[-1]) in times]
    return rates[lowest(np.array([[times[rate, seed] for seed in seeds] for rate in rates]))]


def lowest(values: Array, tie_break: Array | None = None) -> int:
    """The place of the lowest mean, of (n_candidates, n_seeds); equals are told apart by the lowest
    `tie_break` (n_candidates,), then the first wins."""
    means = values.mean(axis=1)
    ties = np.zeros(len(means)) if tie_break is None else tie_break
    return int(np.lexsort((ties, means))[0])


def restricted(outcomes: Sequence[Outcome], target_place: int, max_iterations: int) -> Array:
    """Iterations to a target of each run, (n_runs,); `max_iterations` where it was not met sooner.

    A run that begins below its target counts with one iteration, because ratios are made of them.
    """
    arrivals = (outcome.arrivals[target_place] for outcome in outcomes)
    times = [max_iterations if t is None else min(max(1, t), max_iterations) for t in arrivals]
    return np.array(times, np.float64)


def _near(times: Times, rates: Sequence[float]) -> list[float]:
    seeds = tuning_seeds(N_LOOK)
    medians = np.median([[times[rate, seed] for seed in seeds] for rate in rates], axis=1)
    limit = _NEAR * medians.min()
    return [rate for rate, median in zip(rates, medians, strict=True) if median <= limit]


def _trained(train: Train, rates: Sequence[float], seeds: Sequence[int]) -> list[Times]:
    runs = [(rate, seed) for rate in rates for seed in seeds]
    return [dict(zip(runs, row.tolist(), strict=True)) for row in train(runs)]
