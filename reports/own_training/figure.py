"""Learning curves of the arms: those of the page, of somebody's own data."""

from dataclasses import replace

import pandas as pd
from matplotlib.figure import Figure

from propbench.reports import drawing, svg
from propbench.reports.drawing.style import of_run
from propbench.reports.figures import loss

TITLE = "Training loss against iterations"
READING = (
    "Lines are medians over runs, bands hold the middle half of them, the dashed line is the "
    "target. A line ends where half of its runs have. Iterations are logarithmic from 1 on."
)


def draw(curves: pd.DataFrame, target: float) -> Figure | None:
    """None where no arm is finished."""
    hue = drawing.Hue("arm")
    facets = replace(loss.FIGURE.facets, panels=drawing.Panels(), hue=hue)
    spec = replace(loss.FIGURE, facets=facets)
    return spec.draw(curves.assign(target=target), of_run([]))


def as_svg(figure: Figure) -> str:
    """A file of its own."""
    return svg.inline(figure, "curves", TITLE, READING)
