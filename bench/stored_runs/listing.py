"""What is stored: every run with its record, size and age."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from propbench.bench.results import ResultError, RunRecord, read_run_record
from propbench.bench.results.stored import stored


@dataclass(frozen=True)
class StoredRun:
    """A run's folder. `record` is None where run.json is refused, and `refused` says why.

    `size` in bytes, of all files in it; links are counted as links. `age_s` since it began.
    """

    folder: Path
    record: RunRecord | None
    refused: str
    size: int
    age_s: float

    @property
    def kind(self) -> str:
        """The folder it lies in: runs, or time."""
        return self.folder.parent.name


def listed(out: Path, now: datetime | None = None) -> list[StoredRun]:
    """Every run below a folder for results, newest first; age is up to `now`."""
    moment = now or datetime.now(UTC)
    return [_read(folder, moment) for folder in reversed(stored(out))]


def _read(folder: Path, now: datetime) -> StoredRun:
    record, refused = None, ""
    try:
        record = read_run_record(folder)
        began = datetime.fromisoformat(record.created)
    except (ResultError, ValueError) as error:
        record, refused = None, str(error)
        began = datetime.fromtimestamp(folder.stat().st_mtime, UTC)
    if began.tzinfo is None:
        began = began.replace(tzinfo=UTC)
    size = sum(path.lstat().st_size for path in _files(folder))
    return StoredRun(folder, record, refused, size, (now - began).total_seconds())


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        else:
            yield path
