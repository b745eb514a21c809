"""What one call costs as m grows, in every phase."""

from collections.abc import Iterator

from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Words


def blocks(_: Report) -> Iterator[Block]:
    """What its figures are about."""
    yield Words("What one call costs as m grows, phase by phase.")


SECTION = Section(1, "Scaling", "Time by number of examples", blocks)
