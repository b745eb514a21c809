"""Every cell of the run, and those without a time."""

from collections.abc import Iterator

from propbench.bench.numbers import count
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Fold, Grid, Words
from propbench.reports.text_tables import failures, results_table


def blocks(report: Report) -> Iterator[Block]:
    """Both tables in folds."""
    results, missing = results_table(report.frames), failures(report.frames)
    yield Words("One row a cell, with its limits in brackets; the same is in `summary.csv`.")
    yield Fold(
        f"All {count(len(results.rows))} cells",
        (Grid(results, tall=True, filters=7, name="cells"),),
    )
    if missing.rows:
        yield Fold("Cells without a time, and why", (Grid(missing, tall=True),))


SECTION = Section(3, "Cells", "Every cell", blocks)
