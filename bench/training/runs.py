"""One training run: what identifies it, and what came of it. Nothing says who asks for it."""

from dataclasses import dataclass

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

    The run ends early at the hardest target that it is for: the last of the task's where it is for
    `all_targets`, the headline's where it is not.
    """

    task: str
    hidden: tuple[int, ...]
    arm: Arm
    candidate: Candidate
    seed: int
    max_iterations: int
    all_targets: bool

    @property
    def task_of(self) -> Task:
        return TASKS[self.task]

    @property
    def output(self) -> str:
        return self.arm.output or self.task_of.output

    @property
    def targets(self) -> tuple[float, ...]:
        """Losses that the run is for, in falling order."""
        task = self.task_of
        return task.targets if self.all_targets else (task.headline_target,)


@dataclass(frozen=True)
class Outcome:
    """What a run did.

    `arrivals` has the iterations to each target that the run was for, None where not reached.
    `diverged` is a failure of its own, beside being too slow, and so is `guessing`: a loss that is
    still what it is without looking at the examples. `last_loss` has three digits. `curve` has mean
    training losses at the iterations of `curve_points`, of runs that were for all targets.
    """

    arrivals: tuple[int | None, ...]
    diverged: bool
    last_loss: float
    curve: tuple[float, ...] = ()
    guessing: bool = False

    @property
    def arrived(self) -> bool:
        """Whether the run met the hardest target that it was for."""
        return self.arrivals[-1] is not None
