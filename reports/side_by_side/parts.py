"""What a comparison is made of: a part a question, a line a thing that is asked about, an answer a
run."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from propbench.bench.statistics import Interval
from propbench.reports.naming import named
from propbench.reports.side_by_side.named_runs import NamedRun


@dataclass(frozen=True)
class Answer:
    """What one run says: a word or two, what stands under it, and the ratio or seconds behind it.

    `names` are the implementations that are the answer, where it is one.
    """

    text: str
    note: str = ""
    value: Interval | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """What is asked about, as files name it, and the answers in the order of the runs."""

    about: str
    answers: tuple[Answer, ...]

    @property
    def label(self) -> str:
        """The same as a person reads it; what is no implementation stays as it is."""
        return named(self.about)


@dataclass(frozen=True)
class Part:
    """One question. `id` names it in files; `lead` says what its numbers are."""

    id: str
    question: str
    lead: str
    lines: tuple[Line, ...]


Column = Mapping[Any, Answer]
ABSENT = Answer("not in this run")


def aligned(
    runs: Sequence[NamedRun],
    ask: Callable[[NamedRun], Column],
    about: Callable[[Any], str] = str,
    sort: Callable[[Any], Any] | None = None,
) -> tuple[Line, ...]:
    """Everything that any run answers; who has no answer says so."""
    columns = [ask(run) for run in runs]
    keys: list[Hashable] = list(dict.fromkeys(key for column in columns for key in column))
    keys = sorted(keys, key=sort) if sort else keys
    return tuple(
        Line(about(key), tuple(column.get(key, ABSENT) for column in columns)) for key in keys
    )
