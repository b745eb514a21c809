"""Training runs as they are stored: one record for all seeds of a candidate, by seed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from propbench.bench.results.records import Name, Record
from propbench.bench.training.arms import Arm
from propbench.bench.training.runs import Candidate, Outcome, TrainingRun
from propbench.bench.training.tasks import N_TARGETS, TASKS
from propbench.bench.training.variants import TRAINED_BY, Variant

_KINDS = {kind.__name__: kind for kind in TRAINED_BY}


def _known_kind(name: str) -> str:
    if name and name not in _KINDS:
        raise ValueError(f"got {name!r}, known are {', '.join(_KINDS)}")
    return name


def _known_task(name: str) -> str:
    if name not in TASKS:
        raise ValueError(f"got {name!r}, known are {', '.join(TASKS)}")
    return name


class TrainingRecord(Record):
    """Runs that differ in their seed only; every list is by seed.

    `arrivals` has a list for each target that the runs were for. Of a run that was for the headline
    alone and arrived there is no last loss: it lies at the target.
    """

    task: Annotated[Name, AfterValidator(_known_task)]
    hidden: tuple[Annotated[int, Field(ge=1)], ...]
    arm: Arm
    candidate: Candidate
    max_iterations: Annotated[int, Field(ge=1)]
    all_targets: bool
    seeds: list[int]
    arrivals: list[list[Annotated[int, Field(ge=0)] | None]]
    last_loss: list[float | None]
    diverged: tuple[int, ...] = ()
    """Seeds of the runs that diverged, and so on."""
    guessing: tuple[int, ...] = ()
    curves: tuple[tuple[float, ...], ...] = ()
    """Empty where none was kept."""
    kind: Annotated[Name, AfterValidator(_known_kind)] = ""
    """Of the arm's variant, which is stored as the fields that all variants have; empty for one of
    no special kind."""

    @model_validator(mode="after")
    def _of_one_length(self) -> Self:
        n_targets = N_TARGETS if self.all_targets else 1
        lengths = {len(self.last_loss), len(self.curves or self.seeds), *map(len, self.arrivals)}
        if len(self.arrivals) != n_targets or lengths != {len(self.seeds)}:
            raise ValueError(f"expected {n_targets} lists of arrivals, and all lists of one length")
        return self

    @property
    def own_arm(self) -> Arm:
        """The arm with its kind of variant."""
        if not self.kind:
            return self.arm
        return replace(self.arm, variant=_KINDS[self.kind](**vars(self.arm.variant)))

    def outcomes(self) -> Iterator[tuple[TrainingRun, Outcome]]:
        """Each run and what came of it."""
        arm, target = self.own_arm, TASKS[self.task].headline_target
        diverged, guessing = set(self.diverged), set(self.guessing)
        by_target = zip(*self.arrivals, strict=True)
        for place, (seed, arrivals) in enumerate(zip(self.seeds, by_target, strict=True)):
            run = TrainingRun(
                *(self.task, self.hidden, arm, self.candidate, seed),
                *(self.max_iterations, self.all_targets),
            )
            left = self.last_loss[place]
            yield (
                run,
                Outcome(
                    tuple(arrivals),
                    diverged=seed in diverged,
                    last_loss=target if left is None else left,
                    curve=self.curves[place] if self.curves else (),
                    guessing=seed in guessing,
                ),
            )


def training_records(
    outcomes: Mapping[TrainingRun, Outcome], *, curves: bool
) -> Iterator[TrainingRecord]:
    """As few records as hold these runs, in an order that follows from them."""
    in_order = sorted(outcomes, key=lambda run: (repr(_but_seed(run)), run.seed))
    for alike, members in groupby(in_order, key=_but_seed):
        yield _record(alike, [(run.seed, outcomes[run]) for run in members], curves)


def _record(alike: TrainingRun, by_seed: list[tuple[int, Outcome]], curves: bool) -> TrainingRecord:
    variant = alike.arm.variant
    own = [outcome for _, outcome in by_seed]
    return TrainingRecord(
        task=alike.task,
        hidden=alike.hidden,
        arm=alike.arm,
        candidate=alike.candidate,
        max_iterations=alike.max_iterations,
        all_targets=alike.all_targets,
        seeds=[seed for seed, _ in by_seed],
        arrivals=[list(times) for times in zip(*(one.arrivals for one in own), strict=True)],
        last_loss=[None if one.arrived and not alike.all_targets else one.last_loss for one in own],
        diverged=tuple(seed for seed, one in by_seed if one.diverged),
        guessing=tuple(seed for seed, one in by_seed if one.guessing),
        curves=tuple(one.curve for one in own) if curves and alike.all_targets else (),
        kind="" if type(variant) is Variant else type(variant).__name__,
    )


def read_outcomes(records: Iterable[TrainingRecord]) -> dict[TrainingRun, Outcome]:
    """Every run of these records."""
    return {run: outcome for record in records for run, outcome in record.outcomes()}


def _but_seed(run: TrainingRun) -> TrainingRun:
    return replace(run, seed=0)
