"""A study is fair between arms, follows from its seeds alone, and can be taken up again."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace

import numpy as np
import pytest

from bench import grid, problems
from bench.convergence.arms import ACTIVATION_ARMS, Arm
from bench.convergence.execution import run
from bench.convergence.study import Budget, Study, plan
from bench.convergence.training import DTYPE, IMPLEMENTATION, Trial, networks_per_call, train
from bench.convergence.tuning import Grid, outcome
from bench.results import TrainingRecord
from impls import load
from impls.contract import Network

RELU = Arm("relu", "relu", "he")
BUDGET = Budget("shallow", Grid(-1, 1, 1), n_tuning=2, n_reporting=3, max_iterations=40)
PROFILES = tuple(grid.PROFILES)


def _study(arms: Sequence[Arm] = ACTIVATION_ARMS, budget: Budget = BUDGET) -> Study:
    return Study("test", "C1", "R1", tuple(arms), 60, (budget,))


def _records(
    study: Study, jobs: int = 1, done: Sequence[TrainingRecord] = ()
) -> list[TrainingRecord]:
    records: list[TrainingRecord] = []
    run(study, records.append, jobs, done=done)
    return records


def _trial(arm: Arm, learning_rate: float) -> Trial:
    budget = replace(BUDGET, n_reporting=1, max_iterations=400)
    ((trial,),) = _study([arm]).batches(budget, "reporting", {arm: (learning_rate,)})
    return trial


@pytest.fixture(scope="module")
def records() -> list[TrainingRecord]:
    return _records(_study())


def _of(records: Sequence[TrainingRecord], role: str, arm: str) -> list[TrainingRecord]:
    return [record for record in records if (record.role, record.arm) == (role, arm)]


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_of_the_grid_has_a_study_with_a_predicted_cost(profile: str) -> None:
    study = plan(profile)
    assert study.profile == profile
    assert 0 < study.predicted_s(jobs=2) < study.predicted_s(jobs=1)


def test_an_unknown_profile_is_refused_by_name() -> None:
    with pytest.raises(LookupError, match="no profile 'huge': there are quick"):
        plan("huge")


@pytest.mark.parametrize("profile", PROFILES)
def test_tuning_and_reporting_seeds_are_disjoint(profile: str) -> None:
    for budget in plan(profile).budgets:
        assert not set(budget.seeds("tuning")) & set(budget.seeds("reporting"))
        assert len(budget.seeds("reporting")) >= 10


def test_every_arm_gets_the_same_learning_rates_seeds_and_iterations(
    records: list[TrainingRecord],
) -> None:
    spent = {
        arm.name: Counter(
            (record.learning_rate, record.seed, record.max_iterations)
            for record in _of(records, "tuning", arm.name)
        )
        for arm in ACTIVATION_ARMS
    }
    assert all(counts == spent["relu"] for counts in spent.values())
    assert max(spent["relu"].values()) == 1


def test_reporting_seeds_are_paired_and_each_arm_reports_at_one_learning_rate(
    records: list[TrainingRecord],
) -> None:
    for arm in ACTIVATION_ARMS:
        reported = _of(records, "reporting", arm.name)
        assert [record.seed for record in reported] == [0, 1, 2]
        assert len({record.learning_rate for record in reported}) == 1


def test_arms_of_one_seed_start_from_the_same_draw() -> None:
    sigmoid, relu = (
        problems.initial_parameters(Network((64, 32, 1), arm.activation), arm.initialisation, 7)
        for arm in (ACTIVATION_ARMS[0], RELU)
    )
    for first, second in zip(sigmoid.w, relu.w, strict=True):
        assert np.ptp(first / second) < 1e-12


def test_one_core_and_two_give_the_same_records_in_the_same_order(
    records: list[TrainingRecord],
) -> None:
    assert _records(_study(), jobs=2) == records


def test_a_study_taken_up_again_adds_only_what_is_missing(records: list[TrainingRecord]) -> None:
    # An odd number, so that the interruption splits a batch.
    for n in (7, len(records)):
        assert _records(_study(), done=records[:n]) == records[n:]


def test_progress_rises_to_one() -> None:
    shares: list[float] = []
    run(_study([RELU]), lambda _: None, jobs=1, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_the_same_arm_twice_takes_the_same_iterations() -> None:
    records = _records(_study([RELU, replace(RELU, name="again")]))
    for role in ("tuning", "reporting"):
        first, second = (_of(records, role, name) for name in ("relu", "again"))
        assert [r.losses for r in first] == [r.losses for r in second]
        assert [r.targets for r in first] == [r.targets for r in second]


@pytest.mark.parametrize("arm", ACTIVATION_ARMS, ids=lambda arm: arm.name)
def test_a_learning_rate_cut_tenfold_is_found_slower(arm: Arm) -> None:
    fast, slow = (train((_trial(arm, rate),))[0] for rate in (1.0, 0.1))
    assert outcome(fast, 0.2).reached
    assert outcome(slow, 0.2).iterations > 3 * outcome(fast, 0.2).iterations


def test_a_grid_with_its_best_at_the_edge_grows_for_every_arm() -> None:
    budget = Budget("shallow", Grid(-3, -2, 1), n_tuning=1, n_reporting=1, max_iterations=30)
    records = _records(_study(budget=budget))
    for arm in ACTIVATION_ARMS:
        tried = [record.learning_rate for record in _of(records, "tuning", arm.name)]
        assert tried == [0.001, 0.01, 0.1, 1.0]


def test_a_censored_run_and_a_diverged_one_are_told_apart() -> None:
    slow, wild = (train((_trial(RELU, rate),))[0] for rate in (1e-4, 1e3))
    assert not slow.diverged
    assert len(slow.losses) == slow.max_iterations
    assert wild.diverged
    assert len(wild.losses) < wild.max_iterations
    for record in (slow, wild):
        assert all(not target.reached for target in record.targets if target.target < 0.5)
        assert all(target.iterations == 400 for target in record.targets if not target.reached)


def test_networks_trained_side_by_side_equal_networks_trained_alone() -> None:
    trials = [_trial(RELU, rate) for rate in (0.1, 1e3, 1.0, 0.5)]
    together = train(tuple(trials))
    assert together == [record for trial in trials for record in train((trial,))]
    assert len({len(record.losses) for record in together}) == 4


@pytest.mark.parametrize("arm", ACTIVATION_ARMS, ids=lambda arm: arm.name)
def test_training_equals_stepping_the_implementation_one_by_one(arm: Arm) -> None:
    trial = _trial(arm, 0.5)
    record = train((trial,))[0]
    network = Network(grid.NETWORKS["shallow"].sizes, arm.activation)
    parameters = problems.initial_parameters(network, arm.initialisation, trial.seed, DTYPE)
    x, y = problems.dataset("digits_even", trial.m, trial.seed, DTYPE)
    implementation = load(IMPLEMENTATION)
    state = implementation.prepare(network, parameters, x, y)
    for recorded in itertools.islice(record.losses, 30):
        state = implementation.dense.forward(state)
        assert recorded == pytest.approx(implementation.dense.loss(state), rel=1e-5)
        state = implementation.dense.update(implementation.dense.backward(state), 0.5)


def test_a_trial_is_its_record_without_the_outcomes() -> None:
    trial = _trial(RELU, 1.0)
    record = train((trial,))[0]
    assert Trial.of(record) == trial
    assert set(record.model_dump()) - set(asdict(trial)) == {"diverged", "losses", "targets"}


def test_larger_networks_are_trained_fewer_at_a_time_but_never_none() -> None:
    assert networks_per_call("shallow", 1_000) > networks_per_call("deep", 1_000) >= 1
    assert networks_per_call("deep", 1_000_000) == 1
