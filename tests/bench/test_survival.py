"""Curves of runs still short of their target, and what is told beside the ratio."""

import math

import numpy as np
import pytest
from scipy import stats

from propbench.bench.statistics import (
    expected_running_time,
    kaplan_meier,
    probability_faster,
    wilson,
)


def test_the_curve_falls_at_each_arrival_and_ends_at_the_horizon() -> None:
    curve = kaplan_meier([30, 10, 10, 99, 100, 5], [True, True, True, False, True, False], 100)
    assert curve.times == (0, 10, 30, 100)
    assert curve.survival == pytest.approx((1, 4 / 6, 3 / 6, 3 / 6))
    assert curve.n == 6


def test_a_run_that_diverged_early_stays_at_risk_until_the_horizon() -> None:
    curve = kaplan_meier([1, 50], [False, True], 100)
    assert curve.survival == (1, 0.5, 0.5)


def test_without_or_with_all_arrivals_the_band_still_has_a_width() -> None:
    none, every = (
        kaplan_meier([100] * 20, [False] * 20, 100),
        kaplan_meier([5] * 20, [True] * 20, 9),
    )
    assert none.times == (0, 100)
    assert none.survival == (1, 1)
    assert none.low[-1] == wilson(20, 20).low < 0.9
    assert every.survival == (1, 0, 0)
    assert every.high[-1] == wilson(0, 20).high > 0.1


def test_95_percent_of_bands_contain_the_true_share() -> None:
    times = np.random.default_rng(0).lognormal(4, 1, (500, 20))
    truth, moment = stats.norm.sf(math.log(40) - 4), 40.0
    covered = 0
    for row in times:
        curve = kaplan_meier(row, [True] * 20, 100)
        step = int(np.searchsorted(curve.times, moment, side="right")) - 1
        covered += curve.low[step] <= truth <= curve.high[step]
    assert 0.93 <= covered / 500 <= 0.985


def test_times_that_are_not_positive_are_refused() -> None:
    for bad in (0, -1, math.nan):
        with pytest.raises(ValueError, match="expected positive and finite"):
            kaplan_meier([bad], [True], 10)
    with pytest.raises(ValueError, match="got none"):
        kaplan_meier([], [], 10)


def test_a_failed_run_costs_the_horizon_and_is_tried_again() -> None:
    assert expected_running_time([10, 20, 100], 100) == 65
    assert expected_running_time([10, 20, math.inf, 300], 100) == 115
    assert expected_running_time([100, 100], 100) == math.inf


def test_ties_and_pairs_without_an_arrival_count_half() -> None:
    found = probability_faster([1, 5, 100, 100, 3], [2, 5, 100, 50, math.inf], 100)
    assert found.point == pytest.approx(3 / 5)
    assert (found.low, found.high) == (wilson(3, 5).low, wilson(3, 5).high)
    half = probability_faster([1, 5], [2, 5], 100)
    assert half.point == 0.75
    assert (half.low, half.high) == (wilson(1, 2).low, wilson(2, 2).high)
    with pytest.raises(ValueError, match="same seeds"):
        probability_faster([1], [1, 2], 100)


def test_95_percent_of_paired_probabilities_are_in_their_interval() -> None:
    draw = np.random.default_rng(1)
    shared, a, b = (draw.standard_normal((500, 20)) for _ in range(3))
    pairs = zip(np.exp(shared + a), np.exp(shared + b + 0.5), strict=True)
    truth = stats.norm.cdf(0.5 / math.sqrt(2))
    found = [probability_faster(first, second, 1e9) for first, second in pairs]
    assert np.mean([one.low <= truth <= one.high for one in found]) >= 0.93
