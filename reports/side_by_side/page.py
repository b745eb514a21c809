"""The comparison as a page: one file, a column a run."""

from functools import partial

from propbench.bench.numbers import count, times
from propbench.reports.drawing.style import palette
from propbench.reports.filling import filled
from propbench.reports.naming import named
from propbench.reports.pages.blocks import Drawing, Grid
from propbench.reports.pages.rendering import draw
from propbench.reports.pages.text import set_code
from propbench.reports.side_by_side import words
from propbench.reports.side_by_side.compared import Compared
from propbench.reports.side_by_side.figure import figure_of
from propbench.reports.side_by_side.since import Since
from propbench.reports.tables import Table, TableCell

PAGE = "compare.html"


def render(compared: Compared) -> str:
    """The whole page as text."""
    runs = compared.runs
    styles = palette(name for run in runs for name in run.frames.implementations)
    return filled(
        "compare.html",
        styles,
        title=f"propbench: {len(runs)} runs side by side",
        runs=runs,
        asked=words.title(runs),
        compared=compared,
        figure=Drawing(figure_of(runs), runs, level=2),
        draw=partial(draw, styles=styles),
        say=set_code,
        since=[(words.changed_since(pair), Grid(since_table(pair))) for pair in compared.since],
        unpaired=words.UNPAIRED,
    )


def since_table(pair: Since) -> Table:
    """Seconds of the later run over those of the earlier."""
    rows = tuple(
        (
            TableCell(named(moved.implementation)),
            TableCell(times(moved.middle), moved.middle),
            TableCell(times(moved.lowest), moved.lowest),
            TableCell(times(moved.highest), moved.highest),
            TableCell(count(moved.cells), moved.cells),
        )
        for moved in pair.moved
    )
    headers = ("", "middle cell", "least", "most", "cells")
    caption = f"Seconds of {pair.later.name} over those of {pair.earlier.name}"
    return Table(caption, headers, rows)
