"""What is asked is checked before any work, and no table of tasks learns of it."""

from typing import Any

import pytest

from propbench.bench.exits import UsageError
from propbench.bench.training.rulesets import R1
from propbench.bench.training.tasks import TASKS
from tests.bench.own_training.asking import ask, table


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"task": None}, "data or a task"),
        ({"data": table(), "label": "label"}, "data or a task"),
        ({"task": "moon"}, "task: got 'moon', known are xor, moons"),
        ({"m": 10}, "a task has its own number"),
        ({"arms": ("relu", "elu")}, "arms: .* known are sigmoid"),
        ({"arms": ()}, "arms"),
        ({"hidden": ()}, "hidden: got .*, expected sizes"),
        ({"hidden": (4, 0)}, "hidden"),
        ({"rates": (0.1, -1.0)}, "rates and target: got .*-1"),
        ({"rates": (float("nan"),)}, "rates and target"),
        ({"target": 0.0}, "rates and target"),
        ({"target": 0.7}, "target: got 0.7, expected less than 0.69"),
        ({"seeds": 0}, "seeds: got 0"),
        ({"iterations": 10}, "iterations: got 10, expected 20"),
        ({"impl": "numpy_slow"}, "numpy_slow"),
        ({"impl": "numba_fused"}, "serial"),
        ({"task": None, "data": table()}, "label: name the column of the classes: x, place, label"),
        ({"task": None, "data": table(), "label": "label", "m": 33}, "m: got 33, expected at most"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(given: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        ask(**given)


def test_two_classes_have_one_output_and_three_a_softmax() -> None:
    two = ask(task=None, data=table(), label="label")
    three = ask(task=None, data=table(45, ("a", "b", "c")), label="label")
    assert (two.task.sizes((4,)), two.task.output) == ((2, 4, 1), "sigmoid_cross_entropy")
    assert (three.task.sizes((4,)), three.task.output) == ((2, 4, 3), "softmax_cross_entropy")
    assert three.guessing == pytest.approx(1.0986, abs=1e-3)


def test_each_seed_trains_on_four_fifths_or_as_many_as_asked() -> None:
    data = {"task": None, "data": table(), "label": "label"}
    assert ask(**data).task.m == 32
    assert ask(**data, m=20).task.m == 20
    assert ask(task=None, data=table(2_000), label="label").task.m == 1_000


def test_a_task_has_its_own_target_and_data_have_none_yet() -> None:
    assert ask().target == TASKS["xor"].headline_target
    assert ask(target=0.3).target == 0.3
    assert ask(task=None, data=table(), label="label").target is None


def test_rates_that_are_named_are_all_that_is_tried() -> None:
    assert ask().ruleset == R1
    grid = ask(rates=(1.0, 0.1, 1.0)).ruleset.grid
    assert grid.learning_rates == (0.1, 1.0)
    assert grid.extended(1.0) == grid
    assert not grid.has_inside(1.0)


def test_no_table_of_tasks_learns_of_data_of_somebodys_own() -> None:
    before = dict(TASKS)
    (race, *_) = ask(task=None, data=table(), label="label").races(0.1)
    (entry,) = race.entries
    assert entry.budget == race.max_iterations == 400
    assert before == TASKS
