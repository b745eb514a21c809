"""The figures of the page, a file each: whatever lies in this folder stands on the page.

A file describes its figure as `FIGURE`, a FigureSpec. Its name is the figure's anchor.
"""

import pkgutil
from dataclasses import replace
from importlib import import_module

from propbench.reports.drawing.spec import FigureSpec
from propbench.reports.frame import Frames


def all_figures() -> tuple[FigureSpec[Frames], ...]:
    """Every figure, by section and in its order there. Raises AttributeError without FIGURE."""
    found = [_figure(module.name) for module in pkgutil.iter_modules(__path__)]
    return tuple(sorted(found, key=lambda figure: (*figure.place, figure.id)))


def _figure(name: str) -> FigureSpec[Frames]:
    figure: FigureSpec[Frames] = import_module(f"{__name__}.{name}").FIGURE
    return replace(figure, id=name.replace("_", "-"))
