"""The noisiest timings."""

from collections.abc import Iterator

from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Words


def blocks(_: Report) -> Iterator[Block]:
    """What is done with cells that are unstable."""
    yield Words(
        "Noise is a result like any other. Cells that are unstable are marked. They keep their "
        "numbers and their ratios, whose limits are wider."
    )


SECTION = Section(11, "Noise", "Noise", blocks)
