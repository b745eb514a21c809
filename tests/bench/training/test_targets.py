"""Arriving, diverging, guessing and being censored are told apart; tasks are what they say."""

import math

import numpy as np
import pytest

from propbench.bench.training.rulesets import Grid
from propbench.bench.training.runs import Outcome
from propbench.bench.training.targets import (
    ending,
    first_arrival,
    guesses,
    guessing_loss,
    has_diverged,
)
from propbench.bench.training.tasks import N_TARGETS, POOLED, TASKS
from propbench.bench.training.tuning import restricted


def _run(iterations: int | None) -> Outcome:
    """No iterations means censored."""
    return Outcome((iterations,), diverged=False, last_loss=0.3)


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


@pytest.mark.parametrize("name", TASKS)
def test_a_task_has_ten_targets_in_falling_order_and_one_is_the_headline(name: str) -> None:
    task = TASKS[name]
    assert len(task.targets) == N_TARGETS
    assert sorted(task.targets, reverse=True) == list(task.targets)
    assert task.headline_target in task.targets


@pytest.mark.parametrize("name", TASKS)
def test_data_follow_from_the_seed_and_cannot_be_written_to(name: str) -> None:
    task = TASKS[name]
    x, y = task.data(3)
    again = task.draw(task.m, 3)
    assert x.shape == (task.n_features, task.m)
    assert y.shape == (task.n_outputs, task.m)
    np.testing.assert_array_equal(x, again[0])
    # A parity task has all inputs there are, whatever the seed.
    assert np.array_equal(x, task.data(4)[0]) == name.startswith("parity")
    with pytest.raises(ValueError, match="read-only"):
        x[0, 0] = 1


def test_the_grid_is_even_in_the_logarithm() -> None:
    assert Grid(-2, 2, 2).learning_rates == (0.1, 0.316, 1.0, 3.16, 10.0)
    ratios = np.diff(np.log(Grid(-8, 8, 4).learning_rates))
    np.testing.assert_allclose(ratios, np.log(10) / 4, rtol=0.02)


def test_the_grid_grows_by_a_decade_at_the_edge_where_the_best_lies() -> None:
    start = Grid(-2, 2, 2)
    assert start.extended(0.316) == start
    assert start.extended(10.0) == Grid(-2, 4, 2)
    assert start.extended(0.1) == Grid(-4, 2, 2)
    assert [start.has_inside(rate) for rate in (0.1, 0.316, 1.0, 10.0)] == [
        False,
        True,
        True,
        False,
    ]


def test_the_loss_of_guessing_is_the_entropy_of_the_labels() -> None:
    y = np.array([[1.0, 0.0, 0.0, 0.0]])
    one = guessing_loss("sigmoid_cross_entropy", y)
    assert one == pytest.approx(-0.25 * np.log(0.25) - 0.75 * np.log(0.75))
    hot = np.eye(4)[:, [0, 1, 1, 1]]
    assert guessing_loss("softmax_cross_entropy", hot) == pytest.approx(one)
    assert not guesses(100.0, guessing_loss("linear_squared_error", y))
    assert guesses(0.995 * one, one)
    assert not guesses(0.98 * one, one)
    assert not guesses(1.02 * one, one)
    assert not guesses(np.nan, one)


@pytest.mark.parametrize("name", POOLED)
def test_classes_of_a_pooled_task_are_drawn_anew_by_each_seed(name: str) -> None:
    _, y = TASKS[name].data(0)
    assert 0.05 < y.mean() < 0.65
    assert not np.array_equal(y, TASKS[name].data(1)[1])


def test_at_least_eight_tasks_are_pooled() -> None:
    assert len(set(POOLED)) == len(POOLED) >= 8


def test_no_example_of_xor_lies_in_a_cloud_of_the_other_class() -> None:
    for seed in range(50):
        x, y = TASKS["xor"].data(seed)
        assert np.array_equal((x[0] > 0) != (x[1] > 0), y[0] == 1)


def test_a_censored_run_counts_with_its_budget_and_none_with_less_than_one_iteration() -> None:
    runs = (_run(None), _run(7), _run(0))
    assert restricted(runs, 0, 100).tolist() == [100, 7, 1]
