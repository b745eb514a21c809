"""The ratio of two arms on the same seeds, some of whose runs never arrive."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from propbench.bench.statistics.intervals import Values
from propbench.bench.statistics.paired import _resampled, log_ratios, median_ratio, share_logs

HORIZON = 500.0


def arms(draw: np.random.Generator, factor: float, failing: float = 0.0) -> tuple[Values, Values]:
    """Times of 100 seeds; the first arm takes `factor` times as long, runs of the second fail."""
    shared = draw.standard_normal(100)
    slow, fast = (
        centre * np.exp(0.15 * (shared + draw.standard_normal(100)))
        for centre in (20.0 * factor, 20.0)
    )
    fast[draw.random(100) < failing] = HORIZON
    return slow, fast


def test_the_point_is_the_ratio_of_the_medians() -> None:
    ratio = median_ratio(np.array([2.0, 4, 6, 8, 90]), np.array([1.0, 2, 3, 4, 5]), HORIZON)
    assert ratio is not None
    assert ratio.point == 2


@pytest.mark.parametrize(("n", "between"), [(9, False), (10, True)])
def test_a_resample_of_an_odd_number_has_one_of_its_runs_as_median(n: int, between: bool) -> None:
    times = 2.0 ** np.arange(n)
    medians = set(_resampled(times.tobytes()).tolist())
    assert bool(medians - set(times.tolist())) == between


def test_a_tenth_of_runs_that_fail_hardly_moves_it_whatever_the_horizon() -> None:
    slow, fast = arms(np.random.default_rng(1), 1.3, failing=0.1)
    for horizon in (HORIZON, 10 * HORIZON):
        ratio = median_ratio(slow, np.where(fast == HORIZON, horizon, fast), horizon)
        assert ratio is not None
        assert ratio.point == pytest.approx(1.3, rel=0.1)


def test_where_half_of_neither_arrives_there_is_no_ratio() -> None:
    never = np.full(20, HORIZON)
    assert median_ratio(never, never, HORIZON) is None


def test_few_seeds_have_a_range() -> None:
    ratio = median_ratio(np.array([2.0, 6]), np.array([1.0, 2]), HORIZON)
    assert ratio is not None
    assert (ratio.low, ratio.high, ratio.kind) == (2, 3, "range")


def test_arms_of_different_seeds_are_refused() -> None:
    with pytest.raises(ValueError, match="seeds: got 3 and 2"):
        median_ratio(np.ones(3), np.ones(2), HORIZON)


@pytest.mark.parametrize("failing", [0.0, 0.1, 0.3])
def test_limits_cover_the_ratio_of_the_medians_in_at_least_93_of_100(failing: float) -> None:
    draw = np.random.default_rng(7)
    # The median of arrivals and failures is a quantile of the arrivals.
    quantile = 0.5 / (1 - failing)
    shift = math.sqrt(2) * 0.15 * NormalDist().inv_cdf(quantile)
    truth = 1.3 / math.exp(shift)
    draws, covered = 400, 0
    for _ in range(draws):
        ratio = median_ratio(*arms(draw, 1.3, failing), HORIZON)
        covered += ratio is not None and ratio.low <= truth <= ratio.high
    assert covered / draws >= 0.93 - 2 * math.sqrt(0.05 * 0.95 / draws)


def test_logarithms_count_a_run_that_failed_with_the_horizon() -> None:
    logs = log_ratios(np.array([50.0, np.inf]), np.array([25.0, 100.0]), HORIZON)
    assert logs == pytest.approx((math.log(2), math.log(5)))


def test_a_ratio_of_shares_has_the_spread_of_a_ratio_of_means() -> None:
    above, below = np.array([0.4, 0.6, 0.5, 0.7]), np.array([0.1, 0.2, 0.1, 0.3])
    logs = np.array(share_logs(above, below))
    assert logs.mean() == pytest.approx(math.log(above.mean() / below.mean()))
    (var_above, both), (_, var_below) = np.cov(above, below)
    squared = var_above / above.mean() ** 2 + var_below / below.mean() ** 2
    assert logs.var(ddof=1) == pytest.approx(
        squared - 2 * both / (above.mean() * below.mean()), rel=1e-12
    )


def test_a_share_of_0_throughout_is_half_a_seed_and_two_are_refused() -> None:
    none, some = np.zeros(4), np.array([0.0, 0.0, 0.5, 1.0])
    half = math.log((some.mean() + 0.5 / 4) / (0.5 / 4))
    assert np.mean(share_logs(some, none)) == pytest.approx(half)
    assert np.mean(share_logs(none, some)) == pytest.approx(-half)
    with pytest.raises(ValueError, match="expected one above 0"):
        share_logs(none, none)
