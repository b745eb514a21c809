"""Panels of a given size with given room around them, and what is written beside them.

Nothing is measured and moved while drawing: that takes most of the time of a figure, and the
reader's fonts are not ours anyway. All lengths are inches.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from propbench.reports.figures.style import GREY, WIDTH, Palette

_LETTER = 0.082
"""Width of a letter at size 10."""
_LEGEND_ROW = 0.24
_ASIDE = (0.1, 0.17)
"""From the panel to the mark and to the name at the end of a line."""


@dataclass(frozen=True)
class Room:
    """Space around the panels, and `across` and `down` between them."""

    left: float = 0.8
    right: float = 0.35
    above: float = 0.35
    below: float = 0.6
    across: float = 0.35
    down: float = 0.9


ENDS = Room(right=1.6, across=2.2)
"""For lines with names at their ends."""


def names_left(names: Iterable[str], size: float = 10, **others: float) -> Room:
    """Room for names left of the panels, written at so many points."""
    longest = max((len(name) for name in names), default=0)
    return Room(left=0.25 + longest * _LETTER * size / 10, **others)


def panels(
    rows: int,
    columns: int,
    height: float,
    room: Room = Room(),
    *,
    sharex: bool = True,
    sharey: bool = True,
) -> tuple[Figure, list[Axes]]:
    """A figure, and its panels of this height row by row, with quiet grid lines."""
    deep = room.above + rows * height + (rows - 1) * room.down + room.below
    wide = (WIDTH - room.left - room.right - (columns - 1) * room.across) / columns
    figure = Figure(figsize=(WIDTH, deep))
    figure.subplots_adjust(
        left=room.left / WIDTH,
        right=1 - room.right / WIDTH,
        bottom=room.below / deep,
        top=1 - room.above / deep,
        wspace=room.across / wide,
        hspace=room.down / height,
    )
    axes = figure.subplots(rows, columns, squeeze=False, sharex=sharex, sharey=sharey).ravel()
    for ax in axes:
        ax.grid(visible=True, color=GREY, alpha=0.25, linewidth=0.6)
        ax.set_axisbelow(True)
    return figure, list(axes)


def legend(figure: Figure, styles: Palette, columns: int = 3) -> None:
    """Marks and names under the panels, where lines have no ends to label."""
    handles = [
        Line2D([], [], color=style.colour, marker=style.marker, lw=0, label=name)
        for name, style in styles.items()
    ]
    _deepen(figure, _LEGEND_ROW * -(-len(handles) // columns))
    figure.legend(handles=handles, loc="lower center", ncols=columns, fontsize=9)


def end_labels(ax: Axes, ends: Mapping[str, tuple[float, float]], styles: Palette) -> None:
    """Names at the ends of their lines, right of the axes, moved apart where they would overlap."""
    to_axes = ax.transScale + ax.transLimits
    points = {name: to_axes.transform(end) for name, end in ends.items()}
    order = sorted(points, key=lambda name: float(points[name][1]))
    room = 0.075 if len(order) < 12 else 0.9 / len(order)
    heights = _apart([float(points[name][1]) for name in order], room)
    mark_at, name_at = (1 + aside / (ax.get_position().width * WIDTH) for aside in _ASIDE)
    for name, height in zip(order, heights, strict=True):
        x, y = (float(value) for value in points[name])
        colour = styles[name].colour
        line = Line2D([x, mark_at], [y, height], color=colour, lw=0.7, alpha=0.6)
        mark = Line2D([mark_at], [height], color=colour, marker=styles[name].marker, ms=5, lw=0)
        for artist in (line, mark):
            artist.set_transform(ax.transAxes)
            artist.set_clip_on(False)
            ax.add_artist(artist)
        ax.text(name_at, height, name, transform=ax.transAxes, va="center", fontsize=9)


def _deepen(figure: Figure, more: float) -> None:
    """Grow the figure downwards; its panels keep their size."""
    (wide, deep), held = figure.get_size_inches(), figure.subplotpars
    figure.set_size_inches(wide, deep + more)
    edges = {"bottom": held.bottom, "top": held.top}
    figure.subplots_adjust(
        **{side: (at * deep + more) / (deep + more) for side, at in edges.items()}
    )


def _apart(wanted: list[float], room: float) -> list[float]:
    """Ascending positions at least `room` apart, close to the wanted ones, centred on them."""
    placed: list[float] = []
    for position in wanted:
        placed.append(max(position, placed[-1] + room) if placed else position)
    overshoot = max(0.0, placed[-1] - 1.0) if placed else 0.0
    for i in range(len(placed) - 1, -1, -1):
        ceiling = placed[i + 1] - room if i + 1 < len(placed) else placed[i] - overshoot
        placed[i] = min(placed[i], ceiling)
    return placed
