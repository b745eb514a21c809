"""Did anything get slower?"""

from collections.abc import Iterator

from propbench.bench.numbers import count
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Fold, Grid, Words
from propbench.reports.sentences.regression import answer
from propbench.reports.text_tables import regression_table


def blocks(report: Report) -> Iterator[Block]:
    """The verdict of the newest comparison of two commits, and its rows."""
    for words in answer(report.comparison):
        yield Words(words)
    rows = regression_table(report.comparison)
    if rows.rows:
        yield Fold(f"All {count(len(rows.rows))} rows of the comparison", (Grid(rows, tall=True),))


SECTION = Section(14, "Got slower?", "Did anything get slower?", blocks)
