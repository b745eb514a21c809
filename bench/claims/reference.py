"""Shipped runs: the full tier's training and observations, which no machine decides.

    reference/stamp.json         fingerprints of engine, registrations and experiments; when, where
    reference/training.jsonl.xz  every training run
    reference/measured.jsonl.xz  every observation

What is stale is left out when it is read: runs of arms that other code trains now, observations
of another experiment, and everything of a claim that was registered differently.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from propbench.bench.claims import stamp
from propbench.bench.claims.registration import Claim
from propbench.bench.convergence.trials import Outcome, Trial
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
    unpack,
    write_atomically,
)

FOLDER = Path(__file__).parent / "reference"
MAX_BYTES = 5 * 2**20
"""Of the whole folder, as it is committed."""

_MAX_TEXT_BYTES = 256 * 2**20
_STAMP, _TRAINING, _MEASURED = "stamp.json", "training.jsonl.xz", "measured.jsonl.xz"


class Stamp(Record):
    """`engines` by the kind of arm; `registrations` and `experiments` by the claim's id."""

    engines: dict[str, str]
    registrations: dict[str, str]
    experiments: dict[str, str]
    created: str
    machine: str
    commit: str


@dataclass(frozen=True)
class Shipped:
    """What may be used of the shipped runs, and why the rest may not."""

    training: dict[Trial, Outcome]
    observations: tuple[Observation, ...]
    stale: tuple[str, ...]
    """Sentences, one for each kind of result that was left out."""
    stamp: Stamp | None


NOTHING = Shipped({}, (), (), None)


def training_fits(folder: Path = FOLDER) -> bool:
    """Whether shipped runs of plain arms are those of this engine. Raises ResultError as `load`."""
    made = _stamp(folder)
    return made is not None and stamp.PLAIN in _fitting(made)


@uncollected()
def load(claims: Sequence[Claim], folder: Path = FOLDER) -> Shipped:
    """The shipped runs that fit this code. Raises ResultError on a file that cannot be used."""
    made = _stamp(folder)
    if made is None:
        return Shipped({}, (), ("no runs are shipped with this version",), None)
    fitting = _fitting(made)
    stale = [
        f"the engine of {kind} arms has changed since their shipped training runs were made"
        for kind in made.engines
        if kind not in fitting
    ]
    records = _read(folder / _TRAINING, TrainingRecord) if fitting else []
    training = {
        record.trial: record.outcome
        for record in records
        if stamp.kind(record.trial.arm) in fitting
    }
    observations = _read(folder / _MEASURED, Observation)
    observed = {one.claim for one in observations}
    usable = set()
    for claim in claims:
        registration = claim.REGISTRATION
        if made.registrations.get(registration.id) != stamp.registration(claim):
            stale.append(
                f"{registration.id} is registered after the fact, differently from when runs were "
                "shipped"
            )
        elif registration.id not in observed:
            continue
        elif made.experiments.get(registration.id) != stamp.experiment(claim):
            stale.append(f"the experiment of {registration.id} has changed since it was shipped")
        else:
            usable.add(registration.id)
    used = tuple(one for one in observations if one.claim in usable)
    return Shipped(training, used, tuple(stale), made)


def save(
    made: Stamp,
    training: Iterable[tuple[Trial, Outcome]],
    observations: Iterable[Observation],
    folder: Path = FOLDER,
) -> int:
    """Replace the shipped runs; their size in bytes. Raises ResultError where they are too large.

    Curves are left out: they are most of the bytes, and every run draws its own.
    """
    records = [
        TrainingRecord(trial=trial, outcome=replace(outcome, curve=()))
        for trial, outcome in training
    ]
    packed = {_TRAINING: _pack(records), _MEASURED: _pack(observations)}
    size = sum(len(content) for content in packed.values())
    if size > MAX_BYTES:
        raise ResultError(f"shipped runs would take {size} bytes, more than {MAX_BYTES}")
    folder.mkdir(exist_ok=True)
    for name, content in packed.items():
        (folder / name).write_bytes(content)
    write_atomically(folder / _STAMP, made.model_dump_json(indent=1) + "\n")
    return size


def _stamp(folder: Path) -> Stamp | None:
    path = folder / _STAMP
    return parse(Stamp, path.read_text("utf-8"), _STAMP) if path.exists() else None


def _fitting(made: Stamp) -> set[str]:
    """Kinds of arms that are still trained as when the stamp was made."""
    return {kind for kind, found in stamp.engines().items() if made.engines.get(kind) == found}


def _pack(records: Iterable[Record]) -> bytes:
    return pack("".join(record.model_dump_json() + "\n" for record in records))


def _read(path: Path, kind: type[AnyRecord]) -> list[AnyRecord]:
    return parse_lines(kind, unpack(path, _MAX_TEXT_BYTES), path.name)
