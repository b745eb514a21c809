"""What an activation function alone costs."""

from collections.abc import Iterator

from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Words


def blocks(_: Report) -> Iterator[Block]:
    """What its figures are about."""
    yield Words("What an activation function and its derivative cost alone.")


SECTION = Section(7, "Activations", "Activations", blocks)
