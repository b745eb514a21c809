"""Comparisons on disk: one JSON each, whole or not there."""

import tempfile
from pathlib import Path

from propbench.bench.reasons import one_line
from propbench.bench.regression.verdict.judge import judge
from propbench.bench.regression.verdict.records import RegressionRun, RegressionVerdict
from propbench.bench.results import ResultError, parse, read_text, write_atomically

FOLDER = "regress"
MAX_BYTES = 16 * 2**20
"""Of a comparison; the largest that is known has 0.5 MiB."""


def require_writable(out: Path) -> None:
    """Minutes of measurements must not be lost for want of a place. Raises OSError."""
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    tempfile.TemporaryFile(dir=folder).close()


def save(out: Path, run: RegressionRun) -> Path:
    """Write a run below the folder for results. Raises OSError."""
    require_writable(out)
    path = out / FOLDER / f"{run.id}.json"
    write_atomically(path, run.model_dump_json(indent=1) + "\n")
    return path


def load(path: Path) -> RegressionRun:
    """Read a run back, whole and checked. Raises ResultError."""
    return parse(RegressionRun, read_text(path, MAX_BYTES), path.name)


def rejudged(run: RegressionRun, name: str) -> RegressionVerdict:
    """The verdict of what was read from a file of this name. Raises ResultError where its samples
    have none, or another than the one that is stored."""
    try:
        verdict = judge(run)
    except (ArithmeticError, LookupError, ValueError) as error:
        raise ResultError(f"{name}: its samples cannot be judged: {one_line(error)}") from error
    if verdict != run.verdict:
        why = "it was changed, or judged by another version of the check"
        raise ResultError(f"{name}: its samples do not give its verdict: {why}")
    return verdict


def newest(out: Path) -> Path | None:
    """The latest run, or None."""
    return max((out / FOLDER).glob("*-regress.json"), default=None)
