"""Which implementation wins where."""

from collections.abc import Iterator

from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Words


def blocks(_: Report) -> Iterator[Block]:
    """What its figures are about."""
    yield Words("Who is fastest at each number of examples, phase by phase.")


SECTION = Section(2, "Winners", "The fastest at every size", blocks)
