"""From the question to the answer: check it, run it, read what was found."""

import os
import shlex
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from propbench.bench import folders, run
from propbench.bench.messages import say
from propbench.bench.own_network import threads as environment
from propbench.bench.own_network.contenders import contenders
from propbench.bench.own_network.order import order
from propbench.bench.own_network.wanted import OwnNetwork
from propbench.bench.timing.worker import cache_folder
from propbench.reports import drawing
from propbench.reports.own_network import table
from propbench.reports.own_network.document import document
from propbench.reports.own_network.figure import FIGURE
from propbench.reports.own_network.times import Times, read

FOLDER = "time"
"""In the folder for results: a run for each question."""


@dataclass(frozen=True)
class NetworkTimes:
    """How long everybody takes for a network; printed, or shown in a notebook, it is a table.

    `folder` has the raw results, `warning` what the environment would change.
    """

    times: Times
    folder: Path
    warning: str

    @property
    def table(self) -> pd.DataFrame:
        """One row a contender, fastest first; columns as in `times.COLUMNS`."""
        return self.times.table

    def plot(self) -> Figure | None:
        """Everybody's time with its limits; None where nobody has one."""
        rows = FIGURE.data(self.times)
        return FIGURE.draw(rows, drawing.palette(rows["implementation"]))

    def json(self) -> str:
        """As `propbench time --json` prints it."""
        return document(self.times, self.warning)

    def markdown(self) -> str:
        """As `propbench time --markdown` prints it."""
        return "\n".join(table.markdown(self.times, self.warning))

    def __str__(self) -> str:
        return "\n".join(table.text(self.times, self.warning))

    def _repr_html_(self) -> str:
        return table.html(self.times, self.warning)


def answer(
    network: OwnNetwork, named: Sequence[str], budget_s: float, out: Path, words: Sequence[str] = ()
) -> NetworkTimes:
    """Measure and read. `words` are those of the command line, for the record.

    Raises UsageError before anything is written, OSError where it cannot be.
    """
    asked = order(network, contenders(network, named), budget_s, shlex.join(words))
    who = f"{len(asked.implementations)} implementation{'s' * (len(asked.implementations) > 1)}"
    late = "" if asked.plan.fits else ", since this machine is slow or busy now"
    say(f"Timing {who}: about {asked.plan.total_s:.0f} s{late}")
    folders.make(out)
    folder, record = run.begin(asked, out / FOLDER)
    try:
        run.execute(asked, folder, record)
    finally:
        # Compiled code is of use to this run alone.
        shutil.rmtree(cache_folder(folder), ignore_errors=True)
    return NetworkTimes(read(folder), folder, environment.warning(network, os.environ))
