"""The renderer of all figures: panels of one table, with the same marks and axes in each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from propbench.reports.drawing.layout import LETTER, Room, panels
from propbench.reports.drawing.marks import Mark, Series
from propbench.reports.drawing.names import end_labels, legend
from propbench.reports.drawing.scales import LINEAR, Axis, Names, Numbers, Order, as_seen
from propbench.reports.drawing.style import Palette, styles_of

_TITLE_LINE = 0.22
_NAMES_AT_ENDS = {"right": 1.6, "across": 2.2}
_OWN_TICKS = 0.8


@dataclass(frozen=True)
class Facets:
    """What is drawn of a table: which columns stand where, as which marks, in which panels.

    `x`, `y`, `hue` and `panel` name columns; a table has one panel where `panel` is empty. `tidy`
    makes the rows that are drawn from those of the figure's table. `height` is in inches, of a
    panel, or of a row where `y` has names. `aside` is the room of one name within its place, for
    hues that stand side by side. `names` says where hues are named, `hue_words` how. `title`,
    `x_scale` and `x_label` may depend on the panel.
    """

    x: str
    y: str
    marks: tuple[Mark, ...]
    hue: str = "implementation"
    hue_order: Order = as_seen
    hue_words: Mapping[str, str] = field(default_factory=dict)
    names: Literal["at the ends", "below", "nowhere"] = "below"
    panel: str = ""
    panel_order: Order = as_seen
    title: Callable[[Any], str] = str
    title_size: float = 11
    x_scale: Numbers | Names | Callable[[Any], Numbers] = LINEAR
    y_scale: Numbers | Names = LINEAR
    x_label: str | Callable[[Any], str] = ""
    y_label: str = ""
    label_size: float = 10
    columns: int = 0
    height: float = 2.4
    aside: float = 0
    sharex: bool = True
    sharey: bool = True
    across: float = 0.3
    tidy: Callable[[pd.DataFrame], pd.DataFrame] = lambda table: table


@dataclass(frozen=True)
class _Chart:
    """A description with its table: where each row stands."""

    facets: Facets
    table: pd.DataFrame
    styles: Palette

    @property
    def flat(self) -> bool:
        return isinstance(self.facets.y_scale, Names)

    def series(self, part: pd.DataFrame) -> Iterator[Series]:
        for name, style in self.styles.items():
            rows = part[part[self.facets.hue] == name] if self.facets.hue else part
            if len(rows):
                x, y = (self._places(axis, part, rows, name) for axis in ("x", "y"))
                order = np.argsort(y if self.flat else x, kind="stable")
                yield Series(name, style, rows.iloc[order], x[order], y[order])

    def of_axis(self, axis: Axis, part: pd.DataFrame) -> pd.DataFrame:
        """The rows that decide what an axis holds: all, where panels share it."""
        shared = self.facets.sharex if axis == "x" else self.facets.sharey
        return self.table if shared else part

    def _places(self, axis: Axis, part: pd.DataFrame, rows: pd.DataFrame, name: str) -> np.ndarray:
        facets = self.facets
        column, scale = (facets.x, facets.x_scale) if axis == "x" else (facets.y, facets.y_scale)
        if not isinstance(scale, Names):
            return rows[column].to_numpy(dtype=float)
        names = scale.order(self.of_axis(axis, part)[column])
        hues = list(self.styles)
        shift = (hues.index(name) - (len(hues) - 1) / 2) * facets.aside / len(hues)
        return np.array([names.index(value) + shift for value in rows[column]])


def render(facets: Facets, table: pd.DataFrame, given: Palette) -> Figure | None:
    """The figure, or None where there is nothing to draw. `given` are styles of implementations."""
    tidy = facets.tidy(table)
    if tidy.empty:
        return None
    hues = tidy[facets.hue]
    chart = _Chart(facets, tidy, styles_of(hues, facets.hue_order(hues), given))
    keys = facets.panel_order(tidy[facets.panel]) if facets.panel else [""]
    columns = min(len(keys), facets.columns or len(keys))
    figure, axes = panels(
        len(keys),
        columns,
        facets.height * _rows(chart),
        _room(chart, keys),
        sharex=facets.sharex,
        sharey=facets.sharey,
    )
    parts = [tidy[tidy[facets.panel] == key] if facets.panel else tidy for key in keys]
    for ax, part in zip(axes, parts, strict=True):
        for mark in facets.marks:
            mark(ax, part, chart)
    # Panels that share an axis are scaled when all of them hold their marks.
    for ax, part, key in zip(axes, parts, keys, strict=True):
        own_x, own_y = chart.of_axis("x", part), chart.of_axis("y", part)
        x_scale = facets.x_scale(key) if callable(facets.x_scale) else facets.x_scale
        x_scale.apply(ax, "x", own_x[facets.x], own_x)
        facets.y_scale.apply(ax, "y", own_y[facets.y], own_y)
    for place, (ax, key) in enumerate(zip(axes, keys, strict=True)):
        _describe(facets, ax, key, place % columns == 0, place + columns >= len(keys))
    _name(chart, figure, axes, parts)
    return figure


def _rows(chart: _Chart) -> int:
    """Names one below another in the panel that has most of them; 1 where there are none."""
    facets = chart.facets
    if not isinstance(facets.y_scale, Names):
        return 1
    return max(len(facets.y_scale.order(part[facets.y])) for part in _per_panel(chart))


def _per_panel(chart: _Chart) -> list[pd.DataFrame]:
    facets, table = chart.facets, chart.table
    if facets.sharey or not facets.panel:
        return [table]
    return [part for _, part in table.groupby(facets.panel, sort=False)]


def _room(chart: _Chart, keys: list[Any]) -> Room:
    facets = chart.facets
    titles = [facets.title(key) for key in keys]
    lines = max(title.count("\n") + bool(title) for title in titles)
    own_ticks = facets.names == "at the ends" or not facets.sharex
    room = {
        "above": 0.12 + _TITLE_LINE * lines,
        "down": 0.15 + _TITLE_LINE * (lines + own_ticks),
    }
    scale = facets.y_scale
    if isinstance(scale, Names):
        words = (scale.words(name) for name in scale.order(chart.table[facets.y]))
        longest = max(len(line) for text in words for line in text.split("\n"))
        room["left"] = 0.25 + longest * LETTER * scale.size
    room["across"] = facets.across if facets.sharey else max(_OWN_TICKS, facets.across)
    return Room(**(room | _NAMES_AT_ENDS if facets.names == "at the ends" else room))


def _describe(facets: Facets, ax: Axes, key: Any, is_first: bool, is_last: bool) -> None:
    """Title and labels; panels that share an axis say what it is once."""
    label = facets.x_label if isinstance(facets.x_label, str) else facets.x_label(key)
    ax.set_title(facets.title(key), fontsize=facets.title_size)
    ax.set_xlabel(label if is_last or not facets.sharex else "", fontsize=facets.label_size)
    ax.set_ylabel(
        facets.y_label if is_first or not facets.sharey else "", fontsize=facets.label_size
    )
    if facets.names == "at the ends":
        ax.tick_params(labelbottom=True, labelleft=True)


def _name(chart: _Chart, figure: Figure, axes: list[Axes], parts: list[pd.DataFrame]) -> None:
    facets = chart.facets
    if facets.names == "below":
        legend(figure, chart.styles, facets.hue_words)
    if facets.names == "at the ends":
        for ax, part in zip(axes, parts, strict=True):
            ends = {one.name: (one.x[-1], one.y[-1]) for one in chart.series(part)}
            end_labels(ax, ends, chart.styles)
