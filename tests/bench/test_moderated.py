"""Limits from two to four restarts contain the truth as often as they say, on worlds like a run.

The worlds have many cells whose spreads differ, as those of a real run do. Where a cell's restarts
are heavily skewed or fall into two modes of one weight, two to four of them cannot say so, and the
limits hold less often; by how much is tested too.
"""

import math
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from propbench.bench.sampling.restarts import Samples
from propbench.bench.statistics import Interval, process_interval, restart_interval, usual_spread
from propbench.bench.statistics.intervals import coverage

Noise = Callable[[np.random.Generator, tuple[int, int]], NDArray[np.float64]]

TRUTH = 3.0


def normal(draw: np.random.Generator, shape: tuple[int, int]) -> NDArray[np.float64]:
    return draw.standard_normal(shape)


def heavy_tailed(draw: np.random.Generator, shape: tuple[int, int]) -> NDArray[np.float64]:
    return draw.standard_t(3, shape) / math.sqrt(3)


def skewed(draw: np.random.Generator, shape: tuple[int, int]) -> NDArray[np.float64]:
    return draw.exponential(1, shape) - 1


def two_modes(draw: np.random.Generator, shape: tuple[int, int]) -> NDArray[np.float64]:
    return np.where(draw.random(shape) < 0.5, -1, 1) + 0.2 * draw.standard_normal(shape)


LEAST: dict[Noise, float] = {normal: 0.91, heavy_tailed: 0.92, skewed: 0.84, two_modes: 0.65}
"""What is surely reached with five cells or more."""


def _world(noise: Noise, cells: int, restarts: int, alike: float) -> list[list[float]]:
    """Ratios by cell and restart, around TRUTH; spreads are as alike as so many degrees."""
    draw = np.random.default_rng([cells, restarts])
    spreads = 0.03 / np.sqrt(draw.chisquare(alike, cells) / alike)
    logs = noise(draw, (cells, restarts)) * np.minimum(spreads, 1.0)[:, None]
    ratios: list[list[float]] = (TRUTH * np.exp(logs)).tolist()
    return ratios


def _covered(noise: Noise, restarts: int, alike: float) -> float:
    ratios = _world(noise, 1_000, restarts, alike)
    spread = usual_spread(ratios)
    intervals = [restart_interval(own, spread) for own in ratios]
    return float(np.mean([interval.low <= TRUTH <= interval.high for interval in intervals]))


@pytest.mark.parametrize("alike", [1.6, 4.0, 50.0])
@pytest.mark.parametrize("restarts", [2, 3, 4])
@pytest.mark.parametrize("noise", LEAST)
def test_limits_contain_the_truth(noise: Noise, restarts: int, alike: float) -> None:
    assert LEAST[noise] <= _covered(noise, restarts, alike) <= 0.985


@pytest.mark.parametrize("restarts", [2, 3])
def test_a_range_would_not(restarts: int) -> None:
    ranges = [process_interval(own) for own in _world(normal, 1_000, restarts, 4.0)]
    assert np.mean([each.low <= TRUTH <= each.high for each in ranges]) < 0.8


