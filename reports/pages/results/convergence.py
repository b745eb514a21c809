"""Iterations and loss of the activations."""

from collections.abc import Iterator

from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Words


def blocks(_: Report) -> Iterator[Block]:
    """What its figures are about."""
    yield Words(
        "How many iterations a network needs depends on the machine through rounding alone; how "
        "long one takes depends on all of it. The two are measured apart and multiplied."
    )


SECTION = Section(8, "Convergence", "Convergence", blocks)
