"""Estimates past the largest size, crossovers, and when compiling pays."""

import math

import numpy as np
import pytest
import scipy.stats

from propbench.bench.statistics import BreakEven, Interval, break_even, crossover, extrapolate

SIZES = [10, 100, 1_000, 10_000, 100_000]
ABOVE = Interval(2.0, 1.9, 2.1, 5, "confidence")
BELOW = Interval(0.5, 0.4, 0.6, 5, "confidence")
TIE = Interval(1.1, 0.9, 1.3, 5, "confidence")


def test_exactly_linear_times_are_estimated_exactly() -> None:
    estimate = extrapolate(SIZES, [2e-6 * m for m in SIZES], 1_000_000)
    assert estimate is not None
    assert estimate.seconds == pytest.approx(2.0, rel=1e-9)
    assert estimate.low == pytest.approx(2.0, rel=1e-6)
    assert estimate.high == pytest.approx(2.0, rel=1e-6)
    assert estimate.exponent == pytest.approx(1.0, rel=1e-9)
    assert estimate.holdout_error == pytest.approx(0.0, abs=1e-9)
    assert estimate.measured_to == 100_000


def test_only_the_five_largest_sizes_count_in_any_order() -> None:
    sizes, seconds = [1, *SIZES], [7.0, *[2e-6 * m for m in SIZES]]
    straight = extrapolate(sizes, seconds, 1_000_000)
    assert straight == extrapolate(SIZES, seconds[1:], 1_000_000)
    assert straight == extrapolate(sizes[::-1], seconds[::-1], 1_000_000)


@pytest.mark.parametrize(
    ("exponent", "accepted"), [(0.89, False), (0.91, True), (1.09, True), (1.11, False)]
)
def test_growth_that_is_not_linear_is_refused(exponent: float, accepted: bool) -> None:
    estimate = extrapolate(SIZES, [1e-6 * m**exponent for m in SIZES], 1_000_000)
    assert (estimate is not None) == accepted


@pytest.mark.parametrize(("factor", "accepted"), [(1.1, True), (1.25, False), (0.8, False)])
def test_a_failed_hold_out_test_is_refused(factor: float, accepted: bool) -> None:
    seconds = [1e-6 * m for m in SIZES]
    seconds[-1] *= factor
    estimate = extrapolate(SIZES, seconds, 1_000_000)
    assert (estimate is not None) == accepted
    if estimate is not None:
        assert estimate.holdout_error == pytest.approx(1 - 1 / factor)


@pytest.mark.parametrize(
    ("target", "accepted"),
    [(99_999, False), (100_000, False), (100_001, True), (10**7, True), (10**7 + 1, False)],
)
def test_a_target_must_be_past_the_largest_size_but_not_too_far(
    target: int, accepted: bool
) -> None:
    estimate = extrapolate(SIZES, [1e-6 * m for m in SIZES], target)
    assert (estimate is not None) == accepted


def test_three_sizes_are_too_few_and_four_are_enough() -> None:
    assert extrapolate([1, 2, 3], [1.0, 2.0, 3.0], 4) is None
    assert extrapolate([1, 2, 3, 4], [1.0, 2.0, 3.0, 4.0], 5) is not None


def test_sizes_must_be_distinct_and_one_for_each_time() -> None:
    with pytest.raises(ValueError, match="expected one each"):
        extrapolate([1, 2, 2, 4], [1.0, 2.0, 3.0, 4.0], 5)
    with pytest.raises(ValueError, match="expected one each"):
        extrapolate([1, 2, 3], [1.0, 2.0, 3.0, 4.0], 5)


def test_a_prediction_interval_is_never_narrower_than_the_hold_out_error() -> None:
    draw = np.random.default_rng(0)
    for _ in range(100):
        seconds = [1e-6 * m * math.exp(draw.normal(0, 0.03)) for m in SIZES]
        estimate = extrapolate(SIZES, seconds, 1_000_000)
        if estimate is not None:
            share = 1 + estimate.holdout_error
            assert estimate.high >= estimate.seconds * share * (1 - 1e-12)
            assert estimate.low <= estimate.seconds / share * (1 + 1e-12)


