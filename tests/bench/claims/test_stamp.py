"""Which code the runs of an arm hang on: its own, and not that of other arms, tasks or claims."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from propbench.bench.claims.c01_relu import CLAIM
from propbench.bench.claims.runs import stamp
from propbench.bench.training.activations import ACTIVATIONS
from propbench.bench.training.arms import RELU
from propbench.bench.training.planes import xor
from propbench.bench.training.tasks import TASKS, Task
from propbench.bench.training.variants import TRAINED_BY


def test_every_part_has_a_fingerprint_of_its_own() -> None:
    parts = stamp.parts()
    assert len(parts) == len(TRAINED_BY) + len(ACTIVATIONS) + len(TASKS)
    assert len(set(parts.values())) == len(parts)


def test_a_run_hangs_on_what_trains_its_kind_of_arm_on_its_activation_and_its_task() -> None:
    assert stamp.parts_of("xor", RELU) == (
        "training of Variant arms",
        "activation relu",
        "task xor",
    )
    for kind in TRAINED_BY:
        own = stamp.parts_of("xor", replace(RELU, variant=kind(scale=2.0)))
        assert own[0] == f"training of {kind.__name__} arms"
        assert set(own) <= stamp.parts().keys()


@pytest.mark.parametrize("changed", [{"m": 300}, {"headline_target": 0.02}])
def test_a_task_with_another_number_has_another_fingerprint(
    changed: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stamp.parts()
    monkeypatch.setitem(TASKS, "xor", replace(TASKS["xor"], **changed))  # type: ignore[arg-type]
    after = stamp.parts()
    assert {name for name in before if before[name] != after[name]} == {"task xor"}


def test_tasks_that_draw_by_one_function_differ_by_what_it_is_given() -> None:
    parts = stamp.parts()
    assert isinstance(TASKS["digits_even"].draw, partial)
    assert parts["task digits_even"] != parts["task cancer"]


def test_a_new_task_activation_or_kind_of_arm_changes_no_other_fingerprint(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = stamp.parts()
    new = Task("new", 2, 1, "sigmoid_cross_entropy", 10, xor, 0.1)
    monkeypatch.setitem(TASKS, "new", new)
    monkeypatch.setitem(ACTIVATIONS, "new", (np.sin, np.cos))
    monkeypatch.setattr(stamp, "_of", _known_only(stamp._of))
    after = stamp.parts()
    assert after.keys() - before.keys() == {"task new", "activation new"}
    assert before.items() <= after.items()


def test_an_experiment_hangs_on_what_it_reaches_and_not_on_the_words_of_its_claim() -> None:
    before = stamp.experiment(CLAIM)
    other = replace(CLAIM, registration=replace(CLAIM.registration, title="Another"))
    assert stamp.experiment(other) == before
    assert stamp.registration(other) != stamp.registration(CLAIM)


def _known_only(of: object) -> object:
    """NumPy's functions have no file; any text will do for them."""

    def fingerprint(*functions: object) -> str:
        return "numpy" if np.sin in functions else of(*functions)  # type: ignore[operator]

    return fingerprint
