"""What is known of a case without any sample: why it is not compared, and which counts differ."""

from typing import Annotated, Literal

from pydantic import Field

from propbench.bench.results import Record, ResultError

ID = r"^[A-Za-z0-9_.:-]{1,150}$"
Id = Annotated[str, Field(pattern=ID)]

Trouble = Literal["changed", "only in head", "only in base", "unsupported", "failed"]
""""failed" is a crash, a wrong result or a time-out."""


class NotComparableError(ResultError):
    """The sides cannot be compared at all; the message says why."""


class Refusal(Record):
    """A case without a comparison, with the reason; never silently passed."""

    id: Id
    trouble: Trouble
    reason: str
    accepted: bool = False
    """Whether the command line said that this is intended."""


class CounterDifference(Record):
    """A counter of one call that differs between the sides: it may explain a slow-down."""

    id: Id
    fact: str
    base: str
    head: str
