"""The referee refereed by real runs: those that are shipped hold what must hold of any."""

import numpy as np
import pytest

from propbench.bench.claims import all_claims
from propbench.bench.claims.referee.comparing import headline
from propbench.bench.claims.runs import reference
from propbench.bench.claims.shared import settings
from propbench.bench.training.arms import RELU
from propbench.bench.training.engine import initial_parameters, network_of
from propbench.bench.training.execution import finished
from propbench.bench.training.known import KnownRuns
from propbench.bench.training.parameters import handed_over
from propbench.bench.training.rulesets import R1
from propbench.bench.training.runs import TrainingRun
from propbench.bench.training.targets import first_arrival
from propbench.impls import load

FEW_SEEDS = range(3)


@pytest.fixture(scope="module")
def training() -> KnownRuns:
    return reference.load(all_claims()).training


def test_nothing_that_is_shipped_is_stale_in_the_tree_that_ships_it() -> None:
    shipped = reference.load(all_claims())
    assert shipped.training
    assert shipped.observations
    assert shipped.stale == ()


@pytest.mark.parametrize("name", ["python_builtins", "numpy_vectorized", "numba_loops"])
def test_iterations_to_the_target_agree_across_implementations(
    name: str, training: KnownRuns
) -> None:
    race = settings.race("xor", 1, R1)
    finish = finished([race], training)[race]
    place, entrant = headline(finish), finish.entrants[RELU.name]
    (entry,) = (entry for entry in race.entries if entry.arm == RELU)
    runs = entry.reporting(entrant.chosen).runs
    assert [_iterations(name, runs[seed], place) for seed in FEW_SEEDS] == [
        training[runs[seed]].arrivals[place] for seed in FEW_SEEDS
    ]


def _iterations(name: str, run: TrainingRun, place: int) -> int | None:
    """Training steps that an implementation takes to the target, one after the other."""
    implementation, (x, y) = load(name), run.task_of.data(run.seed)
    dense = implementation.dense
    state = implementation.prepare(network_of(run), handed_over(initial_parameters(run)), x, y)
    losses: list[float] = []
    target = run.task_of.targets[place]
    for _ in range(run.max_iterations):
        state = dense.forward(state)
        losses.append(float(dense.loss(state)))
        if len(losses) > 1 and max(losses[-2:]) <= target:
            break
        state = dense.train_step(state, run.candidate.learning_rate)
    return first_arrival(np.array(losses), target)
