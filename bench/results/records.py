"""What a run consists of: every record that is stored, validated on the way in and out."""

import re
from dataclasses import asdict
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer

from propbench.bench import subjects
from propbench.bench.cases import Case

SCHEMA: Literal[1] = 1

MOST_PROCESSES = 1_000
"""That time the cells of one run."""

_NAME = re.compile(r"^[A-Za-z0-9_.:-]{0,200}$")
Name = Annotated[str, Field(pattern=_NAME.pattern)]
Seconds = Annotated[float, Field(gt=0)]
Kind = Literal["measured", "estimated", "too_slow", "failed", "unsupported", "not_selected"]


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=True)


def _plain(case: Case) -> Case:
    if not _NAME.fullmatch(case.id) or case.m < 1 or case.threads < 1:
        raise ValueError(f"{case.id!r} is no case: m and threads are 1 or more, its words plain")
    try:
        subjects.require_known(case)
    except LookupError as error:
        raise ValueError(f"{case.id!r} is no case: {error}") from error
    return case


def _with_its_name(case: Case) -> dict[str, str | int]:
    return {"id": case.id, **asdict(case)}


StoredCase = Annotated[Case, AfterValidator(_plain), PlainSerializer(_with_its_name)]
"""A case's fields, and its name for whoever reads the file."""


class ImplementationRecord(Record):
    family: Name
    league: Name
    sources: dict[str, str]
    """Text of every file, by name."""


class RunRecord(Record):
    """run.json."""

    schema_version: Literal[1]
    id: Name
    status: Literal["running", "interrupted", "partial", "complete"]
    profile: Name
    created: str
    """UTC, ISO 8601."""
    elapsed_s: Annotated[float, Field(ge=0)]
    seed: int
    processes: Annotated[int, Field(ge=1, le=MOST_PROCESSES)]
    command: str
    commit: Annotated[str, Field(pattern=r"^([0-9a-f]{40}(-dirty)?|unknown)$")]
    filtered: bool
    """Whether cases were left out on the command line; such a run is no baseline."""
    environment: dict[str, str | int | float | bool | None]
    implementations: dict[Name, ImplementationRecord]
    missing: dict[Name, str]
    """Implementations that could not be loaded or were left out, with the reason."""
    cases: list[StoredCase]
    files: dict[Name, int]
    """Lines of every other file of the run."""
    data_m: Annotated[int, Field(ge=1)] | None = None
    """Examples of somebody's own data set, of which a call takes a batch or all."""
    cut: list[str] = []
    """What was left out to keep the budget, first what was cut first."""


class CheckRecord(Record):
    """The first call of a cell, in a process of its own, and what it gave."""

    id: Name
    kind: Literal["measured", "too_slow", "failed", "unsupported"]
    """measured: right, and to be timed."""
    reason: str
    first_call_s: Seconds | None
    call_s: Seconds | None
    """A later call: seconds for one, from which rounds are sized."""
    prepare_s: Seconds | None
    max_error: Annotated[float, Field(ge=0)] | None
    """Largest error against the oracle, relative to the largest entry of each array."""
    digest: str
    """Hash of the result's bytes."""


class TimingRecord(Record):
    """All rounds of a cell in one process."""

    id: Name
    process: Annotated[int, Field(ge=1)]
    order: Annotated[int, Field(ge=0)]
    """Position of the cell in this process's random order."""
    started_s: Annotated[float, Field(ge=0)]
    """Seconds since the process began measuring."""
    hash_seed: int
    first_call_s: Seconds | None
    calls_per_round: Annotated[int, Field(ge=1)]
    round_s: list[Seconds]
    """Seconds per call, one for each round, in order; empty when the cell ended before."""
    cpu_round_s: list[Annotated[float, Field(ge=0)]] = []
    """CPU seconds per call of the same rounds; empty where it waited in them, so that the wall
    clock judges, and in runs of older versions."""
    passes: list[Annotated[int, Field(ge=0)]] = []
    """The pass of each round: rounds of one pass, whoever's, were taken within milliseconds.
    Numbers are a restart's own; in runs of older versions each question counts from 0."""
    control: bool = False
    """Whether this is the second entry of a contender that entered twice."""
    cpu_per_wall: Annotated[float, Field(ge=0)]
    """CPU time of the rounds over their wall time: how many threads really worked."""
    threads: dict[Name, int] = {}
    """Threads that each runtime reported after the last round; empty in runs of older versions."""
    drift: Annotated[float, Field(gt=0)]
    """The sentinel's time beside this cell over its median in this process."""
    valid: bool
    reason: str
    """Why the cell is not valid: wrong result, drifted problem, threads, ..."""


class Observation(Record):
    """One number that a claim's own experiment found; `factors` say where."""

    claim: Name
    quantity: Name
    factors: dict[Name, str | int | float]
    value: float


class CostRecord(Record):
    """One process of an implementation's cost sheet; what it did not measure is null."""

    implementation: Name
    kind: Literal["cold", "warm", "memory"]
    """cold and warm: as the compile cache was found."""
    process: Annotated[int, Field(ge=1)]
    import_s: Seconds | None = None
    prepare_s: Seconds | None = None
    first_call_s: Seconds | None = None
    peak_bytes: Annotated[int, Field(ge=0)] | None = None
    """Largest resident size of the process."""
    working_bytes: Annotated[int, Field(ge=0)] | None = None
    """How much of it came with preparing and a few steps."""
    reason: str
    """Why the process did not measure anything, or empty."""


class AllocationRecord(Record):
    """One size in one process of the allocation finding."""

    pair: Annotated[int, Field(ge=1)]
    raised: bool
    """Whether the allocator's thresholds were raised."""
    m: Annotated[int, Field(ge=1)]
    round_s: Annotated[list[Seconds], Field(min_length=1)]
    faults_per_call: Annotated[float, Field(ge=0)]
    """Minor page faults."""
