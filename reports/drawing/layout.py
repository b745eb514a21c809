"""Panels of a given size with given room around them.

Nothing is measured and moved while drawing: that takes most of the time of a figure, and the
reader's fonts are not ours anyway. All lengths are inches.
"""

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from propbench.reports.drawing.style import GREY

LETTER = 0.0082
"""Width of a letter at size 1."""


@dataclass(frozen=True)
class Room:
    """Space around the panels, and `across` and `down` between them."""

    left: float = 0.8
    right: float = 0.35
    above: float = 0.35
    below: float = 0.6
    across: float = 0.3
    down: float = 0.9


def panels(
    n: int, columns: int, size: tuple[float, float], room: Room, *, sharex: bool, sharey: bool
) -> tuple[Figure, list[Axes]]:
    """A figure, and its `n` panels row by row, with quiet grid lines; `size` is the width of the
    figure and the height of a panel."""
    whole, height = size
    rows = -(-n // columns)
    deep = room.above + rows * height + (rows - 1) * room.down + room.below
    wide = (whole - room.left - room.right - (columns - 1) * room.across) / columns
    figure = Figure(figsize=(whole, deep))
    figure.subplots_adjust(
        left=room.left / whole,
        right=1 - room.right / whole,
        bottom=room.below / deep,
        top=1 - room.above / deep,
        wspace=room.across / wide,
        hspace=room.down / height,
    )
    axes = figure.subplots(rows, columns, squeeze=False, sharex=sharex, sharey=sharey).ravel()
    for ax in axes[n:]:
        ax.remove()
    for place, ax in enumerate(axes[:n]):
        ax.grid(visible=True, color=GREY, alpha=0.25, linewidth=0.6)
        ax.set_axisbelow(True)
        # Panels that share an axis tell its ticks once, below the last panel of each column.
        ax.tick_params(labelbottom=not sharex or place + columns >= n)
    return figure, list(axes[:n])


def deepen(figure: Figure, more: float) -> None:
    """Grow the figure downwards; its panels keep their size."""
    (wide, deep), held = figure.get_size_inches(), figure.subplotpars
    figure.set_size_inches(wide, deep + more)
    edges = {"bottom": held.bottom, "top": held.top}
    figure.subplots_adjust(
        **{side: (at * deep + more) / (deep + more) for side, at in edges.items()}
    )
