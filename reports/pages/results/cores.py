"""What all cores gain."""

from collections.abc import Iterator

from propbench.reports.facts.threads import gains
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Words
from propbench.reports.sentences.threads import best_gain


def blocks(report: Report) -> Iterator[Block]:
    """The best gain in a sentence."""
    best = best_gain(gains(report.frames))
    yield Words(f"All other times are of one thread; these may use every core. {best}".strip())


SECTION = Section(5, "All cores", "All cores", blocks)
