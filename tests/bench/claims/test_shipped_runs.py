"""The referee refereed by real runs: those that are shipped hold what must hold of any."""

from collections.abc import Mapping

import numpy as np
import pytest

from propbench.bench.claims import all_claims, c03_leaky, reference
from propbench.bench.claims.comparing import compare, headline
from propbench.bench.claims.experiments import slopes
from propbench.bench.claims.fields import plane
from propbench.bench.convergence.arms import RELU
from propbench.bench.convergence.execution import finished
from propbench.bench.convergence.races import Finish, Race
from propbench.bench.convergence.rulesets import R1
from propbench.bench.convergence.targets import first_arrival
from propbench.bench.convergence.training import initial_parameters, network_of
from propbench.bench.convergence.trials import Outcome, Trial
from propbench.impls import load

FEW_SEEDS = range(3)


@pytest.fixture(scope="module")
def training() -> Mapping[Trial, Outcome]:
    shipped = reference.load(all_claims())
    if not shipped.training:
        pytest.skip("; ".join(shipped.stale))
    return shipped.training


@pytest.fixture(scope="module")
def sloping(training: Mapping[Trial, Outcome]) -> dict[Race, Finish]:
    races = [race for race in c03_leaky.races("full") if set(slopes.ARMS) == set(race.arms)]
    return finished(races, training)


def test_leaky_relu_tuned_over_slopes_that_include_0_does_not_lose_to_relu(
    sloping: dict[Race, Finish],
) -> None:
    assert sloping
    assert RELU in slopes.SLOPES
    families = map(slopes.tuned_over_slopes, sloping.values())
    found = [compare(one, RELU.name, slopes.BEST, {}).finding for one in families]
    assert "contradicts" not in found


@pytest.mark.parametrize("name", ["python_builtins", "numpy_vectorized", "numba_loops"])
def test_iterations_to_the_target_agree_across_implementations(
    name: str, training: Mapping[Trial, Outcome]
) -> None:
    race = plane("xor", 1, R1)
    finish = finished([race], training)[race]
    place, entrant = headline(finish), finish.entrants[RELU.name]
    trials = race.reporting(RELU, entrant.chosen)
    assert [_iterations(name, trials[seed], place) for seed in FEW_SEEDS] == [
        training[trials[seed]].arrivals[place] for seed in FEW_SEEDS
    ]


def _iterations(name: str, trial: Trial, place: int) -> int | None:
    """Training steps that an implementation takes to the target, one after the other."""
    implementation, (x, y) = load(name), trial.task_of.data(trial.seed)
    dense = implementation.dense
    state = implementation.prepare(network_of(trial), initial_parameters(trial), x, y)
    losses: list[float] = []
    target = trial.task_of.targets[place]
    for _ in range(trial.max_iterations):
        state = dense.forward(state)
        losses.append(float(dense.loss(state)))
        if len(losses) > 1 and max(losses[-2:]) <= target:
            break
        state = dense.train_step(state, trial.start.learning_rate)
    return first_arrival(np.array(losses), target)
