"""What a pointer needs to read values out of a drawing: where its panels are, how their axes are
scaled, and whose mark has which colour."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from propbench.reports.drawing.facets import Facets
from propbench.reports.drawing.scales import Names

_POINTS = 72
"""A drawing's units in an inch."""
_SCALES = ("linear", "log")


def readout(figure: Figure, facets: Facets, names: Iterable[tuple[str, str]]) -> str:
    """JSON of a figure that was drawn of `facets`: `names` by colour, and of each panel its `box`
    in the drawing's units (left, top, right, bottom) and its axes.

    `names` are pairs of a colour and what has it; a colour of two names says neither. An axis has
    `ends` and whether it is `log`, with how 1 is written on it as `one`; or `ticks` by place.
    """
    pairs = list(dict.fromkeys((_css(colour), name) for colour, name in names))
    once = Counter(colour for colour, _ in pairs)
    panels = [_panel(ax, facets) for ax in figure.axes if _is_readable(ax)]
    known = {colour: name for colour, name in pairs if once[colour] == 1}
    return json.dumps({"names": known, "panels": panels}, ensure_ascii=False, separators=(",", ":"))


def _is_readable(ax: Axes) -> bool:
    return ax.get_xscale() in _SCALES and ax.get_yscale() in _SCALES


def _panel(ax: Axes, facets: Facets) -> Mapping[str, Any]:
    wide, high = (_POINTS * inches for inches in ax.figure.get_size_inches())  # type: ignore[union-attr]
    place = ax.get_position()
    box = (place.x0 * wide, (1 - place.y1) * high, place.x1 * wide, (1 - place.y0) * high)
    return {
        "box": [round(edge, 1) for edge in box],
        "x": _axis(ax.xaxis, isinstance(facets.x.scale, Names)),
        "y": _axis(ax.yaxis, isinstance(facets.y.scale, Names)),
    }


def _axis(axis: Axis, has_names: bool) -> Mapping[str, Any]:
    ends = [float(f"{end:.6g}") for end in axis.get_view_interval()]
    if has_names:
        words = axis.get_major_formatter()
        names = {f"{at:g}": words(at).replace("\n", " ") for at in axis.get_majorticklocs()}
        return {"ends": ends, "ticks": names}
    return {"ends": ends, "log": axis.get_scale() == "log", "one": axis.get_major_formatter()(1, 0)}


def _css(colour: str) -> str:
    """As a browser tells it."""
    return f"rgb({', '.join(str(round(255 * part)) for part in to_rgb(colour))})"
