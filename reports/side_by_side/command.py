"""`propbench compare`, and `propbench.compare` from Python."""

import argparse
from pathlib import Path

from propbench.bench import folders
from propbench.bench.exits import DONE
from propbench.bench.messages import say
from propbench.bench.results import write_atomically
from propbench.reports.side_by_side.compared import Compared
from propbench.reports.side_by_side.named_runs import read_all
from propbench.reports.side_by_side.page import PAGE
from propbench.reports.side_by_side.result import SideBySide


def command(options: argparse.Namespace) -> int:
    """Print the comparison and write its page."""
    found = compare(*options.runs, out=options.out)
    path = options.html or options.out / PAGE
    if options.html is None:
        folders.make(options.out)
    write_atomically(path, found.html())
    if options.csv is not None:
        write_atomically(options.csv, found.csv())
    print(found.json() if options.json else found)
    (say if options.json else print)(f"Page: {path}")
    return DONE


def compare(*runs: str | Path, out: str | Path | None = None) -> SideBySide:
    """Two or more stored runs side by side, never pooled: `propbench.compare`.

    Each is the folder of a run, a folder with runs, of which the newest counts, or a run's name
    below `out`, which is `propbench-out` where you stand. What the result shows are tables; its
    `answers` and `cells` are DataFrames, `changes` are sentences, and `plot()` draws speed-ups.
    Raises `propbench.bench.exits.CommandError`, in one line, on what cannot be compared.
    """
    place = folders.default_out() if out is None else Path(out)
    return SideBySide(Compared.of(read_all([str(run) for run in runs], place)))
