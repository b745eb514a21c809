"""Makes the evidence that claims ask for: races over the cores, then their own experiments."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from joblib import Parallel, delayed, parallel_config
from threadpoolctl import threadpool_limits

from propbench.bench.claims.referee.registration import Claim, Measurement, no_measurements
from propbench.bench.environment import usable_cores
from propbench.bench.results import (
    Observation,
    TrainingRecord,
    append_all,
    drop_torn_line,
    read_lines,
    read_outcomes,
    training_records,
)
from propbench.bench.training.engine import Batch
from propbench.bench.training.execution import carry_out, train_all
from propbench.bench.training.known import KnownRuns
from propbench.bench.training.races import Race
from propbench.bench.training.runs import Outcome


def train(
    races: Sequence[Race],
    path: Path,
    jobs: int,
    elsewhere: KnownRuns | None = None,
    *,
    curves: bool = False,
    advance: Callable[[float], None] = lambda _: None,
) -> KnownRuns:
    """Run the races; all runs that are known then.

    Runs that the file has, or that are known from `elsewhere`, are not run again: an interrupted
    call goes on where it was. `curves` are kept where they will be drawn. `advance` is told the
    seconds that a batch took, of all these cores together.
    """
    known = KnownRuns.merged(elsewhere or KnownRuns(), trained(path))
    carry_out(races, known, _Writer(path, jobs, curves, advance), jobs)
    return known


def trained(path: Path) -> KnownRuns:
    """What a file holds; a last line that an interruption left unfinished is cut off."""
    drop_torn_line(path)
    return read_outcomes(read_lines(path, TrainingRecord))


def repeat(shipped: KnownRuns, count: int, path: Path, jobs: int, seed: int) -> None:
    """Run a random sample of the shipped runs again, beside those that the file has."""
    known = trained(path)
    candidates = [run for run in shipped if run not in known]
    sample = random.Random(seed).sample(candidates, min(count, len(candidates)))  # noqa: S311
    train_all(sample, known, _Writer(path, jobs), jobs)


def measure(chosen: Sequence[Claim], profile: str, jobs: int) -> list[Observation]:
    """The experiments that no machine decides, over the cores."""
    own = [claim for claim in chosen if claim.measure is not no_measurements]
    work = (delayed(_measured)(claim, profile) for claim in own)
    return [seen for by_claim in Parallel(n_jobs=jobs)(work) for seen in by_claim]


def measure_here(chosen: Sequence[Claim], profile: str) -> list[Observation]:
    """The experiments that this machine decides, one after the other, in a process of their own.

    A fresh one with all threads, whose Numba reads NUMBA_CACHE_DIR: this process may have imported
    it before there was one, and would take compiled code from beside the sources, however old.
    """
    own = [claim for claim in chosen if claim.measure_here is not no_measurements]
    work = delayed(_measured_here)(own, profile)
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


@dataclass
class _Writer:
    """Appends each batch to a file as it ends, and says what it took."""

    path: Path
    jobs: int
    curves: bool = False
    advance: Callable[[float], None] = lambda _: None

    def __call__(self, batch: Batch, outcomes: Sequence[Outcome], cpu_s: float) -> None:
        new = dict(zip(batch, outcomes, strict=True))
        append_all(self.path, training_records(new, curves=self.curves))
        self.advance(cpu_s / self.jobs)
