"""Comparisons on disk: one JSON each, whole or not there."""

import tempfile
from pathlib import Path

from propbench.bench.regression.verdict.records import RegressionRun
from propbench.bench.results import ResultError, parse, write_atomically

FOLDER = "regress"


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
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ResultError(f"{path.name} cannot be read: {error}") from error
    return parse(RegressionRun, text, path.name)


def newest(out: Path) -> Path | None:
    """The latest run, or None."""
    return max((out / FOLDER).glob("*-regress.json"), default=None)
