"""A whole run as read back: every record of its folder."""

from pathlib import Path

from propbench.bench.results.records import (
    AllocationRecord,
    CheckRecord,
    CostRecord,
    Observation,
    Record,
    RunRecord,
    TimingRecord,
)
from propbench.bench.results.training import TrainingRecord


class Run(Record):
    """As it was written; `training` by candidate, see there."""

    folder: Path
    run: RunRecord
    checks: list[CheckRecord]
    timings: list[TimingRecord]
    training: list[TrainingRecord]
    observations: list[Observation]
    costs: list[CostRecord]
    allocation: list[AllocationRecord]
