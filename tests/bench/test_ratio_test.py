"""Known answers of a ratio between two arms, and what it refuses."""

import math
from dataclasses import astuple

import numpy as np
import pytest

from propbench.bench.statistics import (
    PENALTIES,
    RatioTest,
    TuningTimes,
    contenders,
    minimum_detectable_ratio,
    ratio_test,
)
from propbench.bench.statistics.intervals import Values
from tests.bench.synthetic_races import MARGINS, World

HORIZON = 1_000.0


def entrant(tuning: list[list[float]], reporting: list[list[float]], *tie: float) -> TuningTimes:
    return TuningTimes(np.array(tuning), np.array(reporting), np.array(tie) if tie else None)


def constant(time: float, seeds: int = 20) -> TuningTimes:
    return entrant([[time] * 5], [[time] * seeds])


def run(slow: TuningTimes, fast: TuningTimes, horizon: float = HORIZON) -> RatioTest:
    return ratio_test(slow, fast, horizon, MARGINS)


def test_equal_ratios_give_an_interval_without_width_and_certainty() -> None:
    found = run(constant(200), constant(100))
    assert (found.ratio.low, found.ratio.point, found.ratio.high) == (2, 2, 2)
    assert astuple(found.p) == pytest.approx((0, 1, 1), abs=1e-12)
    assert found.log_se == pytest.approx(0, abs=1e-12)
    same = run(constant(100), constant(100))
    assert astuple(same.p) == pytest.approx((1, 1, 0), abs=1e-12)


@pytest.mark.parametrize("time", [80.0, 125.0])
def test_a_ratio_on_the_margin_is_within_it(time: float) -> None:
    found = run(constant(time), constant(100))
    assert (found.p.above, found.p.below) == (1, 1)
    assert found.p.within < 0.01


def test_the_lowest_tuning_mean_is_selected_and_only_reporting_seeds_are_compared() -> None:
    slow = entrant([[9, 9], [4, 6], [8, 8]], [[1] * 6, [30, 10, 20, 20, 20, 20], [2] * 6])
    fast = entrant([[3, 3], [1, 9], [9, 1]], [[10] * 6, [2] * 6, [1] * 6])
    found = run(slow, fast)
    assert (found.slow.candidate, found.fast.candidate) == (1, 0)
    assert found.ratio.point == 2.0
    assert found.ratio.n == 6
    assert found.slow.shares == (0, 1, 0)
    # One of two seeds is drawn, so either seed alone selects in half of the resamples.
    assert found.fast.shares == pytest.approx((0, 0.5, 0.5), abs=0.02)


def test_ties_are_broken_by_the_given_numbers_then_by_order() -> None:
    times = [[HORIZON] * 3] * 3
    fast = entrant([[5] * 3], [[5] * 6])
    reporting = [[10.0] * 6] * 3
    assert run(entrant(times, reporting), fast).slow.candidate == 0
    tied = run(entrant(times, reporting, 0.3, 0.1, 0.2), fast).slow
    assert tied.candidate == 1
    assert tied.shares == (0, 1, 0)
    assert run(entrant(times, reporting, math.inf, 0.1, 0.1), fast).slow.candidate == 1


def test_when_the_selected_one_was_not_reported_the_best_reported_one_stands_in() -> None:
    nothing = [math.nan] * 6
    slow = entrant([[2, 2, 2], [9, 1, 1], [5, 5, 5]], [[40] * 6, nothing, [90] * 6])
    found = run(slow, entrant([[1, 1, 1]], [[10] * 6]))
    # Two of three seeds are drawn; the second candidate wins unless the first seed is drawn.
    assert found.slow.candidate == 0
    assert found.slow.unreported == pytest.approx(4 / 9, abs=0.02)
    assert found.slow.shares[1] == found.slow.unreported
    assert found.fast.unreported == 0
    assert (found.ratio.low, found.ratio.high) == (4, 4)


def test_contenders_are_what_the_tuning_seeds_might_have_selected() -> None:
    tuning = np.array([[9.0, 9, 9], [2, 2, 2], [9, 1, 1], [math.inf] * 3])
    assert contenders(tuning, HORIZON) == (1, 2)
    assert contenders(tuning[:2], HORIZON) == (1,)
    assert contenders(tuning, HORIZON, fewest=0.5) == (1,)
    assert contenders(tuning[3:].repeat(2, axis=0), HORIZON, np.array([0.2, 0.1])) == (1,)


@pytest.mark.parametrize(("factor", "winner"), [(2.0, "above"), (0.5, "below"), (1.0, "within")])
def test_the_interval_and_the_p_value_agree_on_the_winner(factor: float, winner: str) -> None:
    found = ratio_test(
        *World(n_reporting=30, sd=0.1).pair(np.random.default_rng(0), factor), 1e9, MARGINS
    )
    p = {"above": found.p.above, "below": found.p.below, "within": found.p.within}
    assert p.pop(winner) < 0.001
    assert min(p.values()) > 0.9


