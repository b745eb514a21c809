"""`propbench.read` gives back what was stored, as an object that shows itself."""

from pathlib import Path

import pandas as pd
import pytest

import propbench
from propbench.bench.claims.referee.evidence import NOTHING
from propbench.bench.claims.runs import reference
from propbench.bench.exits import UsageError
from propbench.bench.results import ResultError
from propbench.reports.own_network.answer import NetworkTimes
from propbench.reports.own_training.result import Training
from propbench.reports.read_back import RunAnswers
from tests.bench.own_training.asking import finished
from tests.reports.test_own_network import FAST_FUSED, answer


def test_a_run_shows_the_first_screen_and_has_its_tables(
    run_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reference, "load", lambda _: NOTHING)
    run = propbench.read(run_folder)
    assert isinstance(run, RunAnswers)
    assert "Python loops" in repr(run)
    assert "Page:" not in repr(run)
    assert run._repr_html_().startswith("<pre>One training step")
    assert run.cells["kind"].isin(["measured", "failed"]).any()
    assert set(run.speedups["implementation"]) >= {"numpy_vectorized", "numba_loops"}
    assert run.claims["id"].is_unique
    assert len(run.training) > 0
    assert run.plot() is not None


def test_a_run_of_time_is_what_time_returned(tmp_path: Path) -> None:
    stored = answer(tmp_path / "own", seconds=FAST_FUSED)
    back = propbench.read(tmp_path / "own")
    assert isinstance(back, NetworkTimes)
    pd.testing.assert_frame_equal(back.table, stored.table)


def test_a_training_is_what_train_returned(tmp_path: Path) -> None:
    training = Training.of(finished(relu=[10, 11, 12, 13, 14, None], tanh=[30, 33, 36, 39, 42, 45]))
    training.write(tmp_path)
    back = propbench.read(tmp_path)
    assert isinstance(back, Training)
    assert repr(back) == repr(training)
    assert back.json() == training.json()
    for name in ("arms", "runs", "curves"):
        pd.testing.assert_frame_equal(getattr(back, name), getattr(training, name))


@pytest.mark.parametrize("text", ["{", "[]", '{"schema_version": 2}', '{"schema_version": 1}'])
def test_a_training_that_is_no_training_is_refused_by_name(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "train.json").write_text(text)
    with pytest.raises(ResultError, match="mine is no training that can be read"):
        propbench.read(folder)


def test_what_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no run"):
        propbench.read("nothing", out=tmp_path)
