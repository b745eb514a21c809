"""Comparisons on disk: one JSON each, whole or not there."""

import tempfile
from pathlib import Path

from pydantic import ValidationError

from propbench.bench.regression.records import Comparison
from propbench.bench.results import ResultError, write_atomically

FOLDER = "regress"


def require_writable(out: Path) -> None:
    """Minutes of measurements must not be lost for want of a place. Raises OSError."""
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    tempfile.TemporaryFile(dir=folder).close()


def save(out: Path, comparison: Comparison) -> Path:
    """Write a comparison below the folder for results. Raises OSError."""
    require_writable(out)
    path = out / FOLDER / f"{comparison.id}.json"
    write_atomically(path, comparison.model_dump_json(indent=1) + "\n")
    return path


def load(path: Path) -> Comparison:
    """Read a comparison back, whole and checked. Raises ResultError."""
    try:
        return Comparison.model_validate_json(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ResultError(f"{path.name} cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "the whole"
        raise ResultError(f"{path.name}: {field}: {first['msg']}") from error


def newest(out: Path) -> Path | None:
    """The latest comparison, or None."""
    return max((out / FOLDER).glob("*-regress.json"), default=None)
