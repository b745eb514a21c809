"""One training run: what identifies it, and what came of it. Nothing says who asks for it."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import AliasChoices, Field

from propbench.bench.training.arms import Arm
from propbench.bench.training.tasks import TASKS, Task


@dataclass(frozen=True)
class Candidate:
    """A point of the space that is searched: a learning rate and an initialisation."""

    learning_rate: float
    initialisation: str


@dataclass(frozen=True)
class TrainingRun:
    """`hidden` sizes; a seed fixes data and initial draw, which arms of one seed share.

    The run ends early at the last of the task's first `n_targets` targets.
    """

    task: str
    hidden: tuple[int, ...]
    arm: Arm
    # Runs that were stored before candidates had their name say "start".
    candidate: Annotated[Candidate, Field(validation_alias=AliasChoices("candidate", "start"))]
    seed: int
    max_iterations: int
    n_targets: int

    @property
    def task_of(self) -> Task:
        return TASKS[self.task]

    @property
    def output(self) -> str:
        return self.arm.output or self.task_of.output


@dataclass(frozen=True)
class Outcome:
    """What a run did.

    `arrivals` has the iterations to each target that the run was for, None where not reached.
    `diverged` is a failure of its own, beside being too slow. `curve` has mean training losses at
    the iterations of `curve_points`.
    """

    arrivals: tuple[int | None, ...]
    diverged: bool
    last_loss: float
    curve: tuple[float, ...] = ()
