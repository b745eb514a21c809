"""Which line is whose, by a name at its end that lies on no other line and no other name."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from propbench.reports.drawing.layout import LETTER, inches_high, inches_wide
from propbench.reports.drawing.style import Palette

_SIZE = 9
_ASIDE = 0.14
"""Inches from the end of a line to its name."""
_ROW = 0.16
"""Inches of a row of names."""
_ROWS = (0, 1, -1, 2, -2, 3)
"""Where the name of a line that ends within the panel may stand, above or below that end."""
_STEP = 0.02
"""Inches between two places of a line at which a name would be seen to lie on it."""

Ends = Mapping[str, tuple[float, float]]
"""Of each line, in inches from the corner of its panel."""


@dataclass(frozen=True)
class _Label:
    """A name: which line's, where it begins or ends, at which height, and its box."""

    name: str
    x: float
    y: float
    is_left: bool
    wide: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        left = self.x - self.wide if self.is_left else self.x
        return left, self.y - _ROW / 2, left + self.wide, self.y + _ROW / 2

    def hits(self, other: "_Label") -> bool:
        """Whether one lies on the other."""
        left, low, right, high = self.box
        other_left, other_low, other_right, other_high = other.box
        return left < other_right and other_left < right and low < other_high and other_low < high

    def covers(self, points: np.ndarray) -> int:
        """How many of these points, of lines, lie under it."""
        left, low, right, high = self.box
        x, y = points.T
        return int(((x > left) & (x < right) & (y > low) & (y < high)).sum())


def end_labels(
    ax: Axes,
    lines: Mapping[str, tuple[np.ndarray, np.ndarray]],
    styles: Palette,
    words: Callable[[str], str],
) -> None:
    """Names at the ends of their lines, `lines` being their x and y from left to right.

    The limits of the axes must be final.
    """
    inches = np.array([inches_wide(ax), inches_high(ax)])
    to_axes = ax.transScale + ax.transLimits
    paths = {name: to_axes.transform(np.column_stack(xy)) * inches for name, xy in lines.items()}
    ends = {name: (float(path[-1, 0]), float(path[-1, 1])) for name, path in paths.items()}
    wide = {name: LETTER * _SIZE * (2 + len(words(name))) for name in paths}
    drawn = np.concatenate([_along(path) for path in paths.values()])
    for label in _placed(ends, wide, drawn, float(inches[1])):
        (x, y), (across, up) = ends[label.name], inches
        colour = styles[label.name].colour
        leader = Line2D([x / across, label.x / across], [y / up, label.y / up], color=colour)
        leader.set(linewidth=0.7, transform=ax.transAxes, clip_on=False)
        ax.add_artist(leader)
        text = f"{words(label.name)} " if label.is_left else f" {words(label.name)}"
        side = "right" if label.is_left else "left"
        where: dict[str, Any] = {
            "transform": ax.transAxes,
            "ha": side,
            "va": "center",
            "size": _SIZE,
        }
        ax.text(label.x / across, label.y / up, text, **where)


def _along(path: np.ndarray) -> np.ndarray:
    """Points all along a line."""
    lengths = np.hypot(*np.diff(path, axis=0).T)
    at = np.concatenate([[0.0], np.cumsum(lengths)])
    places = np.arange(0, at[-1] + _STEP, _STEP)
    return np.column_stack([np.interp(places, at, path[:, side]) for side in (0, 1)])


def _placed(ends: Ends, wide: Mapping[str, float], drawn: np.ndarray, high: float) -> list[_Label]:
    """Names of the lines that go furthest stand in a column; that of another right or left of its
    end, a little above or below, where it covers least."""
    furthest = max(x for x, _ in ends.values()) - _STEP
    upwards = sorted(ends, key=lambda name: ends[name][1])
    column = [name for name in upwards if ends[name][0] > furthest]
    heights = _apart([ends[name][1] for name in column], high)
    placed = [
        _Label(name, ends[name][0] + _ASIDE, height, False, wide[name])
        for name, height in zip(column, heights, strict=True)
    ]
    others = [name for name in upwards if name not in column]
    for name in sorted(others, key=lambda name: ends[name][0]):
        offered = _offered(name, *ends[name], wide[name])
        best = min(offered, key=lambda label: _covered(label, placed, drawn))
        placed.append(best)
        # No later name shall lie on what leads to this one.
        drawn = np.concatenate([drawn, _along(np.array([ends[name], (best.x, best.y)]))])
    return placed


def _offered(name: str, x: float, y: float, wide: float) -> Iterator[_Label]:
    for row in _ROWS:
        yield _Label(name, x + _ASIDE, y + row * _ROW, False, wide)
        yield _Label(name, x - _ASIDE / 2, y + row * _ROW, True, wide)


def _covered(label: _Label, placed: list[_Label], drawn: np.ndarray) -> tuple[int, int]:
    return sum(map(label.hits, placed)), label.covers(drawn)


def _apart(wanted: list[float], high: float) -> list[float]:
    """Ascending heights a row apart, close to the wanted ones, the highest within the panel."""
    placed: list[float] = []
    for height in wanted:
        placed.append(max(height, placed[-1] + _ROW) if placed else height)
    overshoot = max(0.0, placed[-1] - high) if placed else 0.0
    for i in range(len(placed) - 1, -1, -1):
        ceiling = placed[i + 1] - _ROW if i + 1 < len(placed) else placed[i] - overshoot
        placed[i] = min(placed[i], ceiling)
    return placed
