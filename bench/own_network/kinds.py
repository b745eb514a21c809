"""The kinds of networks that people can ask about: subjects that have an `own.py`."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from propbench.bench import subjects
from propbench.bench.cases import Case

Given = object
"""A network as it is given: words of the command line, or Python's own values."""


@dataclass(frozen=True)
class Shape:
    """What a question needs to know of a network, whatever its kind."""

    words: str
    """For a title."""
    facts: dict[str, object]
    """For programs: JSON values by name."""
    output: str
    inputs: int
    """Numbers of an example."""
    units: int
    """Numbers that the layers make of an example."""
    weights: int
    largest: int
    """Multiply-adds of an example in the largest matrix product."""
    unrolled: int = 0
    """Copies of an example's numbers that some contenders lay side by side."""


class Kind(Protocol):
    """What an `own.py` offers."""

    OPTION: str
    """Of the command line and of `propbench.time`."""
    ACTIVATIONS: tuple[str, ...]
    BARE: str
    """What its ceiling computes, in words."""

    def name_of(self, given: Given, output: str, classes: object) -> str:
        """A name that says all of the network. Raises UsageError naming the option.

        `output` is empty and `classes` None where nobody gave them.
        """

    def shape(self, name: str) -> Shape | None:
        """Of such a name; None of any other."""


def kinds() -> dict[str, Kind]:
    """By the subject's name."""
    folder = Path(subjects.__file__).parent
    own = [name for name in subjects.names() if (folder / name / "own.py").is_file()]
    return {name: kind(name) for name in own}


def kind(subject: str) -> Kind:
    """Of a subject that has one."""
    return cast(Kind, import_module(f"{subjects.__name__}.{subject}.own"))


def shape_of(case: Case) -> Shape | None:
    """Of a case's network; None of one that no name describes."""
    return kind(case.subject).shape(case.network)
