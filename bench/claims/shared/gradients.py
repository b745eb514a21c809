"""Norms of the gradients of a network's layers at its first step."""

import numpy as np

from propbench.bench.training.arms import Arm
from propbench.bench.training.engine import initial_parameters, network_of
from propbench.bench.training.runs import Candidate, TrainingRun
from propbench.bench.training.variants import health

SEEDS = range(5)


def layer_norms(task: str, hidden: tuple[int, ...], arm: Arm) -> tuple[float, ...]:
    """Euclidean norm of dw of each layer, from the arm's own rule: the mean over SEEDS."""
    norms = []
    for seed in SEEDS:
        trial = TrainingRun(task, hidden, arm, Candidate(1.0, arm.initialisation), seed, 1, True)
        x, y = trial.task_of.data(seed)
        (found,) = health(network_of(trial), [initial_parameters(trial)], x, y, trial.arm.variant)
        norms.append(found.gradient_norms)
    return tuple(float(norm) for norm in np.mean(norms, axis=0))
