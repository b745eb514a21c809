"""The comparison as a figure: speed-ups over the loops against m, a panel a run."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from propbench.reports.drawing import FigureSpec, Panels
from propbench.reports.facts.cells import HEADLINE, pick
from propbench.reports.figures import speedup
from propbench.reports.side_by_side.named_runs import NamedRun


def _data(runs: Sequence[NamedRun]) -> pd.DataFrame:
    """Of training steps alone: what the first question is about."""
    tables = [
        pick(speedup.FIGURE.data(run.frames), phase=HEADLINE["phase"]).assign(run=run.name)
        for run in runs
    ]
    return pd.concat(tables, ignore_index=True)


FIGURE = FigureSpec[Sequence[NamedRun]](
    title="Speed-up of a training step over python_loops against m, run by run",
    data=_data,
    facets=replace(speedup.FIGURE.facets, panels=Panels("run", columns=2)),
    reading=f"A panel is a run. {speedup.FIGURE.reading}",
    absent=speedup.FIGURE.absent,
    id="speedups",
)
