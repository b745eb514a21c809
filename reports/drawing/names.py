"""Which mark is whose: in a legend under the panels, or at the ends of lines."""

from collections.abc import Callable, Iterable, Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from propbench.reports.drawing.layout import LETTER, deepen, inches_high, inches_wide
from propbench.reports.drawing.style import Palette, Style

_SIZE = 9
_NO_MARK = ("", "None", None)
_LEGEND_ROW = 0.24
_LEGEND_MARK = 0.5
"""Inches of a mark in the legend, with the room around it."""
_ASIDE = 0.14
"""Inches from the end of a line to its name."""
_ROW = 0.16
"""Inches of a row of names."""


def legend(figure: Figure, styles: Palette, words: Callable[[str], str]) -> None:
    """Lines, marks and names under the panels, as they are drawn; `words` writes a name."""
    names = {words(name): style for name, style in styles.items()}
    drawn = [line for ax in figure.axes for line in ax.lines]
    handles = [_handle(name, style, drawn) for name, style in names.items()]
    wide = _LEGEND_MARK + LETTER * _SIZE * max(map(len, names))
    columns = max(1, min(len(names), int(figure.get_size_inches()[0] / wide)))
    deepen(figure, _LEGEND_ROW * -(-len(handles) // columns))
    figure.legend(handles=handles, loc="lower center", ncols=columns, fontsize=_SIZE)


def _handle(name: str, style: Style, drawn: Iterable[Line2D]) -> Line2D:
    """The mark of a name with its line, each where one of its colour is drawn."""
    own = [line for line in drawn if line.get_color() == style.colour]
    marked = not own or any(line.get_marker() not in _NO_MARK for line in own)
    handle = Line2D([], [], color=style.colour, marker=style.marker if marked else "", lw=0)
    for line in (line for line in own if line.get_linestyle() != "None"):
        dashes = style.dashes if line.is_dashed() else ()
        handle.set(linewidth=line.get_linewidth(), dashes=dashes)
        break
    handle.set_label(name)
    return handle


def end_labels(
    ax: Axes,
    ends: Mapping[str, tuple[float, float]],
    styles: Palette,
    words: Callable[[str], str],
) -> None:
    """Names right of the ends of their lines, moved apart where they would overlap.

    The limits of the axes must be final.
    """
    to_axes = ax.transScale + ax.transLimits
    points = {name: to_axes.transform(end) for name, end in ends.items()}
    order = sorted(points, key=lambda name: float(points[name][1]))
    for x in sorted({round(float(point[0]), 3) for point in points.values()}):
        here = [name for name in order if round(float(points[name][0]), 3) == x]
        heights = _apart([float(points[name][1]) for name in here], _ROW / inches_high(ax))
        at = x + _ASIDE / inches_wide(ax)
        for name, height in zip(here, heights, strict=True):
            y, colour = float(points[name][1]), styles[name].colour
            leader = Line2D([x, at], [y, height], color=colour, lw=0.7, transform=ax.transAxes)
            leader.set_clip_on(False)
            ax.add_artist(leader)
            ax.text(at, height, f" {words(name)}", transform=ax.transAxes, va="center", size=_SIZE)


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
