"""Several arms at once: products and shares come out as made, and their intervals cover."""

import math

import numpy as np
import pytest

from propbench.bench.statistics import Interval, TuningTimes
from propbench.bench.statistics.contrasts import Term, contrast, p_beyond, share_closed
from tests.bench.synthetic_races import World

WORLD = World(n_candidates=3, n_tuning=10)


Arms = tuple[TuningTimes, TuningTimes, TuningTimes]


def arms(draw: np.random.Generator) -> Arms:
    """Arms on the same seeds, that take 8, 2 and 1 times as long as a common one."""
    tuning = draw.standard_normal(WORLD.n_tuning)
    reporting = draw.standard_normal(WORLD.n_reporting)

    def arm(factor: float) -> TuningTimes:
        return TuningTimes(WORLD.times(draw, tuning, factor), WORLD.times(draw, reporting, factor))

    return arm(8), arm(2), arm(1)


def exactly(*times: float) -> Arms:
    slow, helped, fast = (TuningTimes(np.full((1, 5), t), np.full((1, 20), t)) for t in times)
    return slow, helped, fast


def test_powers_of_means_multiply() -> None:
    terms = [Term(power, one, 1e9) for power, one in zip((1, 1, -2), exactly(8, 2, 4), strict=True)]
    found = contrast(terms)
    assert (found.point, found.low, found.high) == pytest.approx((1, 1, 1))


@pytest.mark.parametrize(("helped", "share"), [(1, 1), (8, 0), (2, 2 / 3), (64, -1), (0.5, 4 / 3)])
def test_the_share_is_that_of_the_logarithm(helped: float, share: float) -> None:
    found = share_closed(*exactly(8, helped, 1), 1e9)
    assert (found.point, found.low, found.high) == pytest.approx((share,) * 3)


def test_the_interval_of_a_share_covers_it() -> None:
    draw = np.random.default_rng(5)
    truth = math.log(8 / 2) / math.log(8)
    found = [share_closed(*arms(draw), WORLD.horizon, 500) for _ in range(200)]
    covered = np.mean([one.low <= truth <= one.high for one in found])
    assert 0.92 <= covered <= 1
    assert np.median([one.high - one.low for one in found]) < 0.5


def test_few_seeds_give_a_range_that_proves_nothing() -> None:
    slow, helped, fast = (TuningTimes(one.tuning, one.reporting[:, :3]) for one in exactly(8, 2, 1))
    found = share_closed(slow, helped, fast, 1e9)
    assert found.kind == "range"
    assert p_beyond(found, 0.1) == 1


def test_arms_of_other_seeds_are_refused() -> None:
    slow, helped, fast = exactly(8, 2, 1)
    other = TuningTimes(helped.tuning, helped.reporting[:, :7])
    with pytest.raises(ValueError, match="expected the same for all"):
        share_closed(slow, other, fast, 1e9)


def test_a_limit_at_the_end_of_an_interval_has_half_its_level_on_that_side() -> None:
    found = Interval(0.9, 0.8, 1.0, 20, "confidence")
    assert p_beyond(found, 0.8) == pytest.approx(0.025)
    assert p_beyond(found, 0.7) < 0.025
