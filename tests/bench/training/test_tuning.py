"""One loop of tuning and reporting, and one rule of which candidate is chosen."""

from collections.abc import Sequence

import numpy as np

from propbench.bench.training.seeds import N_LOOK, reporting_seeds, tuning_seeds
from propbench.bench.training.tuning import RateAndSeed, best_rate, lowest, tune
from propbench.impls.contract import Array


def test_the_best_rate_is_that_of_the_tuning_seeds() -> None:
    runs = {(rate, seed): 10.0 * rate for rate in (2.0, 1.0) for seed in tuning_seeds()}
    runs |= {(2.0, seed): 1.0 for seed in reporting_seeds()}
    runs |= {(0.5, seed): 1.0 for seed in tuning_seeds(N_LOOK)}
    assert best_rate(runs) == 1.0


def test_equal_means_are_told_apart_by_the_tie_break_and_then_the_first_wins() -> None:
    times = np.array([[3.0, 5.0], [4.0, 4.0], [9.0, 9.0]])
    assert lowest(times) == 0
    assert lowest(times, np.array([0.2, 0.1, 0.0])) == 1


def test_rates_far_from_the_best_get_few_seeds_and_the_best_alone_is_reported() -> None:
    def train(runs: Sequence[RateAndSeed]) -> Array:
        return np.array([[50 * max(rate, 0.5) + seed % 3 for rate, seed in runs]])

    (times,) = tune(train, (0.1, 0.2, 10.0))
    n = {rate: sum(own == rate for own, _ in times) for rate in (0.1, 0.2, 10.0)}
    assert n == {0.1: 150, 0.2: 50, 10.0: N_LOOK}
    assert {rate for rate, seed in times if seed in reporting_seeds()} == {0.1}
