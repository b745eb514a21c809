"""Seconds of a step: of every arm in every restart, and of right steps alone."""

import shutil
from pathlib import Path

import pytest

from propbench import impls
from propbench.bench.own_training import steps
from propbench.bench.process import WorkerError
from tests.bench.own_training.asking import ask, table

HASTY = """
right = train_step

def train_step(state, learning_rate):
    return right(state, 1.01 * learning_rate)
"""


def test_every_arm_has_slices_in_every_restart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "RESTARTS", 2)
    asked = ask(task=None, data=table(45, ("a", "b", "c")), label="label")
    restarts = steps.time_steps(asked)
    assert len(restarts) == 2
    for restart in restarts:
        assert restart.keys() == {"relu", "tanh"}
        for slices in restart.values():
            assert len(slices) >= 4
            assert all(0 < seconds < 1 for seconds in slices.values())


def test_an_implementation_that_is_wrong_is_not_timed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(steps, "RESTARTS", 1)
    wrong = tmp_path / "hasty"
    shutil.copytree(Path(impls.__file__).parent / "numpy_vectorized", wrong)
    with (wrong / "dense.py").open("a", encoding="utf-8") as file:
        file.write(HASTY)
    with pytest.raises(WorkerError, match="hasty is wrong about w0 after a step"):
        steps.time_steps(ask(impl=str(wrong)))
