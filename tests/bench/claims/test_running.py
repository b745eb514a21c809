"""How networks are trained for claims, and how their experiments are run."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from threadpoolctl import threadpool_info

from propbench.bench.claims.c01_relu import CLAIM
from propbench.bench.claims.referee.registration import Measurement
from propbench.bench.claims.runs import running
from propbench.bench.training.arms import RELU
from propbench.bench.training.races import Race
from propbench.bench.training.rulesets import R0
from propbench.bench.training.runs import Outcome, TrainingRun


def threads(profile: str) -> Iterator[Measurement]:  # noqa: ARG001
    for pool in threadpool_info():
        if pool["user_api"] == "blas":
            yield Measurement("threads", {}, pool["num_threads"])


def test_experiments_have_one_thread_so_that_cores_do_not_change_their_rounding() -> None:
    measured = running.measure([replace(CLAIM, measure=threads)], "quick", 1)
    assert measured
    assert {seen.value for seen in measured} == {1}


SMALL = (Race("parity2", (4,), (RELU,), R0),)


def test_training_that_was_interrupted_goes_on_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "training.jsonl"
    whole = running.train(SMALL, path, 1)
    text = path.read_text("utf-8")
    path.write_text(text[: len(text) // 2], "utf-8")
    left = running.trained(path)
    assert len(left) < len(whole)
    told: list[float] = []
    again = running.train(SMALL, path, 1, advance=told.append)
    assert _without_curves(again) == _without_curves(whole) == running.trained(path)
    assert told
    assert min(told) > 0


def test_runs_that_are_known_from_elsewhere_are_not_run_again(tmp_path: Path) -> None:
    whole = running.train(SMALL, tmp_path / "first.jsonl", 1)
    running.train(SMALL, tmp_path / "second.jsonl", 1, whole)
    assert not (tmp_path / "second.jsonl").exists()


def test_a_training_process_that_is_killed_leaves_what_it_had_finished(tmp_path: Path) -> None:
    path = tmp_path / "training.jsonl"
    races = (Race("xor", (16,), (RELU,), R0),)

    def die(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        running.train(races, path, 1, advance=die)
    before = running.trained(path)
    assert before
    whole = running.train(races, path, 1)
    assert before.items() <= _without_curves(whole).items()


def _without_curves(outcomes: Mapping[TrainingRun, Outcome]) -> dict[TrainingRun, Outcome]:
    return {run: replace(outcome, curve=()) for run, outcome in outcomes.items()}
