"""The noisiest timings."""

from collections.abc import Iterator

from propbench.reports.facts.trust import trust
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Words
from propbench.reports.sentences.trust import worst


def blocks(report: Report) -> Iterator[Block]:
    """What is done with cells that are unstable."""
    yield Words(
        "Noise is a result like any other. Cells that are unstable are marked. They keep their "
        "numbers and their ratios, whose limits are wider. "
        f"{worst(trust(report.frames))}".strip()
    )


SECTION = Section(11, "Noise", "Noise", blocks)
