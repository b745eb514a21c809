"""The result store: one folder a run, versioned, validated, never half-written.

    run.json          what was asked, on which machine, with which sources; the folder's index
    checks.jsonl      one line a cell: the first call, and the check against the oracle
    process-N.jsonl   one line a cell and process: every round
    training.jsonl    one line a training run: its losses and when it reached each target

A line is appended when its cell is finished. run.json is replaced as a whole, and counts the
lines of the other files, so that a file cut short is noticed.
"""

import json
import os
import tempfile
from pathlib import Path
from typing import Annotated, Literal, NoReturn, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

SCHEMA: Literal[1] = 1
MAX_BYTES = 256 * 2**20
RUN_FILE = "run.json"

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:-]{0,100}$")]
Seconds = Annotated[float, Field(gt=0)]
Kind = Literal["measured", "estimated", "too_slow", "failed", "unsupported", "not_selected"]


class ResultError(Exception):
    """A result file cannot be used; the message names the file and the field."""


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=True)


class CaseRecord(Record):
    """A case as stored; the fields of `grid.Case`."""

    id: Name
    implementation: Name
    network: Name
    activation: Name
    phase: Name
    m: Annotated[int, Field(ge=1)]
    dtype: Name
    threads: Annotated[int, Field(ge=1)]
    division: Name


class ImplementationRecord(Record):
    family: Name
    league: Name
    sources: dict[str, str]
    """Text of every file, by name."""


class RunRecord(Record):
    """run.json."""

    schema_version: Literal[1]
    id: Name
    status: Literal["running", "partial", "complete"]
    profile: Name
    created: str
    """UTC, ISO 8601."""
    elapsed_s: Annotated[float, Field(ge=0)]
    seed: int
    processes: Annotated[int, Field(ge=1)]
    command: str
    commit: Annotated[str, Field(pattern=r"^([0-9a-f]{40}(-dirty)?|unknown)$")]
    filtered: bool
    """Whether cases were left out on the command line; such a run is no baseline."""
    environment: dict[str, str | int | float | bool | None]
    implementations: dict[Name, ImplementationRecord]
    missing: dict[Name, str]
    """Implementations that could not be loaded, with the reason."""
    cases: list[CaseRecord]
    files: dict[str, int]
    """Lines of every other file of the run."""


class CheckRecord(Record):
    """The first call of a cell, in a process of its own, and what it gave."""

    id: Name
    kind: Literal["measured", "too_slow", "failed", "unsupported"]
    """measured: right, and to be timed."""
    reason: str
    first_call_s: Seconds | None
    call_s: Seconds | None
    """A later call: seconds for one, from which rounds are sized."""
    prepare_s: Seconds | None
    max_error: Annotated[float, Field(ge=0)] | None
    """Largest error against the oracle, relative to the largest entry of each array."""
    digest: str
    """Hash of the result's bytes."""


class TimingRecord(Record):
    """All rounds of a cell in one process."""

    id: Name
    process: Annotated[int, Field(ge=1)]
    order: Annotated[int, Field(ge=0)]
    """Position of the cell in this process's random order."""
    started_s: Annotated[float, Field(ge=0)]
    """Seconds since the process began measuring."""
    hash_seed: int
    first_call_s: Seconds | None
    calls_per_round: Annotated[int, Field(ge=1)]
    round_s: list[Seconds]
    """Seconds per call, one for each round, in order; empty when the cell ended before."""
    cpu_per_wall: Annotated[float, Field(ge=0)]
    drift: Annotated[float, Field(gt=0)]
    """The sentinel's time beside this cell over its median in this process."""
    valid: bool
    reason: str
    """Why the cell is not valid: wrong result, drifted problem, threads, ..."""


class TargetRecord(Record):
    target: float
    iterations: Annotated[int, Field(ge=0)]
    """Iterations to the target, or the budget when it was not reached."""
    reached: bool


class TrainingRecord(Record):
    """One training run."""

    claim: Name
    arm: Name
    network: Name
    dataset: Name
    m: Annotated[int, Field(ge=1)]
    activation: Name
    initialisation: Name
    ruleset: Name
    role: Literal["tuning", "reporting"]
    learning_rate: Seconds
    seed: Annotated[int, Field(ge=0)]
    max_iterations: Annotated[int, Field(ge=1)]
    diverged: bool
    losses: list[float]
    """Mean training loss before each step, up to the last finite one or the early stop."""
    targets: list[TargetRecord]


class Run(Record):
    """A whole run as read back."""

    folder: Path
    run: RunRecord
    checks: list[CheckRecord]
    timings: list[TimingRecord]
    training: list[TrainingRecord]


AnyRecord = TypeVar("AnyRecord", bound=Record)


def process_file(process: int) -> str:
    """Name of the file of one timing process."""
    return f"process-{process}.jsonl"


def write_atomically(path: Path, text: str) -> None:
    """Old file or new file, never a mix, whatever happens in between."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
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
    with path.open("a", encoding="utf-8") as file:
        file.write(record.model_dump_json() + "\n")
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
    return [_parse(kind, line, f"{path.name} line {n}") for n, line in enumerate(lines, 1)]


def read_run_record(folder: Path) -> RunRecord:
    """run.json alone."""
    path = folder / RUN_FILE
    text = _read_text(path)
    _check_schema(text, path)
    return _parse(RunRecord, text, path.name)


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
        checks=read_lines(folder / "checks.jsonl", CheckRecord),
        timings=timings,
        training=read_lines(folder / "training.jsonl", TrainingRecord),
    )


def newest(runs: Path) -> Path:
    """The folder of the newest run. Raises ResultError when there is none."""
    folders = sorted(path.parent for path in runs.glob(f"*/{RUN_FILE}"))
    if not folders:
        raise ResultError(f"no run in {runs.name}/: measure one first with `make bench`")
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


def _parse(kind: type[AnyRecord], text: str, where: str) -> AnyRecord:
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "the whole"
        raise ResultError(f"{where}: {field}: {first['msg']}") from error


def _refuse(path: Path, why: str) -> NoReturn:
    raise ResultError(f"{path.parent.name}/{path.name} {why}")
