"""What is printed: of a run (`propbench report`) and of the claims alone."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from propbench.bench import folders, results
from propbench.bench.claims.runs import command as claims_command
from propbench.bench.exits import DONE
from propbench.bench.gc_pause import uncollected
from propbench.bench.progress import meter
from propbench.bench.results import newest
from propbench.reports import frame
from propbench.reports.claims import terminal as claims_terminal
from propbench.reports.facts.regression import latest
from propbench.reports.frame import Frames, writers
from propbench.reports.pages import site
from propbench.reports.pages.context_schema import context_schema
from propbench.reports.pages.rendering import Early, draw_ahead
from propbench.reports.terminal import summary_lines

READ_S, WRITE_S = 16.0, 11.0
"""Predicted seconds of a standard run."""


@contextmanager
def _fast() -> Iterator[None]:
    """The collector rests meanwhile, and tables hold text as Python does: taking one by one out of
    Arrow's arrays is a tenth of the time of a page."""
    with uncollected(), pd.option_context("mode.string_storage", "python"):
        yield


@_fast()
def build(run_folder: Path, out: Path) -> Path:
    """Write the page and its data files into `out`, and return the page's path.

    Raises bench.results.ResultError on a result file that is refused, OSError on output that
    cannot be written.
    """
    frames, early = _read(run_folder)
    return _write(frames, out, early)


@_fast()
def report(options: argparse.Namespace) -> int:
    """Write the page of one run, and print its answers in short; or print the schema of what the
    pages say."""
    if options.context_schema:
        print(context_schema(), end="")
        return DONE
    runs: Path = options.runs or options.out / "runs"
    folder = runs / options.run if options.run else newest(runs)
    # Before a run is read for many seconds.
    folders.make(options.out)
    with meter(READ_S + WRITE_S) as progress:
        progress.stage("reading the run")
        frames, early = _read(folder)
        progress.advance(READ_S)
        progress.stage("writing the page")
        path = _write(frames, options.out, early, alone=options.one, context_file=options.context)
        progress.advance(WRITE_S)
    print("\n".join(summary_lines(frames, path, latest(options.out))))
    return DONE


def claims(options: argparse.Namespace) -> int:
    """Train for the course's claims, judge them, and print their answers."""
    judged = claims_command.run(options)
    if judged is not None:
        print("\n".join(claims_terminal.lines(judged)))
    return DONE


def _read(folder: Path) -> tuple[Frames, Early]:
    """A run, with the figures of its times, which are drawn while the claims are judged."""
    run = results.load(folder)
    times = frame.of_times(run)
    early = draw_ahead(times)
    return frame.with_claims(times, run), early


def _write(
    frames: Frames,
    out: Path,
    early: Early,
    *,
    alone: bool = False,
    context_file: Path | None = None,
) -> Path:
    folders.make(out)
    writers.write(frames, out)
    return site.write(frames, out, early, alone=alone, context_file=context_file)
