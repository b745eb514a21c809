"""What stored runs of this machine found before; nothing with a single run."""

from collections.abc import Iterator

from propbench.reports.history.figure import FIGURE
from propbench.reports.history.words import answer
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Drawing, Words


def blocks(report: Report) -> Iterator[Block]:
    """Whether the newest run agrees with those before it, and all of them as a figure."""
    table = report.history
    if table is not None and not table.empty:
        yield Words(" ".join(answer(table)))
        yield Drawing(FIGURE, table)


SECTION = Section(17, "History", "Stored runs of this machine", blocks)
