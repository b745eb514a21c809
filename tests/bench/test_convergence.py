"""Arriving, diverging and being censored are told apart; tuning follows one rule for every arm."""

import math

import numpy as np
import pytest

from bench import grid
from bench.convergence.targets import (
    TARGETS,
    ending,
    first_arrival,
    has_diverged,
    headline_target,
    targets_of,
)
from bench.convergence.tuning import Grid, best_learning_rate, outcome
from bench.results import TargetRecord, TrainingRecord

TARGET = headline_target("shallow")


def _record(
    learning_rate: float, seed: int, iterations: int | None, last_loss: float = 0.3
) -> TrainingRecord:
    """A tuning run; no iterations means censored, an infinite last loss means diverged."""
    diverged = math.isinf(last_loss)
    reached = iterations is not None
    target = TargetRecord(target=TARGET, iterations=iterations or 100, reached=reached)
    return TrainingRecord(
        claim="C1",
        arm="relu",
        network="shallow",
        dataset="digits_even",
        m=10,
        activation="relu",
        initialisation="he",
        ruleset="R1",
        role="tuning",
        learning_rate=learning_rate,
        seed=seed,
        max_iterations=100,
        diverged=diverged,
        losses=[0.7] if diverged else [0.7, last_loss],
        targets=[target],
    )


def test_a_target_counts_when_two_losses_in_a_row_meet_it() -> None:
    losses = np.array([0.7, 0.1, 0.3, 0.2, 0.1, 0.05])
    assert first_arrival(losses, 0.2) == 3
    assert first_arrival(losses, 0.1) == 4


def test_a_last_loss_that_nothing_confirms_is_no_arrival() -> None:
    assert first_arrival(np.array([0.7, 0.3, 0.1]), 0.1) is None


@pytest.mark.parametrize("bad", [math.nan, math.inf, 7.1])
def test_a_last_loss_that_is_not_finite_or_ten_times_the_first_is_divergence(bad: float) -> None:
    assert has_diverged(np.array([0.7, 0.6, bad]))


def test_a_leap_that_comes_back_is_not_divergence() -> None:
    losses = np.array([0.7, 70.0, 0.69])
    assert not has_diverged(losses)
    assert ending(losses, 0.1) is None


def test_a_run_ends_at_the_loss_that_confirms_its_hardest_target() -> None:
    assert ending(np.array([0.7, 0.1, 0.09, 0.08]), 0.1) == 3


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_run_ends_at_its_last_finite_loss(bad: float) -> None:
    assert ending(np.array([0.7, 0.5, bad, 0.01, 0.01]), 0.1) == 2


def test_a_run_that_arrived_before_it_failed_has_arrived() -> None:
    assert ending(np.array([0.7, 0.1, 0.1, math.nan]), 0.1) == 3
    assert ending(np.array([0.7, 0.1, math.nan, 0.1]), 0.1) == 2


@pytest.mark.parametrize("network", ["shallow", "deep"])
def test_tuning_stops_at_the_headline_and_reporting_at_the_hardest_target(network: str) -> None:
    assert network in grid.NETWORKS
    assert min(targets_of(network, "tuning")) == headline_target(network)
    assert targets_of(network, "reporting") == TARGETS


def test_a_network_without_headline_target_is_refused_by_name() -> None:
    with pytest.raises(LookupError, match="no headline target for 'cancer': there are shallow"):
        headline_target("cancer")


def test_the_grid_is_even_in_the_logarithm() -> None:
    assert Grid(-2, 2, 2).learning_rates == (0.1, 0.316, 1.0, 3.16, 10.0)
    ratios = np.diff(np.log(Grid(-8, 8, 4).learning_rates))
    np.testing.assert_allclose(ratios, np.log(10) / 4, rtol=0.02)


def test_the_grid_grows_by_a_decade_at_the_edge_where_a_best_lies() -> None:
    start = Grid(-2, 2, 2)
    assert start.extended([1.0, 0.316]) == start
    assert start.extended([1.0, 10.0]) == Grid(-2, 4, 2)
    assert start.extended([0.1, 1.0]) == Grid(-4, 2, 2)
    assert start.extended([0.1, 10.0]) == Grid(-4, 4, 2)


def test_selection_takes_the_lowest_mean_over_seeds_with_the_budget_for_failures() -> None:
    steady = [_record(0.1, seed, 40) for seed in (1, 2)]
    lucky = [_record(1.0, 1, 5), _record(1.0, 2, None, math.inf)]
    assert best_learning_rate([*lucky, *steady], TARGET) == 0.1


def test_when_nobody_arrives_the_lowest_last_loss_wins_and_divergence_loses() -> None:
    records = [
        _record(0.1, 1, None, 0.6),
        _record(1.0, 1, None, 0.2),
        _record(10.0, 1, None, math.inf),
    ]
    assert best_learning_rate(records, TARGET) == 1.0


def test_an_outcome_for_a_target_that_was_not_timed_is_refused() -> None:
    with pytest.raises(LookupError, match=r"relu has no target 0\.5"):
        outcome(_record(1.0, 1, 5), 0.5)
