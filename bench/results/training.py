"""Training runs as they are stored: one record for all seeds of a candidate, by seed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import repeat
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from propbench.bench.results.records import Name, Record
from propbench.bench.training.arms import Arm
from propbench.bench.training.known import BySeed, KnownRuns, Setup
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

    @property
    def setup(self) -> Setup:
        """What its runs have in common."""
        head = (self.task, self.hidden, self.own_arm, self.candidate)
        return Setup(*head, self.max_iterations, self.all_targets)

    @property
    def outcomes(self) -> dict[int, Outcome]:
        """What came of each run, by seed."""
        target = TASKS[self.task].headline_target
        diverged, guessing = frozenset(self.diverged), frozenset(self.guessing)
        curves = self.curves or repeat(())
        by_run = zip(self.seeds, zip(*self.arrivals, strict=True), self.last_loss, curves)  # noqa: B905
        return {
            seed: Outcome(
                arrivals,
                seed in diverged,
                target if left is None else left,
                curve,
                seed in guessing,
            )
            for seed, arrivals, left, curve in by_run
        }


def training_records(
    outcomes: Mapping[TrainingRun, Outcome], *, curves: bool
) -> Iterator[TrainingRecord]:
    """As few records as hold these runs, in an order that follows from them."""
    setups = KnownRuns(outcomes).setups
    for setup in sorted(setups, key=repr):
        yield _record(setup, dict(sorted(setups[setup].items())), curves)


def _record(setup: Setup, by_seed: BySeed, curves: bool) -> TrainingRecord:
    variant, own = setup.arm.variant, by_seed.values()
    return TrainingRecord(
        **setup._asdict(),
        seeds=list(by_seed),
        arrivals=[list(times) for times in zip(*(each.arrivals for each in own), strict=True)],
        last_loss=[
            None if each.arrived and not setup.all_targets else each.last_loss for each in own
        ],
        diverged=tuple(seed for seed, each in by_seed.items() if each.diverged),
        guessing=tuple(seed for seed, each in by_seed.items() if each.guessing),
        curves=tuple(each.curve for each in own) if curves and setup.all_targets else (),
        kind="" if type(variant) is Variant else type(variant).__name__,
    )


def read_outcomes(records: Iterable[TrainingRecord]) -> KnownRuns:
    """Every run of these records."""
    return KnownRuns.collected((record.setup, record.outcomes) for record in records)