def test_limits_are_those_of_a_new_observation_about_a_line() -> None:
    logs = np.array([0.05, -0.02, 0.0, 0.02, -0.05])
    seconds = [1e-6 * m * math.exp(log) for m, log in zip(SIZES, logs, strict=True)]
    estimate = extrapolate(SIZES, seconds, 10**7)
    assert estimate is not None
    design = np.column_stack([np.ones(5), np.log(SIZES)])
    _, squares, *_ = np.linalg.lstsq(design, np.log(seconds), rcond=None)
    row = np.array([1.0, math.log(10**7)])
    variance = squares[0] / 3 * (1 + row @ np.linalg.inv(design.T @ design) @ row)
    half = scipy.stats.t.ppf(0.975, 3) * math.sqrt(variance)
    assert math.log(estimate.high / estimate.seconds) == pytest.approx(half)
    assert math.log(estimate.seconds / estimate.low) == pytest.approx(half)


def test_95_percent_of_prediction_intervals_cover_what_is_measured_later() -> None:
    draw = np.random.default_rng(1)
    covered, total = 0, 0
    for _ in range(600):
        seconds = [1e-6 * m * math.exp(draw.normal(0, 0.02)) for m in SIZES]
        estimate = extrapolate(SIZES, seconds, 1_000_000)
        if estimate is not None:
            total += 1
            covered += estimate.low <= math.exp(draw.normal(0, 0.02)) <= estimate.high
    assert total > 550
    assert 0.93 <= covered / total <= 0.985


@pytest.mark.parametrize(
    ("ratios", "expected"),
    [
        ([BELOW, TIE, ABOVE, ABOVE], (100, 1_000)),
        ([BELOW, BELOW, BELOW, ABOVE], (1_000, 10_000)),
        ([BELOW, ABOVE, BELOW, ABOVE], (1_000, 10_000)),
        ([BELOW, ABOVE, ABOVE, TIE], None),
        ([ABOVE, ABOVE, ABOVE, ABOVE], None),
        ([BELOW, BELOW, BELOW, BELOW], None),
    ],
)
def test_a_crossover_is_where_the_verdict_becomes_above_for_good(
    ratios: list[Interval], expected: tuple[int, int] | None
) -> None:
    assert crossover([10, 100, 1_000, 10_000], ratios) == expected
    assert crossover([10_000, 1_000, 100, 10], ratios[::-1]) == expected


def test_a_crossover_needs_one_ratio_for_each_size() -> None:
    with pytest.raises(ValueError, match="zip"):
        crossover([10, 100], [ABOVE])


def test_a_crossover_of_nothing_is_none() -> None:
    assert crossover([], []) is None


def ratio(low: float, point: float, high: float) -> Interval:
    return Interval(point, low, high, 10, "confidence")


def test_break_even_counts_calls_until_the_totals_meet() -> None:
    once, other = ratio(0.9, 1.0, 1.1), ratio(2.9, 3.0, 3.1)
    assert break_even(21.0, once, other, ratio(2.9, 3.0, 3.1)) == BreakEven("calls", 10)
    assert break_even(20.0, once, other, ratio(2.9, 3.0, 3.1)) == BreakEven("calls", 10)
    assert break_even(0.5, once, other, ratio(2.9, 3.0, 3.1)) == BreakEven("calls", 1)


def test_break_even_of_calls_that_take_microseconds() -> None:
    once, other = ratio(0.9e-6, 1e-6, 1.1e-6), ratio(2.9e-6, 3e-6, 3.1e-6)
    assert break_even(21e-6, once, other, ratio(2.9, 3.0, 3.1)) == BreakEven("calls", 10)


def test_break_even_is_never_for_slower_calls_and_open_for_a_tie() -> None:
    once, other = ratio(0.9, 1.0, 1.1), ratio(0.4, 0.5, 0.6)
    assert break_even(9.0, once, other, ratio(0.4, 0.5, 0.6)) == BreakEven("never")
    assert break_even(9.0, once, once, ratio(0.9, 1.0, 1.1)) == BreakEven("cannot tell")
    assert break_even(9.0, once, other, ratio(1.1, 1.2, 1.3)) == BreakEven("cannot tell")
