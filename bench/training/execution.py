"""Carries out races over the cores, or over a cluster: joblib decides where, races decide what."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from joblib import Parallel, delayed

from propbench.bench.training.engine import Batch, batches, train
from propbench.bench.training.races import Finish, MissingRunError, Outcomes, Race, Steps, proceed
from propbench.bench.training.runs import Outcome, TrainingRun

Write = Callable[[Batch, Sequence[Outcome]], None]


def carry_out(
    races: Sequence[Race], known: dict[TrainingRun, Outcome], write: Write, jobs: int
) -> list[Finish]:
    """Train what is not known yet, on `jobs` cores, and add it to `known`.

    `write` gets each new batch, in an order that does not depend on `jobs`.
    """

    def provide(runs: Iterable[TrainingRun]) -> None:
        new = batches([run for run in runs if run not in known])
        for batch, outcomes in zip(new, train_all(new, jobs), strict=True):
            known.update(zip(batch, outcomes, strict=True))
            write(batch, outcomes)

    return _advance(races, known, provide)


def finished(races: Sequence[Race], known: Outcomes) -> dict[Race, Finish]:
    """The races of which every run is known; the others are left out."""
    complete = {}
    for race in races:
        try:
            (complete[race],) = _advance([race], known, _train_nothing)
        except MissingRunError:
            continue
    return complete


def run_with(
    races: Sequence[Race], train_one: Callable[[TrainingRun], Outcome]
) -> dict[TrainingRun, Outcome]:
    """Every run of the races, where `train_one` gives the outcome of one."""
    known: dict[TrainingRun, Outcome] = {}

    def provide(runs: Iterable[TrainingRun]) -> None:
        known.update({run: train_one(run) for run in runs if run not in known})

    _advance(races, known, provide)
    return known


def _train_nothing(runs: Iterable[TrainingRun]) -> None:
    """Only what is known already counts."""


def _advance(
    races: Sequence[Race], known: Outcomes, provide: Callable[[Iterable[TrainingRun]], None]
) -> list[Finish]:
    """All races side by side, so that what several ask for is trained together, and once."""
    running: dict[int, Steps] = {place: proceed(race) for place, race in enumerate(races)}
    wanted = {place: next(steps) for place, steps in running.items()}
    finished: dict[int, Finish] = {}
    while wanted:
        provide(chain.from_iterable(wanted.values()))
        for place in list(wanted):
            try:
                wanted[place] = running[place].send(known)
            except StopIteration as end:
                finished[place] = end.value
                del wanted[place]
    return [finished[place] for place in range(len(races))]


def train_all(new: Sequence[Batch], jobs: int) -> Iterable[list[Outcome]]:
    """The outcomes of each batch, in order."""
    outcomes: Iterable[list[Outcome]] = Parallel(n_jobs=jobs, return_as="generator")(
        delayed(train)(batch) for batch in new
    )
    return outcomes
