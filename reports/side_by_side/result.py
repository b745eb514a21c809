"""What `propbench.compare` returns: runs side by side that show themselves as tables."""

import html
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from propbench.reports import drawing
from propbench.reports.frame.writers import csv_text
from propbench.reports.side_by_side import page, terminal
from propbench.reports.side_by_side.compared import Compared
from propbench.reports.side_by_side.document import document
from propbench.reports.side_by_side.figure import figure_of


@dataclass(frozen=True, repr=False)
class SideBySide:
    """Runs side by side, never pooled; printed, or shown in a notebook, they are tables."""

    compared: Compared

    @property
    def changes(self) -> tuple[str, ...]:
        """Which choices are not the same in every run, a sentence each."""
        return self.compared.changes

    @property
    def answers(self) -> pd.DataFrame:
        """A row a question and run; columns as in `compared.ANSWERS`."""
        return self.compared.answers

    @property
    def cells(self) -> pd.DataFrame:
        """The summaries of all runs, as in `summary.csv`, with `run` and `machine`."""
        return self.compared.cells

    def plot(self) -> Figure | None:
        """Speed-ups over the loops, or times of an own network, a panel a run; None without any."""
        figure = figure_of(self.compared.runs)
        rows = figure.data(self.compared.runs)
        return figure.draw(rows, drawing.palette(rows["implementation"]))

    def json(self) -> str:
        """As `propbench compare --json` prints it."""
        return document(self.compared)

    def csv(self) -> str:
        """`cells` as `propbench compare --csv` writes them."""
        return csv_text(self.cells)

    def html(self) -> str:
        """The page."""
        return page.render(self.compared)

    def __repr__(self) -> str:
        return "\n".join(terminal.lines(self.compared))

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(repr(self))}</pre>"
