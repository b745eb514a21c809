"""One loop of tuning and reporting, and one rule of which candidate is chosen."""

from collections.abc import Sequence

import numpy as np

from propbench.bench.training.tuning import (
    RateAndSeed,
    best_rate,
    lowest,
    reporting_seeds,
    tune,
    tuning_seeds,
)
from propbench.impls.contract import Array

RATES = (0.1, 1.0, 10.0)


def test_the_best_rate_is_that_of_the_tuning_seeds() -> None:
    runs = {(rate, seed): 10.0 * rate for rate in (2.0, 1.0) for seed in tuning_seeds()}
    runs |= {(2.0, seed): 1.0 for seed in reporting_seeds()}
    assert best_rate(runs) == 1.0


def test_equal_means_are_told_apart_by_the_tie_break_and_then_the_first_wins() -> None:
    times = np.array([[3.0, 5.0], [4.0, 4.0], [9.0, 9.0]])
    assert lowest(times) == 0
    assert lowest(times, np.array([0.2, 0.1, 0.0])) == 1


def test_rates_that_no_draw_of_the_seeds_would_choose_are_tuned_and_not_reported() -> None:
    def train(runs: Sequence[RateAndSeed]) -> Array:
        return np.array([[50 * rate + seed % 3 for rate, seed in runs]])

    (times,) = tune(train, RATES, 1_000)
    assert {rate for rate, seed in times if seed in tuning_seeds()} == set(RATES)
    assert {rate for rate, seed in times if seed in reporting_seeds()} == {0.1}
