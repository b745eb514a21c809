"""Why a case is not compared."""

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
