"""Ticks: a line of the grid at each, and its words beside the panel; then what the axis is called.

matplotlib makes five artists of a tick, and measures their words to place what follows: most of the
time of a figure. Here an axis knows its ticks and is not drawn itself. Its grid is one line, and
words are as wide as their number of letters says.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from propbench.bench.numbers import NARROW
from propbench.reports.drawing.layout import LETTER, inches_high, inches_wide
from propbench.reports.drawing.scales import Direction
from propbench.reports.drawing.style import GREY

_NAME_SIZE = 9
_PAD, _NAME_PAD = 7 / 72, 4 / 72
"""Inches from the panel to the words of its ticks, and from those to the name of the axis."""
_LINE, _DIGIT = 0.0162, 0.0092
"""Inches of a line of words at size 1, and of a digit, which is wider than most letters."""
_UNDER_MARKS = 0.5
"""Where matplotlib draws its own axes, in its order of what lies on what."""
_GAP = (np.nan, np.nan)
"""Between two lines of one drawing."""

_Ticks = Mapping[float, str]
"""Words by where they stand along the panel, from 0 to 1."""


def ticks(ax: Axes, axis: Direction) -> _Ticks:
    """Those in view; the limits of the axes must be final."""
    own = ax.xaxis if axis == "x" else ax.yaxis
    low, high = sorted(own.get_view_interval())
    seen = [float(at) for at in own.get_majorticklocs() if low <= at <= high]
    words = own.get_major_formatter()
    if not seen:
        return {}
    both = (ax.transScale + ax.transLimits).transform(np.column_stack((seen, seen)))
    places = both[:, 0 if axis == "x" else 1].tolist()
    return {place: words(at) for at, place in zip(seen, places, strict=True)}


def grid(ax: Axes, across: _Ticks, up: _Ticks) -> None:
    """A line through the panel at each tick."""
    lines = [[(at, 0.0), (at, 1.0), _GAP] for at in across]
    lines += [[(0.0, at), (1.0, at), _GAP] for at in up]
    if lines:
        x, y = np.concatenate(lines).T
        drawn = Line2D(x, y, color=GREY, alpha=0.25, linewidth=0.6, zorder=_UNDER_MARKS)
        drawn.set(transform=ax.transAxes, clip_on=False)
        ax.add_artist(drawn)


def below(ax: Axes, named: _Ticks, size: float, axis_name: str) -> None:
    """Words of x under the panel, and what x is called under them."""
    inch = 1 / inches_high(ax)
    for at, words in named.items():
        _write(ax, at, -_PAD * inch, words, size=size, ha="center", va="top")
    lines = max((words.count("\n") + 1 for words in named.values()), default=0)
    down = _PAD + lines * _LINE * size + _NAME_PAD if lines else _NAME_PAD
    _write(
        ax, _middle(ax, axis_name), -down * inch, axis_name, size=_NAME_SIZE, ha="center", va="top"
    )


def _middle(ax: Axes, axis_name: str) -> float:
    """Where the name of x stands along its panel: in the middle, unless it would leave the
    figure."""
    place, whole = ax.get_position(), ax.figure.bbox.width / ax.figure.dpi
    half = LETTER * _NAME_SIZE * len(axis_name) / 2 / whole
    middle = (place.x0 + place.x1) / 2
    return (max(half, min(middle, 1 - half)) - place.x0) / place.width


def before(ax: Axes, named: _Ticks, size: float, axis_name: str) -> None:
    """Words of y left of the panel, and what y is called left of them, read upwards."""
    inch = 1 / inches_wide(ax)
    for at, words in named.items():
        _write(ax, -_PAD * inch, at, words, size=size, ha="right", va="center_baseline")
    lines = [line for words in named.values() for line in words.split("\n")]
    longest = max((len(line) - line.count(NARROW) / 2 for line in lines), default=0)
    left = _PAD + longest * _DIGIT * size + _NAME_PAD if longest else _NAME_PAD
    turned: Any = {"rotation": 90, "rotation_mode": "anchor"}
    _write(ax, -left * inch, 0.5, axis_name, size=_NAME_SIZE, ha="center", va="bottom", **turned)


def _write(ax: Axes, x: float, y: float, words: str, **look: Any) -> None:
    if words:
        ax.text(x, y, words, transform=ax.transAxes, zorder=_UNDER_MARKS, **look)
