"""The comparison as a figure: speed-ups over the loops against m, a panel a run."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from propbench.reports.drawing import FigureSpec, Panels
from propbench.reports.facts.cells import HEADLINE, pick
from propbench.reports.figures import speedup
from propbench.reports.own_network import figure as own
from propbench.reports.side_by_side.named_runs import NamedRun


def _data(runs: Sequence[NamedRun]) -> pd.DataFrame:
    """Of training steps alone: what the first question is about."""
    tables = [
        pick(speedup.FIGURE.data(run.frames), phase=HEADLINE["phase"]).assign(run=run.name)
        for run in runs
    ]
    return pd.concat(tables, ignore_index=True)


FIGURE = FigureSpec[Sequence[NamedRun]](
    title="How much faster than Python loops a training step is, run by run",
    data=_data,
    facets=replace(speedup.FIGURE.facets, panels=Panels("run", columns=2)),
    reading=("A panel is a run.", *speedup.READING),
    absent=speedup.FIGURE.absent,
    id="speedups",
)


def _own_data(runs: Sequence[NamedRun]) -> pd.DataFrame:
    tables = [own.FIGURE.data(run.times).assign(run=run.name) for run in runs if run.times]
    return pd.concat(tables, ignore_index=True)


OWN = FigureSpec[Sequence[NamedRun]](
    title="Who is fastest, run by run",
    data=_own_data,
    facets=replace(own.FIGURE.facets, panels=Panels("run", columns=1)),
    reading=("A panel is a run.", *own.READING),
    id="times",
)


def figure_of(runs: Sequence[NamedRun]) -> FigureSpec[Sequence[NamedRun]]:
    """The figure that fits these runs."""
    return OWN if runs[0].times else FIGURE
