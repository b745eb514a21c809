"""What is said of arms: medians, bounds where half do not arrive, ratios to the fastest."""

import pytest

from propbench.bench.own_training.standings import standings
from tests.bench.own_training.asking import BUDGET, finished

FAST, SLOW = [10, 11, 12, 13, 14, 15], [30, 33, 36, 39, 42, 45]


def test_ratios_are_to_the_arm_with_the_fewest_iterations_seed_by_seed() -> None:
    slow, fast = standings(finished(tanh=SLOW, relu=FAST))
    assert fast.iterations.point == 12.5
    assert fast.iterations_ratio is None
    assert slow.iterations_ratio is not None
    assert slow.iterations_ratio.point == pytest.approx(3)
    assert slow.iterations_ratio.low == pytest.approx(slow.iterations_ratio.high)


def test_where_half_do_not_arrive_iterations_are_a_bound() -> None:
    some, all_ = standings(finished(tanh=[10, 20, 30, None, None, None], relu=FAST))
    assert (some.at_least, all_.at_least) == (True, False)
    assert some.iterations.point == (30 + BUDGET) / 2
    assert some.arrived_share.point == 0.5


def test_where_nobody_arrives_nothing_is_compared() -> None:
    for each in standings(finished(tanh=[None] * 6, relu=[None] * 6)):
        assert each.at_least
        assert each.iterations_ratio is None


def test_the_fastest_in_seconds_may_be_another_than_in_iterations() -> None:
    tanh, relu = standings(finished({"tanh": 1.0, "relu": 6.0}, tanh=SLOW, relu=FAST))
    assert tanh.iterations_ratio is not None
    assert tanh.seconds_ratio is None
    assert tanh.seconds is not None
    assert tanh.seconds.point == 37.5
    assert relu.iterations_ratio is None
    assert relu.seconds_ratio is not None
    assert relu.seconds_ratio.point == pytest.approx(2)
