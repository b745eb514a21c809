"""Which mark is whose, in a legend under the panels."""

from collections.abc import Callable, Iterable

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from propbench.reports.drawing.layout import LETTER, deepen
from propbench.reports.drawing.style import Palette, Style

_SIZE = 9
_NO_MARK = ("", "None", None)
_LEGEND_ROW = 0.24
_LEGEND_MARK = 0.5
"""Inches of a mark in the legend, with the room around it."""


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
