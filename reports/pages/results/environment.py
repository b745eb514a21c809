"""The machine and its libraries."""

from collections.abc import Iterator

from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Grid
from propbench.reports.text_tables import environment


def blocks(report: Report) -> Iterator[Block]:
    """Every fact that was recorded."""
    yield Grid(environment(report.frames), sortable=False, tall=True)


SECTION = Section(13, "Machine", "The machine and its libraries", blocks)
