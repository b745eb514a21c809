"""Makes the evidence that claims ask for: races over the cores, then their own experiments."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from joblib import Parallel, delayed

from bench import claims
from bench.claims.reference import Shipped
from bench.claims.registration import Claim
from bench.convergence.execution import carry_out, train_all
from bench.convergence.races import Race
from bench.convergence.training import batches
from bench.convergence.trials import Outcome, Trial
from bench.results import (
    OBSERVATIONS_FILE,
    TRAINING_FILE,
    Observation,
    TrainingRecord,
    append,
    drop_torn_line,
    read_lines,
)

SAMPLE = 40
"""Shipped runs that a run on another machine repeats, so that it can say how many agree."""

Told = Callable[[str], None]


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
        for trial, outcome in zip(batch, outcomes, strict=True):
            write(trial, outcome)


def observe(
    chosen: Sequence[Claim], profile: str, folder: Path, jobs: int, *, here_only: bool
) -> None:
    """The claims' own experiments: what machines decide one by one, the rest over the cores."""
    path = folder / OBSERVATIONS_FILE
    drop_torn_line(path)
    done = {one.claim for one in read_lines(path, Observation)}
    left = [claim for claim in chosen if claim.REGISTRATION.id not in done]
    everywhere: list[list[Observation]] = [[] for _ in left]
    if not here_only:
        everywhere = Parallel(n_jobs=jobs)(delayed(_measured)(_name(c), profile) for c in left)
    for claim, observations in zip(left, everywhere, strict=True):
        for observation in (*observations, *claim.measure_here(profile)):
            append(path, observation)


def _measured(name: str, profile: str) -> list[Observation]:
    return list(claims.load(name).measure(profile))


def _name(claim: Claim) -> str:
    return str(claim.__name__).rpartition(".")[2]  # type: ignore[attr-defined]


def _writer(path: Path) -> Callable[[Trial, Outcome], None]:
    return lambda trial, outcome: append(path, TrainingRecord(trial=trial, outcome=outcome))
