"""Shipped runs: the full tier's training and observations, which no machine decides.

    reference/stamp.json         fingerprints of code, registrations and experiments; when, where
    reference/training.jsonl.xz  every training run, a line for each candidate
    reference/measured.jsonl.xz  every observation

What is stale is left out when it is read: runs that other code would make now, observations of
another experiment, and everything of a claim that was registered differently.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from propbench.bench.claims.referee.evidence import Shipped
from propbench.bench.claims.referee.registration import Claim
from propbench.bench.claims.runs import stamp
from propbench.bench.gc_pause import uncollected
from propbench.bench.results import (
    AnyRecord,
    Observation,
    Record,
    ResultError,
    TrainingRecord,
    pack,
    parse,
    parse_lines,
    read_outcomes,
    read_text,
    training_records,
    unpack,
    write_atomically,
)
from propbench.bench.training.known import KnownRuns
from propbench.bench.training.runs import Outcome, TrainingRun

FOLDER = Path(__file__).parents[1] / "reference"
MAX_BYTES = 2 * 2**20
"""Of the whole folder, as it is committed."""

_MAX_TEXT_BYTES = 64 * 2**20
_STAMP, _TRAINING, _MEASURED = "stamp.json", "training.jsonl.xz", "measured.jsonl.xz"


class Stamp(Record):
    """`parts` that training hangs on by their names; the others by the claim's id."""

    parts: dict[str, str]
    registrations: dict[str, str]
    experiments: dict[str, str]
    created: str
    machine: str
    commit: str


def training_fits(folder: Path = FOLDER) -> bool:
    """Whether there are runs of this code, of what any race needs. Raises ResultError as `load`."""
    made = stamp_of(folder)
    return made is not None and stamp.needed_by_all() <= _fitting(made)


@uncollected()
def load(claims: Sequence[Claim], folder: Path = FOLDER) -> Shipped:
    """The shipped runs that fit this code. Raises ResultError on a file that cannot be used."""
    measured = load_measured(claims, folder)
    made = stamp_of(folder)
    fitting = _fitting(made) if made else set()
    records = _read(folder / _TRAINING, TrainingRecord) if fitting else []
    training = read_outcomes(
        record
        for record in records
        if fitting.issuperset(stamp.parts_of(record.task, record.own_arm))
    )
    return replace(measured, training=training)


@uncollected()
def load_measured(claims: Sequence[Claim], folder: Path = FOLDER) -> Shipped:
    """As `load`, without the training runs, which take longest to read."""
    made = stamp_of(folder)
    if made is None:
        return Shipped(stale=("no runs are shipped with this version",))
    observations = _read(folder / _MEASURED, Observation)
    why = _why_not(claims, made, {seen.claim for seen in observations})
    changed = made.parts.keys() - _fitting(made)
    stale = [f"{name} has changed since its shipped runs were made" for name in sorted(changed)]
    usable = {claim.id for claim in claims if claim.id in made.registrations} - why.keys()
    return Shipped(
        observations=tuple(
            seen
            for seen in observations
            if seen.claim in usable
            and (not changed or changed.isdisjoint(stamp.parts_named(seen.factors)))
        ),
        stale=(*stale, *why.values()),
        new=tuple(claim.id for claim in claims if claim.id not in made.registrations),
    )


def _why_not(claims: Sequence[Claim], made: Stamp, observed: set[str]) -> dict[str, str]:
    """By the claim's id, why what was shipped of it is not used."""
    why = {}
    for claim in claims:
        registered = made.registrations.get(claim.id)
        if registered not in (None, stamp.registration(claim)):
            why[claim.id] = (
                f"{claim.id} is registered after the fact, differently from when runs were shipped"
            )
        elif claim.id in observed and made.experiments.get(claim.id) != stamp.experiment(claim):
            why[claim.id] = f"the experiment of {claim.id} has changed since it was shipped"
    return why


def save(
    made: Stamp,
    training: Mapping[TrainingRun, Outcome],
    observations: Iterable[Observation],
    folder: Path = FOLDER,
) -> int:
    """Replace the shipped runs; their size in bytes. Raises ResultError where they are too large.

    Curves are left out: they are most of the bytes, and every run draws its own.
    """
    records = training_records(training, curves=False)
    packed = {_TRAINING: _pack(records), _MEASURED: _pack(observations)}
    size = sum(len(content) for content in packed.values())
    if size > MAX_BYTES:
        raise ResultError(f"shipped runs would take {size} bytes, more than {MAX_BYTES}")
    folder.mkdir(exist_ok=True)
    for name, content in packed.items():
        (folder / name).write_bytes(content)
    _write_stamp(made, folder)
    return size


def all_runs(folder: Path = FOLDER) -> KnownRuns:
    """Every run that is shipped, whatever code made it."""
    return read_outcomes(_read(folder / _TRAINING, TrainingRecord))


def renew_stamp(claims: Sequence[Claim], folder: Path = FOLDER) -> None:
    """Say of the runs of a folder that this code would make them; when and where they were made
    stays as it is. Raises ResultError where nothing is shipped."""
    made = stamp_of(folder)
    if made is None:
        raise ResultError(f"{_STAMP}: nothing is shipped in {folder}")
    _write_stamp(made.model_copy(update=prints(claims)), folder)


def prints(claims: Sequence[Claim]) -> dict[str, dict[str, str]]:
    """The fingerprints of a stamp, of this code."""
    return {
        "parts": stamp.parts(),
        "registrations": {claim.id: stamp.registration(claim) for claim in claims},
        "experiments": {claim.id: stamp.experiment(claim) for claim in claims},
    }


def _write_stamp(made: Stamp, folder: Path) -> None:
    write_atomically(folder / _STAMP, made.model_dump_json(indent=1) + "\n")


def stamp_of(folder: Path) -> Stamp | None:
    """What is said of the runs of a folder; None without any."""
    path = folder / _STAMP
    return parse(Stamp, read_text(path, MAX_BYTES), _STAMP) if path.exists() else None


def _fitting(made: Stamp) -> set[str]:
    """Names of the parts that are still as when the stamp was made."""
    return {name for name, value in stamp.parts().items() if made.parts.get(name) == value}


def _pack(records: Iterable[Record]) -> bytes:
    return pack("".join(record.model_dump_json() + "\n" for record in records))


def _read(path: Path, kind: type[AnyRecord]) -> list[AnyRecord]:
    return parse_lines(kind, unpack(path, _MAX_TEXT_BYTES), path.name)
