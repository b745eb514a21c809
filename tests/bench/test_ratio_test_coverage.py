"""Simulated coverage of the interval of a ratio: how often it contains the true ratio.

The floor is two standard errors of 400 simulations below 95 %.
"""

from functools import cache

import numpy as np
import pytest

from propbench.bench.statistics import (
    RatioTest,
    TuningTimes,
    minimum_detectable_ratio,
    ratio_test,
)
from tests.bench.synthetic_races import MARGINS, World

DRAWS, RESAMPLES, FLOOR = 400, 1_000, 0.93


@cache
def races(world: World, factor: float, draws: int = DRAWS) -> list[RatioTest]:
    draw = np.random.default_rng(5)
    return [
        ratio_test(*world.pair(draw, factor), world.horizon, MARGINS, resamples=RESAMPLES)
        for _ in range(draws)
    ]


def coverage(found: list[RatioTest], truth: float) -> float:
    return float(np.mean([one.ratio.low <= truth <= one.ratio.high for one in found]))


@pytest.mark.parametrize(
    "world",
    [
        World(n_candidates=1),
        World(),
        World(sd=0.8),
        World(n_tuning=3),
        World(n_candidates=17, n_reporting=30, steepness=0.5),
    ],
    ids=str,
)
def test_95_percent_of_intervals_contain_the_true_ratio(world: World) -> None:
    assert coverage(races(world, 1.5), 1.5) >= FLOOR


def test_without_tuning_the_interval_is_not_wider_than_it_has_to_be() -> None:
    assert coverage(races(World(n_candidates=1), 1.5), 1.5) <= 0.975


def test_95_percent_of_intervals_contain_the_ratio_of_restricted_means() -> None:
    world = World(n_candidates=1, horizon=150, sd=0.5)
    draw = np.random.default_rng(6)
    long = world.times(draw, draw.standard_normal(200_000), 1.5).mean()
    truth = long / world.times(draw, draw.standard_normal(200_000), 1.0).mean()
    found = races(world, 1.5)
    assert 1.1 < truth < 1.4
    assert np.mean([one.slow.arrived.point for one in found]) < 0.6
    assert coverage(found, truth) >= FLOOR


def test_an_interval_that_ignores_the_noise_of_tuning_covers_too_little() -> None:
    world = World(sd=0.5, n_tuning=3, steepness=4.0)
    draw = np.random.default_rng(7)
    pairs = [world.pair(draw, 1.5) for _ in range(200)]
    blind = [
        ratio_test(only_selected(slow), only_selected(fast), world.horizon, MARGINS)
        for slow, fast in pairs
    ]
    assert coverage(blind, 1.5) < 0.85
    assert coverage(races(world, 1.5), 1.5) >= FLOOR


def only_selected(entrant: TuningTimes) -> TuningTimes:
    """As if only the selected candidate had been reported, so that no other can be selected."""
    reporting = np.full_like(entrant.reporting, np.nan)
    chosen = int(entrant.tuning.mean(axis=1).argmin())
    reporting[chosen] = entrant.reporting[chosen]
    return TuningTimes(entrant.tuning, reporting)


def test_the_minimum_detectable_ratio_is_detected_in_80_percent() -> None:
    world = World(n_candidates=1)
    log_se = float(np.median([one.log_se for one in races(world, 1.0, 200)]))
    smallest = minimum_detectable_ratio(log_se, world.n_reporting, 1.25)
    found = races(world, smallest)
    assert np.mean([one.ratio.low > 1.25 for one in found]) == pytest.approx(0.8, abs=0.05)
    weaker = races(world, 1 + (smallest - 1) * 0.8)
    assert np.mean([one.ratio.low > 1.25 for one in weaker]) < 0.6
