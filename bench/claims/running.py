"""Makes the evidence that claims ask for: races over the cores, then their own experiments."""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from joblib import Parallel, delayed, parallel_config
from threadpoolctl import threadpool_limits

from propbench.bench import claims
from propbench.bench.claims.reference import Shipped
from propbench.bench.claims.registration import Claim
from propbench.bench.convergence.execution import Write, carry_out, train_all
from propbench.bench.convergence.races import Race
from propbench.bench.convergence.training import Batch, batches
from propbench.bench.convergence.trials import Outcome, Trial
from propbench.bench.environment import usable_cores
from propbench.bench.results import (
    Observation,
    TrainingRecord,
    append_all,
    drop_torn_line,
    read_lines,
)


def races_of(chosen: Sequence[Claim], profile: str) -> tuple[Race, ...]:
    """Everything that these claims race, each race once."""
    return tuple(dict.fromkeys(race for claim in chosen for race in claim.races(profile)))


def train(
    chosen: Sequence[Claim],
    profile: str,
    path: Path,
    jobs: int,
    elsewhere: Mapping[Trial, Outcome] = MappingProxyType({}),
) -> dict[Trial, Outcome]:
    """Run the races of a profile; all runs that are known then.

    Runs that the file has, or that are known from `elsewhere`, are not run again: an interrupted
    call goes on where it was.
    """
    drop_torn_line(path)
    own = {one.trial: one.outcome for one in read_lines(path, TrainingRecord)}
    known = {**elsewhere, **own}
    carry_out(races_of(chosen, profile), known, _writer(path), jobs)
    return known


def repeat(shipped: Shipped, count: int, path: Path, jobs: int, seed: int) -> None:
    """Run a random sample of the shipped runs again, beside those that the file has."""
    known = {one.trial for one in read_lines(path, TrainingRecord)}
    candidates = sorted(shipped.training.keys() - known, key=repr)
    sample = random.Random(seed).sample(candidates, min(count, len(candidates)))  # noqa: S311
    write, alike = _writer(path), batches(sample, 1)
    for batch, outcomes in zip(alike, train_all(alike, jobs), strict=True):
        write(batch, outcomes)


def measure(chosen: Sequence[Claim], profile: str, jobs: int) -> list[Observation]:
    """The experiments that no machine decides, over the cores."""
    work = (delayed(_measured)(_name(claim), profile) for claim in chosen)
    return [one for found in Parallel(n_jobs=jobs)(work) for one in found]


def measure_here(chosen: Sequence[Claim], profile: str) -> list[Observation]:
    """The experiments that this machine decides, one after the other, in a process of their own.

    A fresh one with all threads, whose Numba reads NUMBA_CACHE_DIR: this process may have imported
    it before there was one, and would take compiled code from beside the sources, however old.
    """
    work = delayed(_measured_here)([_name(claim) for claim in chosen], profile)
    with parallel_config("loky", inner_max_num_threads=usable_cores()):
        # With one job joblib would stay in this process.
        (found,) = Parallel(n_jobs=2)([work])
    return list(found)


def _measured(name: str, profile: str) -> list[Observation]:
    # One thread, because the rounding of a product depends on their number.
    with threadpool_limits(1):
        return list(claims.load(name).measure(profile))


def _measured_here(names: Sequence[str], profile: str) -> list[Observation]:
    return [one for name in names for one in claims.load(name).measure_here(profile)]


def _name(claim: Claim) -> str:
    return str(claim.__name__).rpartition(".")[2]  # type: ignore[attr-defined]


def _writer(path: Path) -> Write:
    def write(batch: Batch, outcomes: Sequence[Outcome]) -> None:
        pairs = zip(batch, outcomes, strict=True)
        append_all(path, [TrainingRecord(trial=one, outcome=outcome) for one, outcome in pairs])

    return write
