"""Makes the evidence that claims ask for: races over the cores, then their own experiments."""

import random
from collections.abc import Container, Sequence
from pathlib import Path

from joblib import Parallel, delayed

from bench import claims
from bench.claims.reference import Shipped
from bench.claims.registration import Claim
from bench.convergence.execution import Write, carry_out, train_all
from bench.convergence.races import Race
from bench.convergence.training import Batch, batches
from bench.convergence.trials import Outcome
from bench.results import (
    OBSERVATIONS_FILE,
    TRAINING_FILE,
    Observation,
    TrainingRecord,
    append_all,
    drop_torn_line,
    read_lines,
)

SAMPLE = 40
"""Shipped runs that a run on another machine repeats, so that it can say how many agree."""


def races_of(chosen: Sequence[Claim], profile: str) -> tuple[Race, ...]:
    """Everything that these claims race, each race once."""
    return tuple(dict.fromkeys(race for claim in chosen for race in claim.races(profile)))


def train(chosen: Sequence[Claim], profile: str, folder: Path, jobs: int) -> None:
    """Run the races of a profile; runs that the folder has are not run again."""
    path = folder / TRAINING_FILE
    drop_torn_line(path)
    known = {one.trial: one.outcome for one in read_lines(path, TrainingRecord)}
    carry_out(races_of(chosen, profile), known, _writer(path), jobs)


def repeat(shipped: Shipped, folder: Path, jobs: int, seed: int, size: int = SAMPLE) -> None:
    """Run a random sample of the shipped runs again, beside what the folder has."""
    path = folder / TRAINING_FILE
    known = {one.trial for one in read_lines(path, TrainingRecord)}
    candidates = sorted(shipped.training.keys() - known, key=repr)
    sample = random.Random(seed).sample(candidates, min(size, len(candidates)))  # noqa: S311
    write = _writer(path)
    alike = batches(sample, 1)
    for batch, outcomes in zip(alike, train_all(alike, jobs), strict=True):
        write(batch, outcomes)


def observe(
    chosen: Sequence[Claim], profile: str, folder: Path, jobs: int, have: Container[str] = ()
) -> None:
    """The claims' own experiments: the shippable over the cores, what machines decide one by one.

    Claims in `have`, by id, need only the latter: their others are shipped.
    """
    path = folder / OBSERVATIONS_FILE
    drop_torn_line(path)
    done = {one.claim for one in read_lines(path, Observation)}
    left = [claim for claim in chosen if claim.REGISTRATION.id not in done]
    missing = [claim for claim in left if claim.REGISTRATION.id not in have]
    measured = Parallel(n_jobs=jobs)(delayed(_measured)(_name(one), profile) for one in missing)
    found = dict(zip((claim.REGISTRATION.id for claim in missing), measured, strict=True))
    for claim in left:
        here = list(claim.measure_here(profile))
        append_all(path, [*found.get(claim.REGISTRATION.id, []), *here])


def _measured(name: str, profile: str) -> list[Observation]:
    return list(claims.load(name).measure(profile))


def _name(claim: Claim) -> str:
    return str(claim.__name__).rpartition(".")[2]  # type: ignore[attr-defined]


def _writer(path: Path) -> Write:
    def write(batch: Batch, outcomes: Sequence[Outcome]) -> None:
        pairs = zip(batch, outcomes, strict=True)
        append_all(path, [TrainingRecord(trial=one, outcome=outcome) for one, outcome in pairs])

    return write
