"""What training takes, roughly: so that the longest batch is begun first, and for plans."""

from collections.abc import Iterable
from itertools import pairwise

from propbench.bench.training.runs import TrainingRun
from propbench.bench.training.tasks import Task

# As seen on one core of a small cloud machine: seconds for each multiply-add and element of a step,
# and the share of its iterations that a run takes before it ends, on average.
_MULTIPLY_ADD_S, _ELEMENT_S = 0.1e-9, 10e-9
_SHARE_USED = 0.4


def step_s(task: Task, hidden: tuple[int, ...]) -> float:
    """Seconds of one network's step."""
    sizes = task.sizes(hidden)
    weights = sum(n_in * n_out for n_in, n_out in pairwise(sizes))
    # Three products a layer, and some passes over the elements.
    return task.m * (3 * weights * _MULTIPLY_ADD_S + sum(sizes[1:]) * _ELEMENT_S)


def batch_s(runs: Iterable[TrainingRun]) -> float:
    """Seconds of these runs on one core."""
    return sum(step_s(run.task_of, run.hidden) * run.max_iterations * _SHARE_USED for run in runs)
