"""Coverage of the claims' estimates at length: all populations of shipped runs, many worlds."""

import math
from collections.abc import Callable

import pytest

from propbench.bench.training.tasks import PLANE
from tests.bench.claims import cliffs, populations
from tests.bench.claims.test_claim_coverage import COVERED, MOST_TOLD_APART

pytestmark = pytest.mark.long

DRAWS, POOLED_DRAWS, WORLDS, SIDES, SEEDS = 10, 10, 1_000, 2_000, 20


def test_limits_contain_the_ratio_of_every_population(
    repeats: Callable[[int], int], seed: int
) -> None:
    assert populations.covered(populations.shipped(), repeats(DRAWS), seed) >= COVERED


def test_pooled_limits_contain_the_mean_of_the_tasks_of_every_group(
    repeats: Callable[[int], int], seed: int
) -> None:
    groups = populations.pooled_groups(populations.shipped())
    draws = repeats(POOLED_DRAWS)
    assert populations.covered_pooled(groups, draws, seed, same_tasks=True) >= COVERED


def test_pooled_limits_contain_the_mean_where_tasks_are_drawn_as_well(
    repeats: Callable[[int], int], seed: int
) -> None:
    groups = populations.pooled_groups(populations.shipped())
    draws = repeats(POOLED_DRAWS)
    covered = populations.covered_pooled(groups, draws, seed, same_tasks=False)
    # They reach 93 %; below it by three standard errors of so many estimates is chance.
    assert covered >= COVERED - 3 * math.sqrt(COVERED * (1 - COVERED) / (draws * len(groups)))


def test_limits_contain_the_truth_beside_a_cliff(repeats: Callable[[int], int]) -> None:
    assert cliffs.covered(repeats(WORLDS)) >= COVERED


def test_an_arm_is_seldom_told_apart_from_itself(repeats: Callable[[int], int], seed: int) -> None:
    draws = max(200, repeats(SIDES))
    told_apart = populations.conclusive(populations.shipped(), draws, seed)
    assert told_apart <= MOST_TOLD_APART * draws / 200


@pytest.mark.parametrize("task", PLANE)
def test_a_learning_rate_cut_tenfold_is_found(task: str) -> None:
    assert populations.cut_tenfold(task, SEEDS).finding == "supports"
