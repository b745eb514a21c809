"""Carries out races over the cores, or over a cluster: joblib decides where, races decide what."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from joblib import Parallel, delayed

from propbench.bench.convergence.races import Finish, MissingRunError, Outcomes, Race, Steps, run
from propbench.bench.convergence.training import Batch, batches, train
from propbench.bench.convergence.trials import Outcome, Trial

_NETWORKS_PER_BATCH = 45
"""The starts and tuning seeds of an arm, where there are nine learning rates and five seeds."""

Write = Callable[[Batch, Sequence[Outcome]], None]


def carry_out(
    races: Sequence[Race], known: dict[Trial, Outcome], write: Write, jobs: int
) -> list[Finish]:
    """Train what is not known yet, on `jobs` cores, and add it to `known`.

    `write` gets each new batch, in an order that does not depend on `jobs`.
    """

    def provide(trials: Iterable[Trial]) -> None:
        new = batches([trial for trial in trials if trial not in known], _NETWORKS_PER_BATCH)
        for batch, outcomes in zip(new, train_all(new, jobs), strict=True):
            known.update(zip(batch, outcomes, strict=True))
            write(batch, outcomes)

    return _advance(races, known, provide)


def finished(races: Sequence[Race], known: Outcomes) -> dict[Race, Finish]:
    """The races of which every run is known; the others are left out."""
    found = {}
    for race in races:
        try:
            (found[race],) = _advance([race], known, _train_nothing)
        except MissingRunError:
            continue
    return found


def run_with(races: Sequence[Race], train_one: Callable[[Trial], Outcome]) -> dict[Trial, Outcome]:
    """Every run of the races, where `train_one` gives the outcome of a trial."""
    known: dict[Trial, Outcome] = {}

    def provide(trials: Iterable[Trial]) -> None:
        known.update({trial: train_one(trial) for trial in trials if trial not in known})

    _advance(races, known, provide)
    return known


def _train_nothing(asked: Iterable[Trial]) -> None:
    """Only what is known already counts."""


def _advance(
    races: Sequence[Race], known: Outcomes, provide: Callable[[Iterable[Trial]], None]
) -> list[Finish]:
    """All races side by side, so that what several ask for is trained together, and once."""
    running: dict[int, Steps] = {place: run(race) for place, race in enumerate(races)}
    asked = {place: next(steps) for place, steps in running.items()}
    finished: dict[int, Finish] = {}
    while asked:
        provide(chain.from_iterable(asked.values()))
        for place in list(asked):
            try:
                asked[place] = running[place].send(known)
            except StopIteration as end:
                finished[place] = end.value
                del asked[place]
    return [finished[place] for place in range(len(races))]


def train_all(new: Sequence[Batch], jobs: int) -> Iterable[list[Outcome]]:
    """The outcomes of each batch, in order."""
    outcomes: Iterable[list[Outcome]] = Parallel(n_jobs=jobs, return_as="generator")(
        delayed(train)(batch) for batch in new
    )
    return outcomes
