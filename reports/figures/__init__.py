"""Figures: each is a function from one tidy table to a matplotlib Figure.

A function gives None where its table holds nothing to draw; the page then says so in words.
"""

from collections.abc import Callable
from dataclasses import dataclass

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from propbench.reports.figures import (
    allocation,
    ceilings,
    convergence,
    decomposition,
    elements,
    noise,
    scaling,
    shapes,
    threads,
    winners,
)
from propbench.reports.figures.style import RC, Palette
from propbench.reports.frame import Frames


@dataclass(frozen=True)
class Exhibit:
    """A figure of the page: what it shows, from which table, and how to read it."""

    id: str
    title: str
    data: Callable[[Frames], pd.DataFrame]
    draw: Callable[[pd.DataFrame, Palette], Figure | None]
    reading: str
    absent: str
    tabulate: Callable[[pd.DataFrame], pd.DataFrame] = lambda table: table
    """What of the data goes into the table after the figure."""

    def figure(self, table: pd.DataFrame, styles: Palette) -> Figure | None:
        """Drawn under the page's own settings, with no state left behind."""
        with mpl.rc_context(RC):  # type: ignore[arg-type]
            return self.draw(table, styles)


_LIMITS = "Pale bars are limits over processes; where none shows, it is smaller than the mark."
_OWN = "Here a colour stands for an activation, not for an implementation."

EXHIBITS = (
    Exhibit(
        "time",
        "Time of one call against m",
        scaling.time_data,
        scaling.time_figure,
        "Both axes are logarithmic: each grid line up takes ten times as long, each grid line to "
        "the right is ten times as many examples. Hollow marks on dotted lines are estimated, "
        f"and cells without a time are left blank. {_LIMITS}",
        "No phase of the headline network was timed in this run.",
    ),
    Exhibit(
        "ruler",
        "The headline case on a linear ruler",
        scaling.ruler_data,
        scaling.ruler_figure,
        "The same numbers as on the first screen, with time drawn from zero on a linear axis: "
        "what a factor looks like when nothing is compressed.",
        "The headline case was not measured in this run.",
    ),
    Exhibit(
        "speedup",
        "Speed-up over python_loops against m",
        scaling.speedup_data,
        scaling.speedup_figure,
        "The heavy line at 1\u00d7 is python_loops; the grey ground below it is slower than loops. "
        "Where an implementation overtakes it, a ring marks the first size from which it stays "
        f"ahead. Marks that rest on an estimated time are hollow. {_LIMITS}",
        "There is nothing to compare: python_loops and another implementation were not both timed.",
    ),
    Exhibit(
        "shape",
        "Depth and width",
        shapes.data,
        shapes.figure,
        "One training step at m = 1 000, as the network gets deeper (hidden layers of 32 units) "
        f"and wider (one hidden layer). Both axes are logarithmic. {_LIMITS}",
        "No network of another depth or width was timed in this run.",
    ),
    Exhibit(
        "winners",
        "Which implementation wins at which m",
        winners.data,
        winners.figure,
        "Each tile names the fastest implementation and how far it is ahead of the next. Hatched "
        "tiles are ties: the difference is under 5 %, or its limits include 1\u00d7. One thread, "
        "float64; unstable and estimated cells do not compete.",
        "No phase of the headline network was measured in this run.",
    ),
    Exhibit(
        "ceiling",
        "Distance to the ceiling",
        ceilings.data,
        ceilings.figure,
        "Seconds of the network's matrix products alone, in wide or in small blocks of columns and "
        "in the fastest of NumPy's and SciPy's BLAS, over seconds of the whole training step. The "
        "heavy line is the ceiling; below the dotted line, at 30 %, an implementation is not near "
        f"it. {_LIMITS}",
        "No ceiling was measured together with a training step of the headline activation.",
    ),
    Exhibit(
        "threads",
        "What all cores bring",
        threads.data,
        threads.figure,
        "Time with one thread (closed division) over time with all cores (open division), of the "
        "same implementation or of its configuration for one thread. Right of the heavy line, "
        f"more threads are faster. {_LIMITS}",
        "This run holds no case of the open division with its partner in the closed one.",
    ),
    Exhibit(
        "allocation-cost",
        "Default over raised allocator thresholds",
        allocation.data,
        allocation.figure,
        "Time of a training step of numpy_vectorized with the allocator's default thresholds over "
        "the time with raised ones, in processes that alternate. Above the heavy line, a step "
        f"spends that much on getting memory and giving it back. {_LIMITS}",
        "What allocation costs was not measured in this run.",
    ),
    Exhibit(
        "activation-cost",
        "Cost of an activation, per element",
        elements.activation_data,
        elements.activation_figure,
        "Nanoseconds per element, on a logarithmic axis. This is the cost of the function alone; "
        f"how much of a training step it is, the step times say. {_LIMITS}",
        "No activation was timed alone in this run.",
    ),
    Exhibit(
        "loss",
        "Training loss against iterations",
        convergence.loss_data,
        convergence.loss_figure,
        "Thin lines are single seeds, thick lines their median, the dashed line is the target. "
        "A line ends with its run, shortly after the hardest of its targets, which may lie below "
        "the dashed one; the mark is that end. Iterations are logarithmic from 1 on. "
        f"Losses above {convergence.HIGHEST_LOSS:g} are cut off: some runs leap and come back. "
        f"{_OWN}",
        "No training run is part of this run.",
        convergence.loss_table,
    ),
    Exhibit(
        "iterations",
        "Iterations to the target",
        convergence.iterations_data,
        convergence.iterations_figure,
        "One dot a seed. A hollow arrow is a run that did not reach the target within its budget "
        "and stands at the end of it. The upright line is the mean, such runs included with "
        f"their whole budget. {_OWN}",
        "No training run is part of this run.",
    ),
    Exhibit(
        "decomposition",
        "Iterations, time per step, and their product",
        decomposition.data,
        decomposition.figure,
        "All axes are logarithmic and equally long, so distances add: the shift in the last panel "
        f"is the sum of the shifts in the first two. {_OWN}",
        "Training runs or the times of their steps are missing, so there is no product.",
    ),
    Exhibit(
        "primitives",
        "Dot product, affine map and broadcasting",
        elements.primitive_data,
        elements.primitive_figure,
        "Time per call on a logarithmic axis, at the largest size measured of each. Names that end "
        "in _tiled copy the smaller operand to full size first; names that end in _numpy_scalars "
        f"loop over a NumPy array element by element. {_LIMITS}",
        "No primitive was timed in this run.",
    ),
    Exhibit(
        "noise",
        "Rounds of the noisiest cells",
        noise.data,
        noise.figure,
        "Time of each round over the median of its cell. A level line of dots is sound; two levels "
        "or a slope mean that one number cannot stand for the cell. Dotted lines part processes.",
        "No round was timed in this run.",
        noise.summary,
    ),
)
