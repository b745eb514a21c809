"""Effects of several tasks as one: known answers, and intervals that cover as often as they say."""

import math

import numpy as np
import pytest

from propbench.bench.statistics import Interval, process_interval
from propbench.bench.statistics.pooling import FEWEST_TO_PREDICT, Effect, pool

TRUTH = math.log(1.3)


def drawn(draw: np.random.Generator, k: int, spread: float) -> list[Effect]:
    """An effect of each of k tasks, from 100 seeds each, of unequal noise."""
    centres = TRUTH + spread * draw.standard_normal(k)
    noises = draw.uniform(0.2, 1.5, k)
    return [
        Effect.of_logs(centre + noise * draw.standard_normal(100))
        for centre, noise in zip(centres, noises, strict=True)
    ]


def test_tasks_that_agree_have_no_spread_and_the_mean_weighs_them_by_their_precision() -> None:
    sure, unsure = Effect(0.5, 0.1, 100), Effect(0.6, 0.2, 100)
    pooled = pool([sure, unsure])
    assert pooled.spread == 0
    assert pooled.log == pytest.approx((0.5 / 0.01 + 0.6 / 0.04) / (1 / 0.01 + 1 / 0.04))
    assert pooled.se == pytest.approx((1 / 0.01 + 1 / 0.04) ** -0.5)


def test_tasks_that_differ_count_alike_and_their_spread_is_found() -> None:
    logs = [0.0, 1.0, 2.0]
    pooled = pool([Effect(log, 0.001, 100) for log in logs])
    assert pooled.log == pytest.approx(1.0)
    assert pooled.spread == pytest.approx(1.0, rel=0.01)
    assert pooled.se == pytest.approx(1 / math.sqrt(3), rel=0.01)


def test_one_task_is_itself() -> None:
    pooled = pool([Effect(0.2, 0.05, 21)])
    assert (pooled.log, pooled.se, pooled.degrees, pooled.k) == (0.2, 0.05, 20, 1)


def test_of_no_task_there_is_no_mean() -> None:
    with pytest.raises(ValueError, match="effects: got none"):
        pool([])


def test_an_effect_needs_two_seeds() -> None:
    with pytest.raises(ValueError, match="logs: got 1, expected two or more"):
        Effect.of_logs([0.3])


def test_an_effect_of_an_interval_has_its_limits_again() -> None:
    effect = Effect.of_interval(Interval(2.0, 1.6, 2.5, 12, "confidence"))
    assert effect is not None
    limits = pool([effect]).ratio
    assert (limits.low, limits.point, limits.high) == pytest.approx((1.6, 2.0, 2.5))


@pytest.mark.parametrize("n", [3, 4, 5])
@pytest.mark.parametrize("shape", ["normal", "exponential", "t3"])
def test_of_a_few_restarts_the_limits_cover_the_median_in_at_least_93_of_100(
    n: int, shape: str
) -> None:
    draw = np.random.default_rng(n)
    logs, median = {
        "normal": (draw.standard_normal((1_000, n)), 0.0),
        "exponential": (draw.standard_exponential((1_000, n)), math.log(2)),
        "t3": (draw.standard_t(3, (1_000, n)), 0.0),
    }[shape]
    effects = [Effect.of_interval(process_interval(np.exp(0.05 * row))) for row in logs]
    known = [pool([effect]).ratio for effect in effects if effect is not None]
    assert len(known) == len(logs)
    assert np.mean([ci.low <= math.exp(0.05 * median) <= ci.high for ci in known]) >= 0.93


def test_of_two_restarts_nothing_is_known() -> None:
    assert Effect.of_interval(process_interval([1.9, 2.1])) is None


def test_a_prediction_needs_eight_tasks_and_is_wider_than_the_mean() -> None:
    draw = np.random.default_rng(1)
    assert pool(drawn(draw, FEWEST_TO_PREDICT - 1, 0.5)).prediction is None
    pooled = pool(drawn(draw, FEWEST_TO_PREDICT, 0.5))
    assert pooled.prediction is not None
    low, high = pooled.prediction
    assert low < pooled.ratio.low < pooled.ratio.high < high


@pytest.mark.parametrize("spread", [0.0, 0.1, 0.5])
@pytest.mark.parametrize("k", [3, 5, 8, 12])
def test_limits_cover_the_truth_in_at_least_93_of_100(k: int, spread: float) -> None:
    draw = np.random.default_rng(k)
    draws = 400
    ratios = [pool(drawn(draw, k, spread)).ratio for _ in range(draws)]
    covered = sum(ratio.low <= math.exp(TRUTH) <= ratio.high for ratio in ratios)
    # Less two standard errors of a simulation of this size.
    assert covered / draws >= 0.93 - 2 * math.sqrt(0.05 * 0.95 / draws)


def test_the_p_value_is_below_the_level_exactly_where_the_limits_exclude_the_ratio() -> None:
    draw = np.random.default_rng(3)
    for _ in range(100):
        pooled = pool(drawn(draw, 6, 0.3))
        assert (2 * pooled.p_above(1.0) < 0.05) == (pooled.ratio.low > 1)
        assert (2 * pooled.p_below(1.25) < 0.05) == (pooled.ratio.high < 1.25)
