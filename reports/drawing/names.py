"""Which mark is whose: in a legend under the panels, or at the ends of lines."""

from collections.abc import Callable, Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from propbench.reports.drawing.layout import LETTER, deepen
from propbench.reports.drawing.style import WIDTH, Palette

_SIZE = 9
_LEGEND_ROW = 0.24
_LEGEND_MARK = 0.5
"""Inches of a mark in the legend, with the room around it."""
_ASIDE = (0.1, 0.17)
"""Inches from the panel to the mark and to the name at the end of a line."""


def legend(figure: Figure, styles: Palette, words: Callable[[str], str]) -> None:
    """Marks and names under the panels; `words` writes a name."""
    names = {words(name): style for name, style in styles.items()}
    handles = [
        Line2D([], [], color=style.colour, marker=style.marker, lw=0, label=name)
        for name, style in names.items()
    ]
    wide = _LEGEND_MARK + LETTER * _SIZE * max(map(len, names))
    columns = max(1, min(len(names), int(WIDTH / wide)))
    deepen(figure, _LEGEND_ROW * -(-len(handles) // columns))
    figure.legend(handles=handles, loc="lower center", ncols=columns, fontsize=_SIZE)


def end_labels(
    ax: Axes,
    ends: Mapping[str, tuple[float, float]],
    styles: Palette,
    words: Callable[[str], str],
) -> None:
    """Names at the ends of their lines, right of the axes, moved apart where they would overlap.

    The limits of the axes must be final.
    """
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
        ax.text(name_at, height, words(name), transform=ax.transAxes, va="center", fontsize=_SIZE)


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
