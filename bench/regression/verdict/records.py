"""A run of the check as it is stored, with its verdict."""

from typing import Annotated, Literal

from pydantic import Field

from propbench.bench.environment import Fact
from propbench.bench.regression.earlier import PRESENT, formerly
from propbench.bench.regression.sampling.records import Compared, Restart
from propbench.bench.regression.sampling.settings import Look
from propbench.bench.regression.sides.refusals import CounterDifference, Id, Refusal
from propbench.bench.regression.verdict.settings import Settings
from propbench.bench.results import Record

SCHEMA: Literal[1] = 1

Commit = Annotated[str, Field(pattern=r"^[0-9a-f]{40}$")]


class CaseVerdict(Record):
    """One line of the table. Ratios are head over base."""

    id: Annotated[str, PRESENT]
    kind: Annotated[Literal["case", "group", "control", "aa"], PRESENT]
    look: Annotated[Look, formerly("look", "stage")]
    base_s: float | None
    """Seconds of one call, median; None for a group."""
    head_s: float | None
    ratio: float
    low: float | None
    high: float | None
    """Limits of 95 %, or None where there are too few restarts."""
    p: float
    """One-sided, the margin inside the null; two-sided for frozen and A/A controls."""
    adjusted_p: float
    verdict: Literal["pass", "slower", "cannot tell", "still", "moved"]
    reason: Annotated[str, PRESENT]
    minimum_detectable: Annotated[float | None, formerly("minimum_detectable", "catches")]
    """Smallest slow-down, as a share, that would have been caught nine times in ten."""
    restarts: int
    pairs: int
    redone: int
    disturbed: int


class RegressionVerdict(Record):
    """The answer. `exit_code` is that of the command line."""

    exit_code: Literal[0, 1, 3, 4]
    summary: str
    reasons: list[Annotated[str, PRESENT]]
    rows: list[CaseVerdict]


class RegressionRun(Record):
    """One run of the check, as stored."""

    schema_version: Literal[1]
    id: Id
    status: Literal["partial", "complete"]
    created: str
    """UTC, ISO 8601."""
    elapsed_s: Annotated[float, Field(ge=0)]
    base: Commit
    head: Commit
    head_dirty: bool
    """Whether `head` is a snapshot of uncommitted work."""
    shared_environment: bool
    seed: int
    cores: list[int]
    """Core of the two sides, then that of the driver."""
    environment: dict[str, Fact]
    settings: Settings
    compared: list[Compared]
    refused: list[Refusal]
    counters: Annotated[list[CounterDifference], formerly("counters", "cochecks")]
    restarts: list[Restart]
    verdict: Annotated[RegressionVerdict | None, formerly("verdict", "judgement")]
