"""A figure as a description: what it shows, of which table, and how it is read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from propbench.reports.drawing.captions import Reading, caption
from propbench.reports.drawing.facets import Facets
from propbench.reports.drawing.render import render
from propbench.reports.drawing.style import RC, Palette, styles_of

Source = TypeVar("Source")
"""Where the table comes from: the frames of a run, or the verdict on a claim."""


@dataclass(frozen=True)
class FigureSpec(Generic[Source]):
    """One figure; `id`, its anchor on the page, follows from the name of its file.

    Its `place` is its section of the page, and where it stands there. `data` makes its table,
    `facets` says what is drawn of that, `reading` how to read it, of which `caption` is what holds
    of a table, and `absent` what is said where there is nothing to draw. `tabulate` makes the table
    that is printed after the figure; `sentence` says what the figure shows. `of_training` marks
    what needs more than times: it is drawn last.
    """

    title: str
    data: Callable[[Source], pd.DataFrame]
    facets: Facets
    reading: Reading
    absent: str = "What this figure shows is not part of this run."
    place: tuple[str, int] = ("", 0)
    tabulate: Callable[[pd.DataFrame], pd.DataFrame] = lambda table: table
    sentence: Callable[[pd.DataFrame], str] = lambda _: ""
    id: str = ""
    of_training: bool = False

    def draw(self, table: pd.DataFrame, styles: Palette, *, phone: bool = False) -> Figure | None:
        """Under the page's own settings, with no state left behind; None of an empty table.

        For a `phone`, most panels stand one below another, and names below them.
        """
        with mpl.rc_context(RC):  # type: ignore[arg-type]
            return None if table.empty else render(self.facets, table, styles, phone)

    def hues(self, table: pd.DataFrame) -> list[str]:
        """The names in the drawing that have a style each, in their order."""
        tidy = table if table.empty else self.facets.tidy(table)
        return [] if tidy.empty else list(self.facets.hue.order(tidy[self.facets.hue.column]))

    def names(self, table: pd.DataFrame, styles: Palette) -> Iterator[tuple[str, str]]:
        """The colour of each name in the drawing, and how the name is written."""
        hue = self.facets.hue
        hues = self.facets.tidy(table)[hue.column]
        own = styles_of(hues.unique(), hue.order(hues), styles)
        return ((style.colour, hue.words(name)) for name, style in own.items())

    def caption(self, table: pd.DataFrame) -> str:
        """How to read the drawing of this table: it names no mark that is not there."""
        return caption(self.reading, table)

    def alt(self, table: pd.DataFrame, n_rows: int) -> str:
        """What is read aloud in place of the drawing, after the title; `n_rows` follow it."""
        return f"{self.caption(table)} The table after the figure has {n_rows} rows."
