"""What is asked: data or a task, a network, arms and their rates; checked before any work."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from propbench.bench.activations import ACTIVATIONS
from propbench.bench.exits import UsageError
from propbench.bench.own_training.examples import TRAINED_SHARE, Examples, examples
from propbench.bench.own_training.races import GivenRates, OwnRace, OwnTask
from propbench.bench.own_training.table import some, table
from propbench.bench.training.arms import Arm
from propbench.bench.training.rulesets import R1, Ruleset
from propbench.bench.training.targets import guessing_loss
from propbench.bench.training.tasks import TASKS, Budget
from propbench.impls import load

MOST_TRAINED = 1_000
"""Examples of a seed where nobody says how many, so that a large file is not a matter of hours."""


@dataclass(frozen=True)
class Options:
    """As `propbench.train` takes and describes them."""

    data: object
    label: str | None
    task: str | None
    hidden: Sequence[int]
    arms: Sequence[str]
    rates: Sequence[float] | None
    target: float | None
    seeds: int
    m: int | None
    iterations: int
    drop: Sequence[str]
    impl: str

    def __post_init__(self) -> None:
        given = [*(self.rates or ()), *([] if self.target is None else [self.target])]
        for name, holds, expected in (
            ("hidden", bool(self.hidden) and min(self.hidden) > 0, "sizes such as 16,16"),
            ("rates and target", all(0 < value < math.inf for value in given), "positive numbers"),
            ("seeds", self.seeds >= 1, "1 or more"),
            ("m", self.m is None or self.m >= 1, "1 or more"),
            ("iterations", self.iterations >= 20, "20 or more"),
        ):
            if not holds:
                got = given if " " in name else getattr(self, name)
                raise UsageError(f"{name}: got {got}, expected {expected}")
        if (self.task is None) == (self.data is None):
            raise UsageError("expected data or a task: name one of them")
        if self.task is not None and self.m is not None:
            raise UsageError("m: a task has its own number of examples")


@dataclass(frozen=True)
class Question:
    """`target` is None where it is still to be chosen; `examples` are those of a user's table."""

    task: OwnTask
    examples: Examples | None
    target: float | None
    hidden: tuple[int, ...]
    arms: tuple[Arm, ...]
    ruleset: Ruleset
    n_seeds: int
    implementation: str

    def races(self, target: float) -> tuple[OwnRace, ...]:
        """One an arm, so that whoever is finished is known when the others are given up."""
        task, hidden = replace(self.task, headline_target=target), self.hidden
        return tuple(
            OwnRace(task.name, hidden, (arm,), self.ruleset, n_seeds=self.n_seeds, own=task)
            for arm in self.arms
        )

    @property
    def guessing(self) -> float:
        """The loss of an output that does not look at the examples."""
        y = self.examples.y if self.examples else self.task.data(0)[1]
        return guessing_loss(self.task.output, y)


def question(options: Options) -> Question:
    """Raises UsageError on what does not exist, DataError and OSError as `table` and `examples`."""
    arms, implementation = _arms(options.arms), _implementation(options.impl)
    ruleset = R1
    if options.rates:
        ruleset = replace(R1, grid=GivenRates(0, 0, 1, tuple(sorted(set(options.rates)))))
    task, read = _of_data(options) if options.task is None else (_of_task(options), None)
    asked = Question(
        task,
        read,
        options.target or task.headline_target or None,
        tuple(options.hidden),
        arms,
        ruleset,
        options.seeds,
        implementation,
    )
    if asked.target and asked.target >= asked.guessing:
        raise UsageError(
            f"target: got {asked.target:g}, expected less than {asked.guessing:.2g}, "
            "the loss of guessing"
        )
    return asked


def _of_task(options: Options) -> OwnTask:
    name = options.task or ""
    if name not in TASKS:
        raise UsageError(f"task: got {name!r}, known are {', '.join(TASKS)}")
    budget = Budget(options.iterations, options.iterations)
    return OwnTask(**{**vars(TASKS[name]), "budget": budget})


def _of_data(options: Options) -> tuple[OwnTask, Examples]:
    read = table(options.data)
    if options.label is None:
        raise UsageError(f"label: name the column of the classes: {some(read.columns.tolist())}")
    own = examples(read, options.label, options.drop)
    n_features, n = own.x.shape
    most = int(TRAINED_SHARE * n)
    if options.m and options.m > most:
        raise UsageError(f"m: got {options.m}, expected at most {most}, {TRAINED_SHARE:.0%} of all")
    n_outputs = own.y.shape[0]
    return OwnTask(
        name=str(options.data) if isinstance(options.data, str | Path) else "data",
        n_features=n_features,
        n_outputs=n_outputs,
        output="sigmoid_cross_entropy" if n_outputs == 1 else "softmax_cross_entropy",
        m=options.m or min(MOST_TRAINED, most),
        draw=own.draw,
        headline_target=0.0,
        budget=Budget(options.iterations, options.iterations),
    ), own


def _arms(names: Sequence[str]) -> tuple[Arm, ...]:
    """Each activation from its own textbook initialisation."""
    unknown = [name for name in names if name not in ACTIVATIONS]
    if unknown or not names:
        raise UsageError(f"arms: got {list(names)}, known are {', '.join(ACTIVATIONS)}")
    return tuple(Arm(name, name, ACTIVATIONS[name].start) for name in dict.fromkeys(names))


def _implementation(name: str) -> str:
    """Of the seconds."""
    try:
        missing = load(name).missing
    except LookupError as error:
        raise UsageError(str(error)) from None
    if missing:
        raise UsageError(f"{name} needs {', '.join(missing)}, which is not installed")
    return name
