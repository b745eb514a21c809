"""`propbench train` and `propbench.train`."""

import argparse
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from propbench.bench import folders
from propbench.bench.exits import DONE, INTERRUPTED, UsageError
from propbench.bench.interrupts import as_interrupts
from propbench.bench.messages import say
from propbench.bench.own_training.conducting import conduct, predicted_s
from propbench.bench.own_training.question import Options, question
from propbench.bench.progress import meter
from propbench.reports.own_training import words
from propbench.reports.own_training.result import FILES, Training

_OUTPUT = ("work", "tune", "out", "json")
"""What is of the command alone."""


class TrainingInterrupted(KeyboardInterrupt):
    """Ctrl-C; `training` has the arms that were finished by then."""

    def __init__(self, training: Training) -> None:
        super().__init__("interrupted")
        self.training = training


def train(
    data: str | Path | pd.DataFrame | None = None,
    label: str | None = None,
    *,
    task: str | None = None,
    hidden: Sequence[int] = (16, 16),
    arms: Sequence[str] = ("sigmoid", "tanh", "relu"),
    rates: Sequence[float] | None = None,
    target: float | None = None,
    seeds: int = 20,
    m: int | None = None,
    iterations: int = 2_000,
    drop: Sequence[str] = (),
    impl: str = "numpy_inplace",
) -> Training:
    """Which activation trains fastest: on a table (a CSV file or a DataFrame) or on a `task`.

    `label` is the column of the classes, `drop` has columns to leave out, `m` is how many examples
    each seed trains on (four fifths, 1 000 at most). A network with `hidden` layers is trained with
    each activation of `arms` until its mean loss is at the `target`, `iterations` at most. Each arm
    has its best learning rate, of `rates` or else of a grid; it is chosen on other seeds than the
    `seeds` that are reported. `impl` is the implementation whose seconds are taken.

    Raises bench.exits.CommandError, in one line, on what cannot be trained on.
    """
    options = Options(
        data, label, task, hidden, arms, rates, target, seeds, m, iterations, drop, impl
    )
    asked = question(options)
    say(words.plan(asked))
    with meter(predicted_s(asked)) as progress:
        finished = conduct(asked, progress)
    if finished.interrupted:
        raise TrainingInterrupted(Training.of(finished))
    return Training.of(finished)


def run(options: argparse.Namespace) -> int:
    """Print the result, then write it into a folder that has none."""
    given = {name: value for name, value in vars(options).items() if name not in _OUTPUT}
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}"
    out: Path = options.out or folders.default_out() / "train" / name
    _check(out)
    code = DONE
    try:
        with as_interrupts():
            training = train(**given)
    except TrainingInterrupted as stopped:
        training, code = stopped.training, INTERRUPTED
    print(training.json() if options.json else training, flush=True)
    if training.arms.empty:
        return code
    if options.out is None:
        folders.make(folders.default_out())
    out.mkdir(parents=True, exist_ok=True)
    training.write(out)
    say(f"Tables and learning curves: {out}")
    return code


def _check(out: Path) -> None:
    """Before anything is trained: the folder can be written, and has no other result."""
    there = [file for file in FILES if (out / file).exists()]
    if there:
        raise UsageError(f"{out} has {there[0]} of an earlier training; name another folder")
    nearest = next(path for path in (out, *out.resolve().parents) if path.exists())
    if not (nearest.is_dir() and os.access(nearest, os.W_OK)):
        raise PermissionError(f"{nearest} is no folder that can be written")
