"""Tuned and reported on seeds that never meet: which candidate is chosen, and the loop of both.

The lowest mean of iterations wins. A run that never arrives counts with its budget; equal means
(nobody arrived) are told apart by the mean last loss, then the first of the candidates wins.
"""

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from propbench.bench.statistics import contenders
from propbench.bench.statistics.intervals import Values
from propbench.bench.training.runs import Candidate, Outcome
from propbench.impls.contract import Array

N_TUNING, N_REPORTING = 10, 20
_TUNING_SEEDS_FROM = 1_000

Tuned = Mapping[Candidate, Sequence[Outcome]]
RateAndSeed = tuple[float, int]
Times = Mapping[RateAndSeed, float]
"""What is to be low, by learning rate and seed: iterations, the budget where a run did not arrive;
or a share of errors."""

Train = Callable[[Sequence[RateAndSeed]], Array]
"""Trains these rates with these seeds; (n_yardsticks, n_runs), positive."""


def tuning_seeds(n: int = N_TUNING) -> tuple[int, ...]:
    """Where candidates are chosen."""
    return tuple(range(_TUNING_SEEDS_FROM, _TUNING_SEEDS_FROM + n))


def reporting_seeds(n: int = N_REPORTING) -> tuple[int, ...]:
    """Where what was chosen is reported."""
    return tuple(range(n))


def lowest(values: Values, tie_break: Values | None = None) -> int:
    """The place of the lowest mean, of (n_candidates, n_seeds); equals as the module says."""
    means = values.mean(axis=1)
    ties = np.zeros(len(means)) if tie_break is None else tie_break
    return int(np.lexsort((ties, means))[0])


def tune(train: Train, rates: Sequence[float], budget: float) -> list[Times]:
    """Of each yardstick all rates on the tuning seeds, then those that may be chosen on the others.

    A rate is reported where any yardstick may choose it, on this draw of the tuning seeds or on
    another. `budget` is what a run counts with that did not arrive.
    """
    tuning = _trained(train, rates, tuning_seeds())
    near = {place for times in tuning for place in contenders(_by_rate(times, rates), budget)}
    reporting = _trained(train, [rates[place] for place in sorted(near)], reporting_seeds())
    return [{**one, **other} for one, other in zip(tuning, reporting, strict=True)]


def best_rate(times: Times) -> float:
    """The rate that the runs of the tuning seeds choose."""
    rates = list(dict.fromkeys(rate for rate, _ in times))
    return rates[lowest(_by_rate(times, rates))]


def restricted(outcomes: Sequence[Outcome], target: int, max_iterations: int) -> Values:
    """Iterations to a target, by its place, of each run; the budget where it was not met.

    A run that begins below its target counts with one iteration, because ratios are made of them.
    """
    arrivals = (outcome.arrivals[target] for outcome in outcomes)
    return np.array([max_iterations if t is None else max(1, t) for t in arrivals], np.float64)


def chosen(tuned: Tuned, max_iterations: int) -> Candidate:
    """The candidate that these tuning seeds select."""
    return list(tuned)[lowest(tuning_times(tuned, max_iterations), tie_break(tuned))]


def reportable(tuned: Tuned, max_iterations: int) -> tuple[Candidate, ...]:
    """The chosen candidate, and those that other draws of the tuning seeds would choose.

    The interval of a comparison knows the noise of tuning only from candidates that are reported.
    """
    places = contenders(tuning_times(tuned, max_iterations), max_iterations, tie_break(tuned))
    candidates = list(tuned)
    return tuple(candidates[place] for place in places)


def tie_break(tuned: Tuned) -> Values:
    """Mean last loss of each candidate; infinite where a run diverged."""
    losses = [
        [math.inf if outcome.diverged else outcome.last_loss for outcome in outcomes]
        for outcomes in tuned.values()
    ]
    return np.array(losses).mean(axis=1)


def tuning_times(tuned: Tuned, max_iterations: int) -> Values:
    """Iterations to the headline target, (n_candidates, n_seeds)."""
    return np.array([restricted(outcomes, -1, max_iterations) for outcomes in tuned.values()])


def _trained(train: Train, rates: Sequence[float], seeds: Sequence[int]) -> list[Times]:
    runs = [(rate, seed) for rate in rates for seed in seeds]
    return [dict(zip(runs, row.tolist(), strict=True)) for row in train(runs)]


def _by_rate(times: Times, rates: Sequence[float]) -> Values:
    """Of the tuning seeds, (n_rates, n_seeds)."""
    return np.array([[times[rate, seed] for seed in tuning_seeds()] for rate in rates], np.float64)
