"""`propbench.read`: what is stored, as the object that its command would have given."""

import html
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from propbench.bench import folders
from propbench.bench.own_network.planning import PROFILE
from propbench.bench.results import read_run_record
from propbench.bench.results.stored import run_named
from propbench.reports import drawing, frame, terminal
from propbench.reports.figures.speedup import FIGURE
from propbench.reports.frame import Frames
from propbench.reports.own_network import times
from propbench.reports.own_network.answer import NetworkTimes
from propbench.reports.own_training.result import Training


@dataclass(frozen=True, repr=False)
class RunAnswers:
    """A run as tidy tables; printed, or shown in a notebook, it is the page's first screen.

    cells     a row a cell, as in `summary.csv`
    speedups  a row a cell with a ratio to python_loops: above 1 is faster
    training  a row a reported training run, as in `convergence.csv`
    claims    a row a claim: its `id` and the `word` that it comes to
    """

    frames: Frames

    @property
    def cells(self) -> pd.DataFrame:
        return self.frames.cells

    @property
    def speedups(self) -> pd.DataFrame:
        return self.frames.speedups

    @property
    def training(self) -> pd.DataFrame:
        return self.frames.training

    @property
    def claims(self) -> pd.DataFrame:
        verdicts = self.frames.claims.verdicts
        rows = [(verdict.registration.id, verdict.word) for verdict in verdicts]
        return pd.DataFrame(rows, columns=["id", "word"])

    def plot(self) -> Figure | None:
        """Speed-ups over python_loops against m; None where there are none."""
        return FIGURE.draw(FIGURE.data(self.frames), drawing.palette(self.frames.implementations))

    def __repr__(self) -> str:
        return "\n".join(terminal.answer_lines(self.frames))

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(repr(self))}</pre>"


def read(run: str | Path, out: str | Path | None = None) -> RunAnswers | NetworkTimes | Training:
    """A stored run, read back: `propbench.read`.

    `run` is the folder of a run of `propbench run`, `propbench time` or `propbench train`, a folder
    with runs, of which the newest counts, or a run's name below `out`, which is `propbench-out`
    where you stand. What comes back shows itself as a table, has DataFrames, and `plot()`.
    Raises `propbench.bench.exits.CommandError`, in one line, on what is no run or is refused.
    """
    if Training.is_in(Path(run)):
        return Training.read(Path(run))
    folder = run_named(str(run), folders.default_out() if out is None else Path(out))
    if read_run_record(folder).profile == PROFILE:
        return NetworkTimes(times.read(folder), folder, "")
    return RunAnswers(frame.read(folder))
