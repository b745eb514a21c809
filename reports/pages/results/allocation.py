"""What allocating memory anew costs."""

from collections.abc import Iterator

from propbench.reports.facts.allocation import effects, why_absent
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Words
from propbench.reports.sentences.allocation import finding


def blocks(report: Report) -> Iterator[Block]:
    """The finding in a few sentences."""
    yield Words(finding(effects(report.frames), why_absent(report.frames)))


SECTION = Section(10, "Allocation", "What allocation costs", blocks)
