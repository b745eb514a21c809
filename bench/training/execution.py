"""Carries out races over the cores, or over a cluster: joblib decides where, races decide what."""

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from contextlib import suppress
from itertools import chain
from typing import NamedTuple

from joblib import Parallel, delayed

from propbench.bench.training.cost import batch_s
from propbench.bench.training.engine import Batch, batches, train_timed
from propbench.bench.training.entrants import Asked, Asking, Entrant, Entry, MissingRunError
from propbench.bench.training.known import KnownRuns
from propbench.bench.training.races import Finish, Race, proceed
from propbench.bench.training.runs import Outcome, TrainingRun

Write = Callable[[Batch, Sequence[Outcome], float], None]
"""Is given a batch, what came of it, and the seconds of CPU that it took."""


class _Done(NamedTuple):
    """An entry at its end, and every run that it asked for."""

    entrant: Entrant
    asked: Asked


def carry_out(races: Sequence[Race], known: KnownRuns, write: Write, jobs: int) -> list[Finish]:
    """Train what is not known yet, on `jobs` cores, and add it to `known`; `write` gets each new
    batch as it ends."""

    def provide(runs: Iterable[TrainingRun]) -> None:
        train_all([run for run in runs if run not in known], known, write, jobs)

    done = _advance(_entries(races), known, provide)
    return [_finish(race, done) for race in races]


def train_all(
    runs: Iterable[TrainingRun],
    known: MutableMapping[TrainingRun, Outcome],
    write: Write,
    jobs: int,
) -> None:
    """Train these runs, the longest batches first, so that all cores end at about the same time."""
    new = sorted(batches(list(runs)), key=batch_s, reverse=True)
    trained: Iterable[tuple[Batch, list[Outcome], float]] = Parallel(
        n_jobs=jobs, return_as="generator"
    )(delayed(train_timed)(batch) for batch in new)
    for batch, outcomes, cpu_s in trained:
        known.update(zip(batch, outcomes, strict=True))
        write(batch, outcomes, cpu_s)


def finished(races: Iterable[Race], known: KnownRuns) -> dict[Race, Finish]:
    """The races of which every run is known; the others are left out."""
    races = tuple(races)
    done: dict[Entry, _Done] = {}
    for entry in _entries(races):
        with suppress(MissingRunError):
            done |= _advance([entry], known, _train_nothing)
    return {
        race: _finish(race, done) for race in races if all(entry in done for entry in race.entries)
    }


def run_with(races: Sequence[Race], train_one: Callable[[TrainingRun], Outcome]) -> KnownRuns:
    """Every run of the races, where `train_one` gives the outcome of one."""
    known = KnownRuns()

    def provide(runs: Iterable[TrainingRun]) -> None:
        known.update({run: train_one(run) for run in runs if run not in known})

    _advance(_entries(races), known, provide)
    return known


def _entries(races: Iterable[Race]) -> list[Entry]:
    """Each once, because races have entries in common."""
    return list(dict.fromkeys(entry for race in races for entry in race.entries))


def _finish(race: Race, done: Mapping[Entry, _Done]) -> Finish:
    own = {entry.arm.name: done[entry] for entry in race.entries}
    asked = tuple(chain.from_iterable(each.asked for each in own.values()))
    return Finish(race, {name: each.entrant for name, each in own.items()}, asked)


def _train_nothing(runs: Iterable[TrainingRun]) -> None:
    """Only what is known already counts."""


def _advance(
    entries: Sequence[Entry], known: KnownRuns, provide: Callable[[Iterable[TrainingRun]], None]
) -> dict[Entry, _Done]:
    """All side by side, so that what several ask for is trained together, and once."""
    running: dict[Entry, Asking[Entrant]] = {entry: proceed(entry) for entry in entries}
    asked = {entry: [next(steps)] for entry, steps in running.items()}
    done: dict[Entry, _Done] = {}
    while running:
        provide(run for entry in running for each in asked[entry][-1] for run in each.runs)
        for entry, steps in list(running.items()):
            try:
                asked[entry].append(steps.send(known))
            except StopIteration as end:
                done[entry] = _Done(end.value, tuple(chain.from_iterable(asked[entry])))
                del running[entry]
    return done
