"""Reading and saving of a run's folder, whole and checked.

A run that is not complete may have more lines than it counts, and end in a torn one: whoever wrote
them was killed before it could say so. Nothing that was finished is lost by that.
"""

import json
from collections.abc import Collection
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn, Protocol, TypeVar

from pydantic import ValidationError

from propbench.bench.results.consistency import require_consistent
from propbench.bench.results.files import ResultError, read_bytes, read_text, write_atomically
from propbench.bench.results.records import (
    SCHEMA,
    AllocationRecord,
    CheckRecord,
    CostRecord,
    Observation,
    Record,
    RunRecord,
    TimingRecord,
)
from propbench.bench.results.training import TrainingRecord
from propbench.bench.results.whole_run import Run

MAX_BYTES = 256 * 2**20
RUN_FILE = "run.json"
CHECKS_FILE = "checks.jsonl"
TRAINING_FILE = "training.jsonl"
OBSERVATIONS_FILE = "observations.jsonl"
COSTS_FILE = "costs.jsonl"
ALLOCATION_FILE = "allocation.jsonl"


AnyRecord = TypeVar("AnyRecord", bound=Record)


def process_file(process: int) -> str:
    """Name of the file of one timing process."""
    return f"process-{process}.jsonl"


def save_run(folder: Path, run: RunRecord) -> None:
    """Replace run.json, counting the lines of the files beside it."""
    files = {file.name: _count_lines(file) for file in sorted(folder.glob("*.jsonl"))}
    counted = run.model_copy(update={"files": files})
    write_atomically(folder / RUN_FILE, counted.model_dump_json(indent=1) + "\n")


def read_lines(path: Path, kind: type[AnyRecord], torn: bool = False) -> list[AnyRecord]:
    """Every record of a file; a `torn` one may end within a line, which is then left out.

    Raises ResultError naming the line and field that is wrong.
    """
    if not path.exists():
        return []
    text = read_text(path, MAX_BYTES)
    return parse_lines(kind, text[: text.rfind("\n") + 1] if torn else text, path.name)


def parse_lines(kind: type[AnyRecord], text: str, where: str) -> list[AnyRecord]:
    """A record a line. Lines end as they were written: U+2028 within a text ends none."""
    lines = text.removesuffix("\n").split("\n") if text else []
    return [parse(kind, line, f"{where} line {n}") for n, line in enumerate(lines, 1)]


def read_run_record(folder: Path) -> RunRecord:
    """run.json alone."""
    path = folder / RUN_FILE
    stored = _unpacked(read_text(path, MAX_BYTES), path)
    named = _take_names(stored)
    run = parse(RunRecord, json.dumps(stored), path.name)
    for case, name in zip(run.cases, named, strict=True):
        if case.id != name:
            _refuse(path, f"calls a case {name!r} whose fields make it {case.id}")
    return run


def load(folder: Path) -> Run:
    """A run, whole and checked, or ResultError: nothing is ever half-read."""
    run = read_run_record(folder)
    for name, count in run.files.items():
        lines = _count_lines(folder / name)
        if lines < count or (lines > count and run.status == "complete"):
            _refuse(folder / name, f"has {lines} lines where {RUN_FILE} counts {count}")

    def lines_of(name: str, kind: type[AnyRecord]) -> list[AnyRecord]:
        return read_lines(folder / name, kind, torn=run.status != "complete")

    loaded = _gathered(folder, run, lines_of)
    require_consistent(loaded)
    return loaded


def load_cases(folder: Path, run: RunRecord, wanted: Collection[str]) -> Run:
    """Checks and timings of some cases of a run alone, by their ids, in a fraction of the time of
    `load`; whoever judges them wants what bounds them, too (bench.sampling.impossible)."""
    # As records are written: the id comes first.
    starts = tuple(f'{{"id":"{case}"' for case in wanted)

    def lines_of(name: str, kind: type[AnyRecord]) -> list[AnyRecord]:
        if kind not in (CheckRecord, TimingRecord) or not wanted:
            return []
        lines = read_text(folder / name, MAX_BYTES).split("\n")
        own = [(n, line) for n, line in enumerate(lines, 1) if line.startswith(starts)]
        return [parse(kind, line, f"{name} line {n}") for n, line in own]

    return _gathered(folder, run, lines_of)


class _Reader(Protocol):
    def __call__(self, name: str, kind: type[AnyRecord], /) -> list[AnyRecord]:
        """The records of a file of a run."""


def _gathered(folder: Path, run: RunRecord, lines_of: _Reader) -> Run:
    """A run from the files of its folder."""
    numbers = range(1, run.processes + 1)
    timings = (lines_of(process_file(number), TimingRecord) for number in numbers)
    return Run(
        folder=folder,
        run=run,
        checks=lines_of(CHECKS_FILE, CheckRecord),
        timings=list(chain.from_iterable(timings)),
        training=lines_of(TRAINING_FILE, TrainingRecord),
        observations=lines_of(OBSERVATIONS_FILE, Observation),
        costs=lines_of(COSTS_FILE, CostRecord),
        allocation=lines_of(ALLOCATION_FILE, AllocationRecord),
    )


def newest(runs: Path) -> Path:
    """The folder of the newest run. Raises ResultError when there is none."""
    folders = sorted(path.parent for path in runs.glob(f"*/{RUN_FILE}"))
    if not folders:
        raise ResultError(f"no run in {runs}/: measure one first with `propbench run`")
    return folders[-1]


def _count_lines(path: Path) -> int:
    return read_bytes(path, MAX_BYTES).count(b"\n") if path.exists() else 0


def _unpacked(text: str, path: Path) -> Any:
    """JSON of this schema in which no object has a key twice."""
    try:
        stored = json.loads(text, object_pairs_hook=_once_each)
        version = stored.get("schema_version")
    except (ValueError, AttributeError, RecursionError) as error:
        raise ResultError(f"{path.parent.name}/{path.name} is not a run: {error}") from error
    if version != SCHEMA:
        _refuse(path, f"schema_version is {version!r}, this version reads {SCHEMA}")
    return stored


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    unpacked = dict(pairs)
    if len(unpacked) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{max(names, key=names.count)!r} is there twice")
    return unpacked


def _take_names(stored: dict[str, Any]) -> list[Any]:
    """Remove the names of cases, which stand beside their fields for whoever reads the file."""
    cases = stored.get("cases")
    if not isinstance(cases, list):
        return []
    return [case.pop("id", None) for case in cases if isinstance(case, dict)]


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
