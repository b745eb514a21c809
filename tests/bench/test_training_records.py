"""Training runs come back as they were stored: one line for all seeds of a candidate."""

import json
from dataclasses import replace

import pytest

from propbench.bench.results import (
    ResultError,
    TrainingRecord,
    parse,
    read_outcomes,
    training_records,
)
from propbench.bench.training.arms import RELU, SIGMOID
from propbench.bench.training.runs import Candidate, Outcome, TrainingRun
from propbench.bench.training.variants import BatchNormalised

RUN = TrainingRun("xor", (16,), RELU, Candidate(1.0, "he"), 3, 3_000, True)
ALL = Outcome((*range(9), None), diverged=False, last_loss=0.3, curve=(0.7, 0.3))
GUESSING = Outcome((None,) * 10, diverged=False, last_loss=0.693, curve=(0.7,), guessing=True)
WILD = Outcome((None,) * 10, diverged=True, last_loss=1e30, curve=(0.7,))


def _through_text(outcomes: dict[TrainingRun, Outcome], *, curves: bool) -> list[TrainingRecord]:
    records = training_records(outcomes, curves=curves)
    return [parse(TrainingRecord, record.model_dump_json(), "a line") for record in records]


def test_all_seeds_of_a_candidate_take_one_line_and_come_back_as_they_were() -> None:
    outcomes = {replace(RUN, seed=seed): one for seed, one in enumerate((ALL, GUESSING, WILD))}
    other = replace(RUN, arm=replace(SIGMOID, variant=BatchNormalised()), hidden=(8, 8))
    records = _through_text({**outcomes, other: ALL}, curves=True)
    assert len(records) == 2
    assert read_outcomes(records) == {**outcomes, other: ALL}


def test_curves_are_kept_where_they_will_be_drawn() -> None:
    (record,) = _through_text({RUN: ALL}, curves=False)
    assert read_outcomes([record]) == {RUN: replace(ALL, curve=())}


def test_of_a_tuning_run_that_arrived_the_arrival_is_kept_alone() -> None:
    tuning = [replace(RUN, seed=seed, all_targets=False) for seed in (1, 2)]
    arrived = Outcome((12,), diverged=False, last_loss=0.0098)
    slow = Outcome((None,), diverged=False, last_loss=0.02)
    (record,) = _through_text(dict(zip(tuning, (arrived, slow), strict=True)), curves=True)
    assert record.last_loss == [None, 0.02]
    assert record.curves == ()
    assert read_outcomes([record]) == {tuning[0]: replace(arrived, last_loss=0.01), tuning[1]: slow}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "Other"),
        ("task", "nothing"),
        ("seeds", [1, 2]),
        ("arrivals", [[3]]),
        ("arrivals", [[-1]] * 10),
        ("last_loss", []),
        ("max_iterations", 0),
        ("hidden", [0]),
    ],
)
def test_what_is_no_record_of_training_is_refused(field: str, value: object) -> None:
    (record,) = training_records({RUN: ALL}, curves=False)
    stored = {**json.loads(record.model_dump_json()), field: value}
    with pytest.raises(ResultError, match="a line"):
        parse(TrainingRecord, json.dumps(stored), "a line")
