"""How any figure is drawn: from a description, by one renderer.

A figure's file says which columns of a tidy table stand where, and as which marks; `render`
lays out the panels, draws the marks, and scales and names what stands beside them.
"""

from propbench.reports.drawing.captions import ESTIMATED, Where
from propbench.reports.drawing.facets import Axis, Facets, Hue, Panels
from propbench.reports.drawing.marks import (
    Chart,
    Choice,
    Mark,
    is_kind,
    limits,
    lines,
    points,
    rings,
    timed,
)
from propbench.reports.drawing.references import band, line_at, proportional
from propbench.reports.drawing.scales import (
    FACTORS,
    LINEAR_SHARES,
    PLAIN,
    SECONDS,
    SHARES,
    SIZES,
    Names,
    Numbers,
    ascending,
    by,
    numerically,
)
from propbench.reports.drawing.spec import FigureSpec
from propbench.reports.drawing.style import GREY, Palette, palette

__all__ = ["ESTIMATED", "FACTORS", "GREY", "LINEAR_SHARES", "PLAIN", "SECONDS", "SHARES", "SIZES"]
__all__ += [
    "Axis",
    "Chart",
    "Choice",
    "Facets",
    "FigureSpec",
    "Hue",
    "Mark",
    "Names",
    "Numbers",
    "Palette",
    "Where",
]
__all__ += [
    "Panels",
    "ascending",
    "band",
    "by",
    "is_kind",
    "limits",
    "line_at",
    "lines",
    "numerically",
]
__all__ += ["palette", "points", "proportional", "rings", "timed"]