@pytest.mark.parametrize("cells", [2, 5, 10])
def test_a_few_cells_are_enough(cells: int) -> None:
    """As where a person asks for one network: what is learnt counts for no more than there is."""
    draw, contained = np.random.default_rng(cells), []
    for _ in range(1_000 // cells):
        ratios = np.exp(0.05 * draw.standard_normal((cells, 3))).tolist()
        spread = usual_spread(ratios)
        contained += [restart_interval(own, spread) for own in ratios]
    assert np.mean([each.low <= 1 <= each.high for each in contained]) >= 0.91


def test_spreads_that_are_alike_narrow_the_limits_and_unlike_ones_do_not() -> None:
    own = [1.0, 1.05, 0.95]
    alike = usual_spread(_world(normal, 500, 3, 1_000.0))
    unlike = usual_spread(_world(normal, 500, 3, 0.5))
    assert alike
    assert unlike
    assert alike.degrees > 20 > 1 > unlike.degrees
    assert alike.variance == pytest.approx(0.03**2, rel=0.15)
    widths = [math.log(each.high / each.low) for each in map(_of(own), (alike, unlike))]
    assert widths[0] < 0.7 * widths[1]


def _of(values: list[float]) -> Callable[..., Interval]:
    return lambda spread: restart_interval(values, spread)


ONE_DEGREE = math.exp(1.2703628)
"""By how much a variance from one degree of freedom is too small, in the mean of its logarithm:
Euler's constant and log 2 (Abramowitz and Stegun 6.3.3)."""


def test_equal_spreads_are_pooled() -> None:
    """Against the textbook: one variance, and Student's t with all its degrees."""
    ratios = [[1.0, 1.1], [2.0, 2.2], [3.0, 3.3]]
    interval = restart_interval(ratios[0], usual_spread(ratios))
    half = 3.182446 * math.sqrt(ONE_DEGREE / 2 / 2) * math.log(1.1)
    assert math.log(interval.high / interval.point) == pytest.approx(half, rel=1e-3)
    assert interval.point == pytest.approx(math.sqrt(1.1))


def test_restarts_that_agree_to_the_last_digit_do_no_harm() -> None:
    ratios = [[2.0, 2.0], [1.0, 1.1], [1.0, 1.2], [1.0, 1.1]]
    spread = usual_spread(ratios)
    same = restart_interval(ratios[0], spread)
    assert same.low <= 2.0 <= same.high < math.inf
    constant = usual_spread([[2.0, 2.0]] * 4)
    assert restart_interval([2.0, 2.0], constant).high == pytest.approx(2.0)


def test_one_restart_one_cell_and_five_restarts_stay_as_they_were() -> None:
    spread = usual_spread(_world(normal, 50, 3, 4.0))
    five = [1.0, 1.1, 1.2, 1.3, 1.4]
    assert restart_interval([2.0], spread) == process_interval([2.0])
    assert restart_interval(five, spread) == process_interval(five)
    assert usual_spread([[1.0, 1.1]]) is None
    assert usual_spread([[1.0, 1.1], [2.0]]) is None
    world = [[1.0, 1.1], [1.0, 1.2], [1.0, 1.4]]
    assert usual_spread([*world, [2.0]]) == usual_spread(world)
    assert restart_interval([1.0, 1.1], None).kind == "range"
    with pytest.raises(ValueError, match="got none"):
        restart_interval([], spread)


def test_the_chance_that_limits_hold_is_known_of_each_kind() -> None:
    spread = usual_spread(_world(normal, 50, 3, 4.0))
    assert coverage(restart_interval([1.0, 1.1], spread)) == 0.95
    assert coverage(restart_interval([1.0, 1.1], None)) == 0.5
    assert coverage(process_interval([1.0, 1.1, 1.2, 1.3, 1.4])) == 0.9375


def test_a_run_learns_its_spread_from_those_who_took_turns() -> None:
    samples = Samples(
        {
            "a": {1: {1: 1.0, 2: 1.0}, 2: {1: 1.0, 2: 1.0}},
            "b": {1: {1: 2.0, 2: 2.0}, 2: {1: 2.2, 2: 2.2}},
            "c": {1: {2: 3.0}, 2: {2: 3.3}},
            "alone": {1: {8: 1.0, 9: 1.0}, 2: {8: 9.0, 9: 9.0}},
        }
    )
    assert samples.spread
    assert samples.spread.known == 2
    assert samples.spread.variance == pytest.approx(ONE_DEGREE * math.log(1.1) ** 2 / 2, rel=1e-3)
    ratio = samples.ratio("b", "a")
    assert ratio
    assert ratio.kind == "confidence"
    assert samples.ratio("b", "missing") is None
    assert Samples().spread is None
