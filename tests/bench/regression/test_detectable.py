"""What a row says it would have caught is caught, on simulated noise."""

import math

import numpy as np
import pytest
from scipy import stats

from propbench.bench.regression.sampling.settings import Look
from propbench.bench.regression.verdict.detectable import (
    EFFICIENCY_COST,
    PLANNED_POWER,
    minimum_detectable,
)
from propbench.bench.regression.verdict.inference import slower_p
from propbench.bench.regression.verdict.screening import is_promoted
from propbench.bench.regression.verdict.series import Series
from propbench.bench.regression.verdict.settings import Settings

SETTINGS = Settings()
TRIALS = 400


@pytest.mark.parametrize(("tails", "at_least"), [("normal", 0.9), ("heavy", 0.9), ("wild", 0.85)])
def test_what_a_row_says_it_would_have_caught_is_caught_nine_times_in_ten(
    tails: str, at_least: float
) -> None:
    """In a run with the slow-down that a clean run named, through screening and confirmation.

    A little less often where the clean run, by luck, had none of the restarts that are far off.
    """
    generator = np.random.default_rng(3)
    found = 0
    for _ in range(TRIALS):
        clean = _series(_noise(tails, 10, generator), [])
        share = minimum_detectable(clean.of("screen"), clean, SETTINGS, candidates=1)
        assert share is not None
        screen, confirm = (
            [value + math.log1p(share) for value in _noise(tails, restarts, generator)]
            for restarts in (SETTINGS.screening_restarts, SETTINGS.confirming_restarts)
        )
        slow = _series(screen, confirm)
        decided = slower_p(confirm, slow.margin) <= SETTINGS.alpha / 2
        found += is_promoted(slow, SETTINGS) and decided
    assert found >= at_least * TRIALS - 2 * math.sqrt(TRIALS * at_least * (1 - at_least))


def test_the_spread_of_restarts_is_that_of_normal_noise_where_it_is_normal() -> None:
    """200 quantiles of a normal distribution, of which the signed-rank interval is known."""
    spread, count = 0.01, 200
    values = list(spread * stats.norm.ppf((np.arange(count) + 0.5) / count))
    confirming = SETTINGS.confirming_restarts
    error = spread * math.sqrt(math.pi / 3) / math.sqrt(confirming) * EFFICIENCY_COST
    quantiles = stats.t.isf([SETTINGS.alpha / 2, 1 - PLANNED_POWER], count - 1).sum()
    found = minimum_detectable(values, _series(values, []), SETTINGS, candidates=1)
    assert found is not None
    beyond = math.log1p(found) - math.log1p(SETTINGS.margin)
    assert beyond == pytest.approx(quantiles * error, rel=0.04)


def test_more_candidates_make_the_smallest_slow_down_larger() -> None:
    values = _noise("normal", 10, np.random.default_rng(4))
    few, many = (
        minimum_detectable(values, _series(values, []), SETTINGS, count) for count in (1, 8)
    )
    assert few is not None
    assert many is not None
    assert SETTINGS.margin < few < many


def test_too_few_restarts_say_nothing_of_what_would_have_been_caught() -> None:
    assert minimum_detectable([0.0, 0.01], _series([0.0, 0.01], []), SETTINGS, candidates=1) is None


def _noise(tails: str, restarts: int, generator: np.random.Generator) -> list[float]:
    values = generator.standard_normal(restarts)
    if tails == "heavy":
        values = generator.standard_t(3, restarts)
    if tails == "wild":  # a restart in twenty is far off
        values = np.where(generator.random(restarts) < 0.05, 12 * values, values)
    return [0.01 * value for value in values]


def _series(screen: list[float], confirm: list[float]) -> Series:
    values: dict[Look, dict[int, float]] = {
        "screen": dict(enumerate(screen)),
        "confirm": dict(enumerate(confirm)),
    }
    margin, limit = math.log1p(SETTINGS.margin), math.log1p(SETTINGS.non_inferiority)
    return Series("a", values, margin, limit, ("a",))
