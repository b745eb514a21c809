"""The renderer of all figures: panels of one table, with the same marks and axes in each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from propbench.reports.drawing.end_labels import end_labels
from propbench.reports.drawing.facets import Axis, Facets, narrow
from propbench.reports.drawing.layout import LETTER, Room, inches_wide, panels
from propbench.reports.drawing.marks import Series
from propbench.reports.drawing.names import legend
from propbench.reports.drawing.scales import Direction, Names
from propbench.reports.drawing.style import PHONE, WIDTH, Palette, styles_of
from propbench.reports.drawing.ticks import before, below, grid, ticks

_TITLE_SIZES = (11, 10, 9)
_BOLD = 1.15
"""How much wider bold letters are."""
_TITLE_LINE = 0.22
_NAME_LINE, _BETWEEN_NAMES = 0.15, 0.08
"""Inches of a line of a name, and between two names."""
_NAMES_AT_ENDS = {"right": 1.6, "across": 2.2}
_OWN_TICKS = 0.8
_MARGIN = 0.04
"""Of the width, right of the panels."""
_LAST_TICK = 0.27
"""Inches of the half of a tick that stands at the right edge of a panel."""
_BELOW = 0.6
"""Inches of ticks and of what x is called."""
_EDGE = 0.02
"""Of a panel, from the edge of the figure to a title that begins there."""


@dataclass(frozen=True)
class _Chart:
    """A description with its table: where each row stands."""

    facets: Facets
    table: pd.DataFrame
    styles: Palette

    @property
    def flat(self) -> bool:
        return isinstance(self.facets.y.scale, Names)

    def series(self, part: pd.DataFrame) -> Iterator[Series]:
        x, y = self._places("x", part), self._places("y", part)
        names = part[self.facets.hue.column].to_numpy()
        for name, style in self.styles.items():
            here = np.flatnonzero(names == name)
            if here.size:
                order = here[np.argsort((y if self.flat else x)[here], kind="stable")]
                yield Series(name, style, part, order, x[order], y[order])

    def of_axis(self, axis: Direction, part: pd.DataFrame) -> pd.DataFrame:
        """The rows that decide what an axis holds: all, where panels share it."""
        return self.table if self.is_shared(axis) else part

    def along(self, axis: Direction) -> Axis:
        """What stands along it."""
        return self.facets.x if axis == "x" else self.facets.y

    def is_shared(self, axis: Direction) -> bool:
        """Whether all panels have one."""
        return self.facets.sharex if axis == "x" else self.facets.sharey

    def _places(self, axis: Direction, part: pd.DataFrame) -> np.ndarray:
        along = self.along(axis)
        if not isinstance(along.scale, Names):
            return part[along.column].to_numpy(dtype=float)
        names = along.scale.order(self.of_axis(axis, part)[along.column])
        place = {name: at for at, name in enumerate(names)}
        apart = self.facets.aside / len(self.styles)
        first = (1 - len(self.styles)) / 2
        shift = {hue: (first + at) * apart for at, hue in enumerate(self.styles)}
        rows = zip(part[along.column], part[self.facets.hue.column], strict=True)
        return np.array([place[value] + shift[hue] for value, hue in rows])


def render(
    description: Facets, table: pd.DataFrame, given: Palette, phone: bool = False
) -> Figure | None:
    """The figure, or None where there is nothing to draw. `given` are styles of implementations
    and activations."""
    tidy = ((phone and description.tidy_phone) or description.tidy)(table)
    if tidy.empty:
        return None
    parts = description.panels.parts(tidy)
    wide, facets = (PHONE, narrow(description, len(parts))) if phone else (WIDTH, description)
    hues = tidy[facets.hue.column]
    chart = _Chart(facets, tidy, styles_of(hues.unique(), facets.hue.order(hues), given))
    columns = min(len(parts), facets.panels.columns or len(parts))
    titles = {panel: facets.panels.title(panel) for panel in parts}
    shares = {"sharex": facets.sharex, "sharey": facets.sharey}
    room = _room(chart, titles, wide)
    figure, axes = panels(_heights(chart, parts), columns, wide, room, **shares)
    drawn = dict(zip(parts, axes, strict=True))
    for panel, ax in drawn.items():
        for mark in facets.marks:
            mark(ax, parts[panel], chart)
    for axis in ("x", "y"):
        _scale(chart, axis, drawn, parts)
    size = _title_size(titles, wide / columns)
    for place, (panel, ax) in enumerate(drawn.items()):
        at = -room.left / inches_wide(ax) + _EDGE if facets.panels.titles_at_edge else 0
        # At a given height: else matplotlib measures every tick to find one.
        ax.set_title(titles[panel], fontsize=size, x=at, y=1)
        _ticks(facets, ax, panel, place % columns == 0, place + columns >= len(parts))
    _name(chart, figure, drawn, parts)
    return figure


def _heights(chart: _Chart, parts: Mapping[Any, pd.DataFrame]) -> list[float]:
    """Inches of each panel: of its names where they stand one below another."""
    along, height = chart.facets.y, chart.facets.height
    if not isinstance(along.scale, Names):
        return [height] * len(parts)
    tables = [chart.of_axis("y", part) for part in parts.values()]
    names = [along.scale.order(own[along.column]) for own in tables]
    lines = 1 + max(along.scale.words(name).count("\n") for own in names for name in own)
    return [len(own) * max(height, _NAME_LINE * lines + _BETWEEN_NAMES) for own in names]


def _room(chart: _Chart, titles: Mapping[Any, str], wide: float) -> Room:
    """Around the panels: for titles above, names left, and ticks between."""
    facets, scale = chart.facets, chart.facets.y.scale
    lines = max(title.count("\n") + bool(title) for title in titles.values())
    own_ticks = facets.names == "at the ends" or not facets.sharex
    is_named = any(facets.x.label_of(panel) for panel in titles)
    between = lines + own_ticks + (is_named and not facets.sharex)
    room = {"above": 0.12 + _TITLE_LINE * lines, "down": 0.15 + _TITLE_LINE * between}
    room["below"] = _BELOW - _TITLE_LINE * (not is_named)
    if isinstance(scale, Names):
        names = [scale.words(name) for name in scale.order(chart.table[facets.y.column])]
        room["left"] = 0.25 + _longest(names) * LETTER * scale.size
    across = facets.panels.across
    room["right"] = max(_MARGIN * wide, _LAST_TICK)
    room["across"] = across if facets.sharey else max(_OWN_TICKS, across)
    return Room(**(room | _NAMES_AT_ENDS if facets.names == "at the ends" else room))


def _title_size(titles: Mapping[Any, str], wide: float) -> float:
    """The largest at which every title fits above a panel of so many inches."""
    wide = 0.85 * wide / max(1, _longest(titles.values()))
    fitting = (size for size in _TITLE_SIZES if size * LETTER * _BOLD <= wide)
    return next(fitting, _TITLE_SIZES[-1])


def _longest(texts: Iterable[str]) -> int:
    return max(len(line) for text in texts for line in text.split("\n"))


def _scale(
    chart: _Chart, axis: Direction, drawn: Mapping[Any, Axes], parts: Mapping[Any, pd.DataFrame]
) -> None:
    """One axis of every panel, when all of them hold their marks; one that they share, once."""
    along = chart.along(axis)
    shared = chart.is_shared(axis)
    for panel, ax in list(drawn.items())[: 1 if shared else None]:
        rows = chart.of_axis(axis, parts[panel])
        along.scale_of(panel).apply(ax, axis, rows[along.column], rows)


def _ticks(facets: Facets, ax: Axes, panel: object, is_first: bool, is_last: bool) -> None:
    """Panels that share an axis say once what it is, and its ticks, below the last of a column."""
    across, up = ticks(ax, "x"), ticks(ax, "y")
    if facets.grid:
        grid(ax, across, up)
    apart = facets.names == "at the ends"
    names_x, names_y = is_last or not facets.sharex, is_first or not facets.sharey
    below(
        ax,
        across if names_x or apart else {},
        facets.x.scale_of(panel).size,
        facets.x.label_of(panel) if names_x else "",
    )
    before(
        ax,
        up if names_y or apart else {},
        facets.y.scale_of(panel).size,
        facets.y.label_of(panel) if names_y else "",
    )


def _name(
    chart: _Chart, figure: Figure, drawn: Mapping[Any, Axes], parts: Mapping[Any, pd.DataFrame]
) -> None:
    facets, hue = chart.facets, chart.facets.hue
    if facets.names == "at the ends":
        for panel, ax in drawn.items():
            lines = {line.name: (line.x, line.y) for line in chart.series(parts[panel])}
            end_labels(ax, lines, chart.styles, hue.words)
    elif facets.names == "below" and hue.column not in (facets.y.column, facets.panels.column):
        legend(figure, chart.styles, hue.words)
