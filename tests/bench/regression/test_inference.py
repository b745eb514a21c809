"""The exact test and its interval, against enumeration and against known cases."""

import itertools
import math

import numpy as np
import pytest
from scipy import stats

from propbench.bench.regression.verdict.aa_controls import moved_p
from propbench.bench.regression.verdict.inference import (
    estimate,
    hodges_lehmann,
    slower_p,
    walsh_averages,
)
from propbench.bench.regression.verdict.series import Series
from propbench.bench.statistics.multiplicity import holm

MAGNITUDES = [0.011, 0.025, 0.033, 0.041, 0.057, 0.063, 0.072, 0.09, 0.11, 0.14]


def _all_signs(n: int) -> list[list[float]]:
    """Every equally likely outcome when nothing but the signs is random."""
    return [
        [sign * size for sign, size in zip(signs, MAGNITUDES, strict=False)]
        for signs in itertools.product((-1, 1), repeat=n)
    ]


@pytest.mark.parametrize("n", range(1, 9))
@pytest.mark.parametrize("level", [0.005, 0.01, 0.05, 0.2])
def test_the_chance_of_a_false_rejection_is_at_most_the_level_by_enumeration(
    n: int, level: float
) -> None:
    rejected = [slower_p(values, 0.0) <= level for values in _all_signs(n)]
    assert sum(rejected) <= level * len(rejected)


@pytest.mark.parametrize("n", [5, 6, 7])
def test_ties_do_not_raise_the_chance_of_a_false_rejection(n: int) -> None:
    tied = [
        [math.copysign(0.01 * (1 + i // 2), v) for i, v in enumerate(values)]
        for values in _all_signs(n)
    ]
    assert np.mean([slower_p(values, 0.0) <= 0.05 for values in tied]) <= 0.05


@pytest.mark.parametrize("n", [5, 6, 7, 8])
@pytest.mark.parametrize("level", [0.025, 0.05, 0.1])
def test_each_limit_misses_the_truth_no_more_often_than_its_level(n: int, level: float) -> None:
    limits = [estimate(values, level) for values in _all_signs(n)]
    assert np.mean([one.high < 0 for one in limits]) <= level
    assert np.mean([one.low > 0 for one in limits]) <= level


def test_the_p_value_agrees_with_scipy() -> None:
    values = np.random.default_rng(0).normal(0.5, 1, 20)
    expected = stats.wilcoxon(values, alternative="greater", method="exact").pvalue
    assert slower_p(values.tolist(), 0.0) == pytest.approx(expected, rel=1e-12)


def test_the_limit_is_where_the_test_stops_rejecting() -> None:
    values = np.random.default_rng(1).normal(0.5, 1, 12).tolist()
    low = estimate(values, 0.05).low
    assert slower_p(values, low - 1e-9) <= 0.05 < slower_p(values, low + 1e-9)


def test_six_restarts_that_agree_reach_the_smallest_possible_p() -> None:
    assert slower_p([0.5] * 6, 0.02) == pytest.approx(2**-6)


def test_the_margin_is_inside_the_null() -> None:
    values = [0.019, 0.0195, 0.018, 0.0185, 0.017, 0.0188]
    assert slower_p(values, 0.0) == pytest.approx(2**-6)
    assert slower_p(values, 0.02) == 1.0


def test_one_wild_restart_hardly_moves_the_estimate() -> None:
    assert abs(hodges_lehmann([0.0, 0.001, -0.001, 0.002, -0.002, 0.0, 0.001, 0.4])) < 0.01


def test_the_estimate_is_the_median_of_all_pairwise_means() -> None:
    assert walsh_averages([1.0, 3.0]).tolist() == [1.0, 2.0, 3.0]
    assert hodges_lehmann([1.0, 3.0]) == 2.0


def test_too_few_values_have_no_limits() -> None:
    seen = estimate([0.1, 0.2], 0.05)
    assert (seen.low, seen.high) == (-math.inf, math.inf)


def test_holm_multiplies_by_what_is_left_and_never_decreases() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert holm([]) == ()
    assert holm([0.0, 1.0]) == (0.0, 1.0)


@pytest.mark.parametrize("values", [[], [math.nan], [math.inf, 0.0]])
def test_what_is_no_measurement_is_refused(values: list[float]) -> None:
    with pytest.raises(ValueError, match="values"):
        slower_p(values, 0.0)


def test_a_control_that_moved_either_way_has_twice_the_chance_of_one() -> None:
    moved = [0.1 + size for size in MAGNITUDES]
    for values in (moved, [-value for value in moved]):
        series = Series("a", {"screen": dict(enumerate(values))}, 0.02, 0.05, ())
        assert moved_p(series) == pytest.approx(2 * 2**-10)
    assert moved_p(Series("a", {}, 0.02, 0.05, ())) == 1
