"""Other kinds of networks, a row each."""

from collections.abc import Iterator

from propbench.reports.facts.kinds import other_kinds
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Link, Words
from propbench.reports.sentences import kinds as said


def blocks(report: Report) -> Iterator[Block]:
    """The answer of each, with a link to more."""
    every = other_kinds(report.frames)
    for kind in every:
        more = Link("networks", f"kind-{kind.name}", "Figure and code")
        yield Words(f"{kind.title}. {said.in_short(kind)}", links=(more,))
    if not every:
        yield Words(said.NONE, look="absent")


SECTION = Section(7, "Networks", "Other kinds of networks", blocks)
