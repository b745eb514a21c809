"""Panels of a given size with given room around them.

Nothing is measured and moved while drawing: that takes most of the time of a figure, and the
reader's fonts are not ours anyway. All lengths are inches.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

LETTER = 0.0082
"""Width of a letter at size 1."""


@dataclass(frozen=True)
class Room:
    """Space around the panels, and `across` and `down` between them."""

    left: float = 0.92
    right: float = 0.35
    above: float = 0.35
    below: float = 0.6
    across: float = 0.3
    down: float = 0.9


def panels(
    heights: Sequence[float], columns: int, whole: float, room: Room, *, sharex: bool, sharey: bool
) -> tuple[Figure, list[Axes]]:
    """A figure that is `whole` wide, and its panels row by row: each is as high as the highest of
    its row, of these `heights`."""
    rows = [max(heights[at : at + columns]) for at in range(0, len(heights), columns)]
    deep = room.above + sum(rows) + (len(rows) - 1) * room.down + room.below
    wide = (whole - room.left - room.right - (columns - 1) * room.across) / columns
    figure = Figure(figsize=(whole, deep))
    axes: list[Axes] = []
    for row, column in (divmod(place, columns) for place in range(len(heights))):
        left = room.left + column * (wide + room.across)
        bottom = room.above + sum(rows[: row + 1]) + row * room.down
        box = (left / whole, 1 - bottom / deep, wide / whole, rows[row] / deep)
        first = axes[0] if axes else None
        ax = figure.add_axes(
            box, sharex=first if sharex else None, sharey=first if sharey else None
        )
        # Ticks are drawn by their own file (drawing.ticks).
        ax.xaxis.set_visible(False)
        ax.yaxis.set_visible(False)
        axes.append(ax)
    return figure, axes


def inches_wide(ax: Axes) -> float:
    """Inches of a panel."""
    return float(ax.get_window_extent().width / ax.figure.dpi)


def inches_high(ax: Axes) -> float:
    """Inches of a panel."""
    return float(ax.get_window_extent().height / ax.figure.dpi)


def deepen(figure: Figure, more: float) -> None:
    """Grow the figure downwards; its panels keep their size."""
    wide, deep = figure.get_size_inches()
    figure.set_size_inches(wide, deep + more)
    for ax in figure.axes:
        x, y, width, height = ax.get_position().bounds
        bottom, height = (inches / (deep + more) for inches in (y * deep + more, height * deep))
        ax.set_position((x, bottom, width, height))
