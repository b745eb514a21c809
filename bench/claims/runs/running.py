"""Makes the evidence that claims ask for: races over the cores, then their own experiments."""

import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from joblib import Parallel, delayed, parallel_config
from threadpoolctl import threadpool_limits

from propbench.bench.claims.referee.evidence import Shipped
from propbench.bench.claims.referee.registration import Claim, Measurement
from propbench.bench.environment import usable_cores
from propbench.bench.results import (
    Observation,
    TrainingRecord,
    append_all,
    drop_torn_line,
    read_lines,
)
from propbench.bench.training.engine import Batch, batches
from propbench.bench.training.execution import Write, carry_out, train_all
from propbench.bench.training.races import Race
from propbench.bench.training.runs import Outcome, TrainingRun


def races_of(chosen: Sequence[Claim], profile: str) -> tuple[Race, ...]:
    """Everything that these claims race, each race once."""
    return tuple(dict.fromkeys(race for claim in chosen for race in claim.races(profile)))


def train(
    chosen: Sequence[Claim],
    profile: str,
    path: Path,
    jobs: int,
    elsewhere: Mapping[TrainingRun, Outcome] = MappingProxyType({}),
) -> dict[TrainingRun, Outcome]:
    """Run the races of a profile; all runs that are known then.

    Runs that the file has, or that are known from `elsewhere`, are not run again: an interrupted
    call goes on where it was.
    """
    drop_torn_line(path)
    own = {record.run: record.outcome for record in read_lines(path, TrainingRecord)}
    known = {**elsewhere, **own}
    carry_out(races_of(chosen, profile), known, _writer(path), jobs)
    return known


def repeat(shipped: Shipped, count: int, path: Path, jobs: int, seed: int) -> None:
    """Run a random sample of the shipped runs again, beside those that the file has."""
    known = {record.run for record in read_lines(path, TrainingRecord)}
    candidates = sorted(shipped.training.keys() - known, key=repr)
    sample = random.Random(seed).sample(candidates, min(count, len(candidates)))  # noqa: S311
    write, alike = _writer(path), batches(sample, 1)
    for batch, outcomes in zip(alike, train_all(alike, jobs), strict=True):
        write(batch, outcomes)


def measure(chosen: Sequence[Claim], profile: str, jobs: int) -> list[Observation]:
    """The experiments that no machine decides, over the cores."""
    work = (delayed(_measured)(claim, profile) for claim in chosen)
    return [seen for by_claim in Parallel(n_jobs=jobs)(work) for seen in by_claim]


def measure_here(chosen: Sequence[Claim], profile: str) -> list[Observation]:
    """The experiments that this machine decides, one after the other, in a process of their own.

    A fresh one with all threads, whose Numba reads NUMBA_CACHE_DIR: this process may have imported
    it before there was one, and would take compiled code from beside the sources, however old.
    """
    work = delayed(_measured_here)(chosen, profile)
    with parallel_config("loky", inner_max_num_threads=usable_cores()):
        # With one job joblib would stay in this process.
        (observations,) = Parallel(n_jobs=2)([work])
    return list(observations)


def observed(claim: Claim, measurements: Iterable[Measurement]) -> list[Observation]:
    """What a claim measured, as it is stored."""
    return [
        Observation(
            claim=claim.id,
            quantity=seen.quantity,
            factors=dict(seen.factors),
            value=float(seen.value),
        )
        for seen in measurements
    ]


def _measured(claim: Claim, profile: str) -> list[Observation]:
    # One thread, because the rounding of a product depends on their number.
    with threadpool_limits(1):
        return observed(claim, claim.measure(profile))


def _measured_here(chosen: Sequence[Claim], profile: str) -> list[Observation]:
    return [seen for claim in chosen for seen in observed(claim, claim.measure_here(profile))]


def _writer(path: Path) -> Write:
    def write(batch: Batch, outcomes: Sequence[Outcome]) -> None:
        pairs = zip(batch, outcomes, strict=True)
        append_all(path, [TrainingRecord(run=run, outcome=outcome) for run, outcome in pairs])

    return write
