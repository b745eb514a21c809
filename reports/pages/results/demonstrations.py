"""The small demonstrations of the course."""

from collections.abc import Iterator

from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Words


def blocks(_: Report) -> Iterator[Block]:
    """What its figures are about."""
    yield Words(
        "The course shows these as small experiments; here they are timed like everything else."
    )


SECTION = Section(9, "Demonstrations", "The course's demonstrations", blocks)
