"""The archive: one line a run, appended when it is finished."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from bench.regression.records import Comparison
from bench.results import Record, append, drop_torn_line, read_lines

Kind = Literal["idle", "loaded", "injected", "everywhere"]
FILE = "regress-selftest.jsonl"


class SelfTestRun(Record):
    """A comparison of which the truth is known."""

    kind: Kind
    shares: dict[str, Annotated[float, Field(gt=0)]]
    """Extra work of head, by case; empty when both sides are the same."""
    comparison: Comparison


def runs(out: Path) -> list[SelfTestRun]:
    """Everything archived so far. Raises ResultError."""
    drop_torn_line(out / FILE)
    return read_lines(out / FILE, SelfTestRun)


def add(out: Path, run: SelfTestRun) -> None:
    """Keep a run."""
    out.mkdir(parents=True, exist_ok=True)
    append(out / FILE, run)
