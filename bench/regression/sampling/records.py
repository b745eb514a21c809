"""What is stored of the samples: everything from which a verdict can be computed again."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from propbench.bench.regression.earlier import PRESENT, formerly
from propbench.bench.regression.sampling.settings import Look
from propbench.bench.regression.sides.place import Role
from propbench.bench.regression.sides.refusals import Id
from propbench.bench.results import Record

Seconds = Annotated[float, Field(gt=0)]
Kind = Literal["case", "control"]
StoredRole = Annotated[Role, PRESENT]


class Compared(Record):
    """A case or control that was sampled."""

    id: Id
    kind: Kind
    family: Id
    threads: Annotated[int, Field(ge=1)]
    aa: Annotated[bool, formerly("aa", "twin")]
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
    first: list[StoredRole]
    """The side that went first in each pair."""
    sides: dict[StoredRole, SideSamples]
    redone: Annotated[int, Field(ge=0)]
    """Pairs thrown away and repeated, whatever their ratio was."""
    disturbed: Annotated[int, Field(ge=0)]
    """Pairs that were still disturbed at the last try, and kept."""

    @model_validator(mode="after")
    def _whole_pairs(self) -> Self:
        lists = [times for side in self.sides.values() for times in (side.cpu_s, side.wall_s)]
        if any(len(times) != len(self.first) for times in lists):
            raise ValueError(f"{self.id}: every side needs a sample of each pair")
        if self.first and "base" not in self.sides:
            raise ValueError(f"{self.id}: base has no samples")
        return self


class Restart(Record):
    """One pair of fresh processes."""

    look: Annotated[Look, formerly("look", "stage")]
    number: Annotated[int, Field(ge=0)]
    swapped: bool
    """Whether base ran in the directory that head has in the other restarts."""
    hash_seed: int
    padding: Annotated[int, Field(ge=0)]
    """Bytes added to the environment of every side."""
    started_s: Annotated[float, Field(ge=0)]
    samples: list[CaseSamples]
