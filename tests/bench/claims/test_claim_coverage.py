"""Estimates of claims contain the truth as often as they say: on real runs, failures and all, and
in worlds with a cliff. Much longer in tests/long/test_claim_coverage.py."""

import pytest

from tests.bench.claims import cliffs
from tests.bench.claims.populations import (
    Population,
    conclusive,
    covered,
    covered_pooled,
    cut_tenfold,
    pooled_groups,
    shipped,
)

COVERED = 0.93
MOST_TOLD_APART = 16
"""Of 200 comparisons of an arm with itself."""
A_FEW = slice(None, None, 16)
WORLDS, MOST_MISSED = 16, 2


@pytest.fixture(scope="module")
def failing() -> list[Population]:
    """Populations in which at least one run in a hundred does not arrive."""
    return [each for each in shipped() if each.failures >= 0.01]


def test_limits_contain_the_ratio_of_a_population_with_failures(failing: list[Population]) -> None:
    assert len(failing) >= 200
    assert covered(failing[::4], draws=3, seed=1) >= COVERED


def test_pooled_limits_contain_the_mean_of_their_tasks() -> None:
    groups = pooled_groups(shipped())
    assert len(groups) >= 50
    assert any(each.failures for group in groups[A_FEW] for each in group)
    assert covered_pooled(groups[A_FEW], draws=6, seed=1, same_tasks=True) >= COVERED


def test_limits_contain_the_truth_beside_a_cliff() -> None:
    assert cliffs.covered(WORLDS) >= 1 - MOST_MISSED / WORLDS


def test_an_arm_is_seldom_told_apart_from_itself(failing: list[Population]) -> None:
    assert conclusive(failing, draws=200, seed=1) <= MOST_TOLD_APART


def test_a_learning_rate_cut_tenfold_is_found() -> None:
    assert cut_tenfold("xor", n_seeds=10).finding == "supports"


def test_limits_half_as_wide_would_be_noticed(failing: list[Population]) -> None:
    assert covered(failing[::4], draws=3, seed=1, width=0.5) < COVERED - 0.1
