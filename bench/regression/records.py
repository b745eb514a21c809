"""What a comparison consists of: everything from which its verdict can be computed again."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from propbench.bench.regression.settings import Settings, Side, Stage
from propbench.bench.results import Record

SCHEMA: Literal[1] = 1

ID = r"^[A-Za-z0-9_.:-]{1,150}$"
Id = Annotated[str, Field(pattern=ID)]
Commit = Annotated[str, Field(pattern=r"^[0-9a-f]{40}$")]
Seconds = Annotated[float, Field(gt=0)]
Kind = Literal["case", "control"]

Trouble = Literal["changed", "only in head", "only in base", "unsupported", "failed"]
"""Why a case is not compared; "failed" is a crash, a wrong result or a time-out."""


class Refusal(Record):
    """A case without a comparison, with the reason; never silently passed."""

    id: Id
    trouble: Trouble
    reason: str
    accepted: bool = False
    """Whether the command line said that this is intended."""


class CoCheck(Record):
    """What needs no clock, for one call on each side: it explains a slow-down where it can."""

    id: Id
    fact: str
    base: str
    head: str


class Compared(Record):
    """A case or control that was sampled."""

    id: Id
    kind: Kind
    family: Id
    threads: Annotated[int, Field(ge=1)]
    twin: bool
    """Whether a second base process ran it too."""
    calls: Annotated[int, Field(ge=1)]
    """Calls in one slice, the same on every side."""
    slices: Annotated[int, Field(ge=1)]
    """Slices in one sample."""


class SideSamples(Record):
    """The samples of one side, in the order of the pairs."""

    cpu_s: list[Seconds]
    """CPU time of the thread, per sample."""
    wall_s: list[Seconds]
    switches: list[Annotated[int, Field(ge=0)]]
    """Involuntary context switches within the sample."""


class CaseSamples(Record):
    """All pairs of one case in one restart."""

    id: Id
    first: list[Side]
    """The side that went first in each pair."""
    sides: dict[Side, SideSamples]
    redone: Annotated[int, Field(ge=0)]
    """Pairs thrown away and repeated, whatever their ratio was."""
    disturbed: Annotated[int, Field(ge=0)]
    """Pairs that were still disturbed at the last try, and kept."""

    @model_validator(mode="after")
    def _whole_pairs(self) -> Self:
        lists = [one for side in self.sides.values() for one in (side.cpu_s, side.wall_s)]
        if any(len(one) != len(self.first) for one in lists):
            raise ValueError(f"{self.id}: every side needs a sample of each pair")
        if self.first and "base" not in self.sides:
            raise ValueError(f"{self.id}: base has no samples")
        return self


class Restart(Record):
    """One pair of fresh processes."""

    stage: Stage
    number: Annotated[int, Field(ge=0)]
    swapped: bool
    """Whether base ran in the directory that head has in the other restarts."""
    hash_seed: int
    padding: Annotated[int, Field(ge=0)]
    """Bytes added to the environment of every side."""
    started_s: Annotated[float, Field(ge=0)]
    samples: list[CaseSamples]


class CaseVerdict(Record):
    """One line of the table. Ratios are head over base."""

    id: str
    kind: Literal["case", "group", "control", "twin"]
    stage: Stage
    base_s: float | None
    """Seconds of one call, median; None for a group."""
    head_s: float | None
    ratio: float
    low: float | None
    high: float | None
    """Limits of 95 %, or None where there are too few restarts."""
    p: float
    """One-sided, the margin inside the null; two-sided for controls and twins."""
    adjusted_p: float
    verdict: Literal["pass", "slower", "cannot tell", "still", "moved"]
    reason: str
    catches: float | None
    """Smallest slow-down, as a share, that would have been caught nine times in ten."""
    restarts: int
    pairs: int
    redone: int
    disturbed: int


class Judgement(Record):
    """The answer. `exit_code` is that of the command line."""

    exit_code: Literal[0, 1, 3, 4]
    summary: str
    reasons: list[str]
    rows: list[CaseVerdict]


class Comparison(Record):
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
    environment: dict[str, str | int | float | bool | None]
    settings: Settings
    compared: list[Compared]
    refused: list[Refusal]
    cochecks: list[CoCheck]
    restarts: list[Restart]
    judgement: Judgement | None
