"""The least that each number of a record can be: one less is refused, by field."""

import json

import pytest
from pydantic import ValidationError

from propbench.bench.results import (
    AllocationRecord,
    CheckRecord,
    CostRecord,
    Record,
    RunRecord,
    TimingRecord,
    TrainingRecord,
)

Least = int | list["Least"]


def _refuses(kind: type[Record], field: str, value: object) -> bool:
    with pytest.raises(ValidationError) as refused:
        kind.model_validate_json(json.dumps({field: value}))
    return any(error["loc"][0] == field for error in refused.value.errors())


@pytest.mark.parametrize(
    ("kind", "field", "least"),
    [
        (RunRecord, "elapsed_s", 0),
        (RunRecord, "processes", 1),
        (RunRecord, "data_m", 1),
        (CheckRecord, "max_error", 0),
        (TimingRecord, "process", 1),
        (TimingRecord, "order", 0),
        (TimingRecord, "started_s", 0),
        (TimingRecord, "calls_per_round", 1),
        (TimingRecord, "cpu_round_s", [0]),
        (TimingRecord, "passes", [0]),
        (TimingRecord, "cpu_per_wall", 0),
        (CostRecord, "process", 1),
        (CostRecord, "peak_bytes", 0),
        (CostRecord, "working_bytes", 0),
        (AllocationRecord, "pair", 1),
        (AllocationRecord, "m", 1),
        (AllocationRecord, "faults_per_call", 0),
        (TrainingRecord, "hidden", [1]),
        (TrainingRecord, "max_iterations", 1),
        (TrainingRecord, "arrivals", [[0]]),
    ],
)
def test_a_number_is_taken_from_the_least_it_can_be(
    kind: type[Record], field: str, least: Least
) -> None:
    assert not _refuses(kind, field, least)
    assert _refuses(kind, field, _below(least))


def _below(least: Least) -> Least:
    return least - 1 if isinstance(least, int) else [_below(one) for one in least]
