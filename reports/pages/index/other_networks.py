"""Other kinds of networks, a row each."""

from collections.abc import Iterator

from propbench.reports.facts.kinds import Kind, other_kinds
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Columns, Link, Part, Words
from propbench.reports.sentences import kinds as said


def blocks(report: Report) -> Iterator[Block]:
    """The answer of each, with a link to more."""
    every = other_kinds(report.frames)
    if every:
        yield Columns(tuple(map(_row, every)))
    else:
        yield Words(said.NONE, look="absent")


def _row(kind: Kind) -> Part:
    more = Link("networks", f"kind-{kind.name}", "Figure and code")
    return Part(f"in-short-{kind.name}", kind.title, (Words(said.in_short(kind), links=(more,)),))


SECTION = Section(7, "Networks", "Other kinds of networks", blocks)
