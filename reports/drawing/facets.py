"""What a figure draws, as a description: columns along axes, hues, panels and marks."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd

from propbench.reports.drawing.marks import Mark
from propbench.reports.drawing.scales import LINEAR, Names, Numbers, Order, as_seen
from propbench.reports.naming import named

_MANY = 5
"""Panels that are small enough for two of them on a phone."""


@dataclass(frozen=True)
class Axis:
    """A column along an axis, how it is scaled and what it is called, in each panel its own way."""

    column: str
    scale: Numbers | Names | Callable[[Any], Numbers] = LINEAR
    label: str | Callable[[Any], str] = ""

    def scale_of(self, panel: object) -> Numbers | Names:
        """In this panel."""
        return self.scale(panel) if callable(self.scale) else self.scale

    def label_of(self, panel: object) -> str:
        """In this panel."""
        return self.label(panel) if callable(self.label) else self.label


@dataclass(frozen=True)
class Hue:
    """The column whose names have a style each: in which order, and how they are written."""

    column: str = "implementation"
    order: Order = as_seen
    words: Callable[[str], str] = named


@dataclass(frozen=True)
class Panels:
    """The column that parts a table into panels, so many in a row; none where it is empty.

    Titles begin over the panel, or at the edge of the figure, over the names of its rows.
    """

    column: str = ""
    order: Order = as_seen
    title: Callable[[Any], str] = str
    columns: int = 0
    across: float = 0.3
    titles_at_edge: bool = False

    def parts(self, table: pd.DataFrame) -> dict[Any, pd.DataFrame]:
        """The rows of each panel, by its name."""
        if not self.column:
            return {"": table}
        names = self.order(table[self.column])
        return {name: table[table[self.column] == name] for name in names}


@dataclass(frozen=True)
class Facets:
    """What is drawn of a table: which columns stand where, as which marks, in which panels.

    `tidy` makes the rows that are drawn from those of the figure's table, and `tidy_phone` those of
    a narrow drawing, where they are others. `height` is in inches, of a panel, or of a row where
    `y` has names. `aside` is the room of one name within its place, for hues that stand side by
    side. `names` says where hues are named; an axis that has them names them already. `grid` is a
    line at each tick.
    """

    x: Axis
    y: Axis
    marks: tuple[Mark, ...]
    hue: Hue = Hue()
    panels: Panels = Panels()
    names: Literal["at the ends", "below", "nowhere"] = "below"
    height: float = 2.4
    aside: float = 0
    sharex: bool = True
    sharey: bool = True
    grid: bool = True
    tidy: Callable[[pd.DataFrame], pd.DataFrame] = lambda table: table
    tidy_phone: Callable[[pd.DataFrame], pd.DataFrame] | None = None


def narrow(facets: Facets, panels: int) -> Facets:
    """The same where there is room for one of its panels, or two of many, for no names beside
    them, and for short lines before them."""
    names: Literal["below", "nowhere"] = "nowhere" if facets.names == "nowhere" else "below"
    y, columns = facets.y, 1 + (panels >= _MANY and facets.sharey)
    if isinstance(y.scale, Names):
        y, columns = replace(y, scale=y.scale.narrow()), 1
    return replace(facets, y=y, panels=replace(facets.panels, columns=columns), names=names)