def test_the_interval_lies_above_the_margin_exactly_when_p_is_below_2_5_percent() -> None:
    draw, decided = np.random.default_rng(1), 0
    for _ in range(200):
        found = ratio_test(*World().pair(draw, 1.6), 1e9, MARGINS, resamples=1_000)
        # Interpolation between two resamples may part them where p is 2.5 % to a resample.
        if abs(found.p.above - 0.025) > 0.003:
            assert (found.ratio.low > 1.25) == (found.p.above < 0.025)
            decided += found.ratio.low > 1.25
    assert 50 < decided < 150


def test_p_values_go_on_falling_beyond_the_reach_of_the_resamples() -> None:
    world = World(n_candidates=1)
    p = [
        ratio_test(*world.pair(np.random.default_rng(2), factor), 1e9, MARGINS).p.above
        for factor in (1.25, 1.4, 1.6, 2.0, 3.0, 5.0)
    ]
    assert p == sorted(p, reverse=True)
    assert 0 < p[-1] < 1e-9


def test_a_race_is_the_same_every_time() -> None:
    slow, fast = World().pair(np.random.default_rng(3), 1.2)
    assert run(slow, fast, 1e9) == run(slow, fast, 1e9)


def test_pairing_removes_what_a_seed_does_to_both() -> None:
    paired, alone = (
        ratio_test(
            *World(n_candidates=1, correlation=c).pair(np.random.default_rng(4), 1.5), 1e9, MARGINS
        )
        for c in (0.99, 0.0)
    )
    assert paired.log_se < alone.log_se / 4


def test_runs_that_did_not_arrive_make_the_ratio_a_bound() -> None:
    some, none = entrant([[50] * 5], [[50] * 19 + [HORIZON]]), constant(HORIZON)
    assert run(constant(50), constant(40)).bound == "exact"
    assert run(some, constant(40)).bound == "at least"
    assert run(constant(40), some).bound == "at most"
    assert run(none, some).bound == "open"
    assert run(some, constant(40)).slow.arrived.point == 0.95
    assert run(some, constant(40)).arrived == 0.95
    assert run(entrant([[50] * 5], [[math.inf] * 20]), constant(40)).ratio.point == 25


def test_a_ratio_of_1_for_want_of_arrivals_says_so() -> None:
    found = run(constant(HORIZON), constant(HORIZON))
    assert found.ratio.point == 1
    assert found.nobody_arrived
    assert not run(constant(HORIZON), constant(HORIZON - 1)).nobody_arrived


def test_few_seeds_give_a_range_and_no_p_value() -> None:
    found = run(entrant([[5.0]], [[2.0, 8.0]]), entrant([[5.0]], [[2.0, 4.0]]))
    assert (found.ratio.low, found.ratio.high, found.ratio.kind) == (1, 2, "range")
    assert astuple(found.p) == (1, 1, 1)
    assert minimum_detectable_ratio(found.log_se, 2, 1.25) == math.inf
    assert run(constant(200, seeds=1), constant(100, seeds=1)).ratio.kind == "range"


def test_each_penalty_counts_a_run_that_did_not_arrive_differently() -> None:
    slow = entrant([[300] * 5], [[300.0] * 10 + [700.0] * 9 + [HORIZON]])
    fast = constant(100)
    found = {name: ratio_test(slow, fast, HORIZON, MARGINS, one) for name, one in PENALTIES.items()}
    assert {name: one.ratio.point for name, one in found.items()} == pytest.approx(
        {"restricted": 5.15, "PAR2": 5.65, "PAR10": 9.65, "half": (3_000 + 5_000) / 2_000}
    )
    assert found["half"].slow.arrived.point == 0.5


SHAPE: Values = np.ones((2, 5))
HALF = np.array([[1.0] * 5, [1.0] * 4 + [math.nan]])
UNREPORTED = np.array([[math.nan] * 5, [1.0] * 5])


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (TuningTimes(SHAPE, np.ones((2, 4))), "expected the same for both arms"),
        (TuningTimes(np.ones((2, 4)), SHAPE), "expected the same for both arms"),
        (TuningTimes(SHAPE, np.ones((3, 5))), "got 3 rows, expected 2"),
        (TuningTimes(np.ones(5), SHAPE), "candidates x seeds"),
        (TuningTimes(SHAPE, HALF), "candidate 1 was reported on some seeds only"),
        (TuningTimes(SHAPE, UNREPORTED), "candidate 0 was selected but not reported"),
        (TuningTimes(SHAPE, SHAPE, np.ones(3)), "one number for each candidate"),
        (TuningTimes(SHAPE, SHAPE, np.array([1, math.nan])), "one number for each candidate"),
        (TuningTimes(0 * SHAPE, SHAPE), "expected positive and finite"),
        (TuningTimes(math.nan * SHAPE, SHAPE), "expected positive and finite"),
        (TuningTimes(SHAPE, -SHAPE), "expected positive and finite"),
    ],
)
def test_times_that_cannot_be_compared_are_refused(wrong: TuningTimes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        run(wrong, TuningTimes(SHAPE, SHAPE))
