"""Reading and writing of a run's folder; never half-written, never half-read."""

import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn, TypeVar

from pydantic import ValidationError

from propbench.bench.exits import CANNOT_JUDGE, CommandError
from propbench.bench.results.records import (
    SCHEMA,
    AllocationRecord,
    CheckRecord,
    CostRecord,
    Observation,
    Record,
    Run,
    RunRecord,
    TimingRecord,
    TrainingRecord,
)

MAX_BYTES = 256 * 2**20
RUN_FILE = "run.json"
CHECKS_FILE = "checks.jsonl"
TRAINING_FILE = "training.jsonl"
OBSERVATIONS_FILE = "observations.jsonl"
COSTS_FILE = "costs.jsonl"
ALLOCATION_FILE = "allocation.jsonl"


class ResultError(CommandError):
    """A result file cannot be used; the message names the file and the field."""

    code = CANNOT_JUDGE


AnyRecord = TypeVar("AnyRecord", bound=Record)


def process_file(process: int) -> str:
    """Name of the file of one timing process."""
    return f"process-{process}.jsonl"


def write_atomically(path: Path, content: str | bytes) -> None:
    """Old file or new file, never a mix, whatever happens in between."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def save_run(folder: Path, run: RunRecord) -> None:
    """Replace run.json, counting the lines of the files beside it."""
    files = {file.name: _count_lines(file) for file in sorted(folder.glob("*.jsonl"))}
    counted = run.model_copy(update={"files": files})
    write_atomically(folder / RUN_FILE, counted.model_dump_json(indent=1) + "\n")


def append(path: Path, record: Record) -> None:
    """Add one line and see it through to the disk."""
    append_all(path, [record])


def append_all(path: Path, records: Iterable[Record]) -> None:
    """Add a line for each record and see them through to the disk together."""
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{record.model_dump_json()}\n" for record in records)
        file.flush()
        os.fsync(file.fileno())


def drop_torn_line(path: Path) -> None:
    """Cut off a last line that an interruption left unfinished; for `--resume` only."""
    if not path.exists():
        return
    text = path.read_bytes()
    whole = text[: text.rfind(b"\n") + 1]
    if whole != text:
        write_atomically(path, whole.decode("utf-8"))


def read_lines(path: Path, kind: type[AnyRecord]) -> list[AnyRecord]:
    """Every record of a file. Raises ResultError naming the line and field that is wrong."""
    if not path.exists():
        return []
    lines = _read_text(path).splitlines()
    return [parse(kind, line, f"{path.name} line {n}") for n, line in enumerate(lines, 1)]


def read_run_record(folder: Path) -> RunRecord:
    """run.json alone."""
    path = folder / RUN_FILE
    text = _read_text(path)
    _check_schema(text, path)
    return parse(RunRecord, text, path.name)


def load(folder: Path) -> Run:
    """A run, whole and checked, or ResultError: nothing is ever half-read."""
    run = read_run_record(folder)
    for name, count in run.files.items():
        found = _count_lines(folder / name)
        if found != count:
            _refuse(folder / name, f"has {found} lines where {RUN_FILE} counts {count}")
    timings = [
        record
        for name in sorted(run.files)
        if name.startswith("process-")
        for record in read_lines(folder / name, TimingRecord)
    ]
    return Run(
        folder=folder,
        run=run,
        checks=read_lines(folder / CHECKS_FILE, CheckRecord),
        timings=timings,
        training=read_lines(folder / TRAINING_FILE, TrainingRecord),
        observations=read_lines(folder / OBSERVATIONS_FILE, Observation),
        costs=read_lines(folder / COSTS_FILE, CostRecord),
        allocation=read_lines(folder / ALLOCATION_FILE, AllocationRecord),
    )


def newest(runs: Path) -> Path:
    """The folder of the newest run. Raises ResultError when there is none."""
    folders = sorted(path.parent for path in runs.glob(f"*/{RUN_FILE}"))
    if not folders:
        raise ResultError(f"no run in {runs}/: measure one first with `propbench run`")
    return folders[-1]


def _count_lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            _refuse(path, f"is larger than {MAX_BYTES >> 20} MiB")
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ResultError(f"{path.parent.name}/{path.name} cannot be read: {error}") from error


def _check_schema(text: str, path: Path) -> None:
    try:
        version = json.loads(text).get("schema_version")
    except (ValueError, AttributeError, RecursionError) as error:
        raise ResultError(f"{path.parent.name}/{path.name} is not a run: {error}") from error
    if version != SCHEMA:
        _refuse(path, f"schema_version is {version!r}, this version reads {SCHEMA}")


def parse(kind: type[AnyRecord], text: str, where: str) -> AnyRecord:
    """One record. Raises ResultError naming the field that is wrong, and where."""
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "the whole"
        raise ResultError(f"{where}: {field}: {first['msg']}") from error


def _refuse(path: Path, why: str) -> NoReturn:
    raise ResultError(f"{path.parent.name}/{path.name} {why}")
