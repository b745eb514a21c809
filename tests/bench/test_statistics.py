"""Known answers of bench.statistics, and what it refuses. Coverage is in test_coverage.py."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from propbench.bench.statistics import (
    Interval,
    break_even,
    extrapolate,
    is_unstable,
    process_interval,
    product,
    ratio_interval,
    verdict,
    wilson,
)

BAD = (0.0, -1.0, math.nan, math.inf, -math.inf)


def ratio(low: float, point: float, high: float) -> Interval:
    return Interval(point, low, high, 10, "confidence")


@pytest.mark.parametrize(
    ("n", "low", "high"), [(5, 1, 5), (6, 1, 6), (9, 2, 8), (10, 2, 9), (20, 6, 15), (30, 10, 21)]
)
def test_limits_of_a_median_have_the_textbook_ranks(n: int, low: int, high: int) -> None:
    """Conover 1999, 3.2: the ranks of the sign test's interval."""
    values = [float(rank) for rank in range(n, 0, -1)]
    assert process_interval(values) == Interval((n + 1) / 2, low, high, n, "confidence")


def test_fewer_than_five_processes_give_their_range() -> None:
    assert process_interval([3.0, 1.0, 2.0]) == Interval(2.0, 1.0, 3.0, 3, "range")
    assert process_interval([3.0]) == Interval(3.0, 3.0, 3.0, 1, "range")


def test_limits_of_skewed_values_are_not_symmetric() -> None:
    interval = process_interval([1.0, 1.01, 1.02, 1.03, 2.0])
    assert (interval.low, interval.point, interval.high) == (1.0, 1.02, 2.0)


def test_the_point_is_within_its_limits_where_values_are_equal() -> None:
    interval = process_interval([1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.01, 0.01, 0.01, 0.01, 0.01])
    assert (interval.low, interval.point, interval.high) == (0.01, 1.0, 1.0)


def test_equal_samples_give_an_interval_without_width() -> None:
    interval = process_interval([0.5] * 7)
    assert interval.low == pytest.approx(0.5, rel=1e-12)
    assert interval.high == pytest.approx(0.5, rel=1e-12)
    same = dict.fromkeys(range(7), 0.5)
    assert verdict(ratio_interval(same, same)) == "tie"
    assert not is_unstable([0.5] * 50)
    assert extrapolate([1, 10, 100, 1000], [1.0] * 4, 2000) is None


def test_a_ratio_pairs_by_process_and_ignores_what_only_one_measured() -> None:
    slow = {0: 2.0, 1: 4.0, 2: 8.0, 9: 1.0}
    fast = {2: 4.0, 1: 2.0, 0: 1.0, 5: 100.0}
    assert ratio_interval(slow, fast) == Interval(2.0, 2.0, 2.0, 3, "range")


def test_pairing_removes_what_a_process_does_to_both() -> None:
    noise = np.random.default_rng(0).normal(0, 0.3, 10)
    slow = {k: 1.2 * math.exp(v) for k, v in enumerate(noise)}
    fast = {k: math.exp(v) for k, v in enumerate(noise)}
    interval = ratio_interval(slow, fast)
    assert interval.high - interval.low < 1e-9
    assert verdict(interval) == "above"


def test_half_widths_of_a_product_add_in_quadrature() -> None:
    factors = [
        Interval(2.0, 2.0 / math.exp(0.03), 2.0 * math.exp(0.3), 7, "confidence"),
        Interval(3.0, 3.0 / math.exp(0.04), 3.0 * math.exp(0.4), 5, "confidence"),
    ]
    whole = product(factors)
    assert whole.point == 6
    assert whole.low == pytest.approx(6 / math.exp(0.05))
    assert whole.high == pytest.approx(6 * math.exp(0.5))
    assert (whole.n, whole.kind) == (5, "confidence")
    assert product([*factors, Interval(1.0, 1.0, 1.0, 3, "range")]).kind == "range"


def test_nothing_in_common_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing in common"):
        ratio_interval({0: 1.0}, {1: 1.0})


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        (ratio(1.01, 1.10, 1.20), "above"),
        (ratio(0.80, 0.90, 0.99), "below"),
        (ratio(0.99, 1.50, 2.00), "tie"),
        (ratio(1.01, 1.04, 1.07), "tie"),
        (ratio(0.93, 0.96, 0.99), "tie"),
        (ratio(1.00, 1.20, 1.40), "tie"),
        (ratio(1.00, 1.00, 1.00), "tie"),
    ],
)
def test_a_verdict_needs_certainty_and_a_difference_that_matters(
    interval: Interval, expected: str
) -> None:
    assert verdict(interval) == expected


def test_the_margin_of_a_verdict_can_be_chosen() -> None:
    assert verdict(ratio(1.01, 1.04, 1.07), margin=0.02) == "above"
    assert verdict(ratio(1.01, 1.10, 1.20), margin=0.15) == "tie"


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize(
    "call",
    [
        lambda bad: process_interval([1.0, bad, 2.0]),
        lambda bad: ratio_interval({0: 1.0, 1: bad}, {0: 1.0, 1: 1.0}),
        lambda bad: ratio_interval({0: 1.0, 1: 1.0}, {0: 1.0, 1: bad}),
        lambda bad: is_unstable([1.0, bad]),
        lambda bad: extrapolate([1, 2, 3, 4], [1.0, 2.0, bad, 4.0], 5),
        lambda bad: break_even(bad, ratio(1, 1, 1), ratio(1, 1, 1), ratio(1, 1, 1)),
    ],
)
def test_numbers_that_are_not_positive_and_finite_are_refused(
    call: Callable[[float], object], bad: float
) -> None:
    with pytest.raises(ValueError, match="expected positive and finite"):
        call(bad)


@pytest.mark.parametrize("call", [process_interval, is_unstable])
def test_no_numbers_at_all_are_refused(call: Callable[[list[float]], object]) -> None:
    with pytest.raises(ValueError, match="got none"):
        call([])


def test_rounds_are_unstable_when_interrupted_or_doing_unequal_work() -> None:
    steady = list(1 + 0.01 * np.random.default_rng(0).standard_normal(100))
    assert not is_unstable(steady)
    assert not is_unstable([*steady, 9.0])
    assert is_unstable([*steady, *[1.6] * 10])
    assert is_unstable([*steady, 0.4])
    assert is_unstable([1.0, 1.0, 9.0])


def test_rounds_in_two_groups_are_unstable() -> None:
    draw = np.random.default_rng(0)
    slow, fast = draw.normal(1.2, 0.01, 50), draw.normal(1.0, 0.01, 50)
    assert is_unstable([*slow, *fast])
    assert is_unstable([*slow[:25], *fast[:10]])
    assert not is_unstable([*slow, *fast[:5]])
    assert not is_unstable([*(fast + 0.01), *fast])


def test_rounds_of_one_kind_are_seldom_called_two_groups() -> None:
    draw = np.random.default_rng(1)
    samples = [*draw.lognormal(0, 0.05, (200, 20)), *draw.uniform(0.8, 1.2, (200, 20))]
    assert sum(is_unstable(list(sample)) for sample in samples) <= 4


def test_wilson_gives_the_textbook_limits() -> None:
    interval = wilson(8, 10)
    assert interval.point == 0.8
    assert interval.low == pytest.approx(0.4901625, abs=1e-6)
    assert interval.high == pytest.approx(0.9433178, abs=1e-6)
    assert wilson(0, 10).low == 0
    assert wilson(10, 10).high == 1


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (-1, 5), (6, 5)])
def test_wilson_refuses_an_impossible_count(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="successes"):
        wilson(successes, n)
