"""A race is fair between arms, follows from its seeds alone, and can be taken up again."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from propbench.bench import initialisation
from propbench.bench.training.arms import ACTIVATION_ARMS, LEAKY_RELU, RELU, SIGMOID, Arm
from propbench.bench.training.engine import batches, initial_parameters, network_of, train
from propbench.bench.training.execution import carry_out, finished
from propbench.bench.training.known import KnownRuns
from propbench.bench.training.parameters import handed_over
from propbench.bench.training.races import Finish, Race
from propbench.bench.training.rulesets import R0, R1, RULESETS, Grid, Ruleset, candidates
from propbench.bench.training.runs import Candidate, Outcome, TrainingRun
from propbench.bench.training.seeds import N_LOOK, N_TUNING
from propbench.bench.training.targets import curve_points
from propbench.bench.training.tasks import TASKS, Budget
from propbench.bench.training.variants.variant import Variant
from propbench.impls import load
from propbench.impls.contract import Network

RULES = Ruleset("test", Grid(-1, 1, 1))
RACE = Race("parity3", (8,), (SIGMOID, RELU), RULES)
Known = dict[TrainingRun, Outcome]


@pytest.fixture(scope="module", autouse=True)
def small_budget() -> Iterator[None]:
    """Few iterations, so that real runs take no time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(TASKS, "parity3", replace(TASKS["parity3"], budget=Budget(80, 80)))
        yield


def carried_out(race: Race, jobs: int = 1, known: Known | None = None) -> tuple[Finish, Known]:
    written: Known = {}
    (finish,) = carry_out(
        [race],
        KnownRuns(known),
        lambda batch, outcomes, _: written.update(zip(batch, outcomes, strict=True)),
        jobs,
    )
    return finish, written


@pytest.fixture(scope="module")
def carried() -> tuple[Finish, Known]:
    return carried_out(RACE)


def _run(arm: Arm, rate: float, seed: int = 0, budget: int = 400) -> TrainingRun:
    return TrainingRun("xor", (8,), arm, Candidate(rate, arm.initialisation), seed, budget, True)


@pytest.mark.parametrize("ruleset", RULESETS, ids=lambda ruleset: ruleset.name)
def test_every_arm_has_as_many_candidates_to_choose_from(ruleset: Ruleset) -> None:
    counts = {
        sum(len(candidates(rule, ruleset.grid)) for rule in ruleset.rules(arm))
        for arm in ACTIVATION_ARMS
    }
    assert len(counts) == 1


def test_every_arm_is_reported_on_the_same_fresh_seeds(carried: tuple[Finish, Known]) -> None:
    finish, _ = carried
    assert not set(RACE.tuning_seeds) & set(RACE.reporting_seeds)
    for entrant in finish.entrants.values():
        assert {len(outcomes) for outcomes in entrant.tuned.values()} <= {N_LOOK, N_TUNING}
        assert len(entrant.outcomes) == len(RACE.reporting_seeds) == 100
        assert entrant.times(6).shape == (100,)
        assert entrant.chosen in entrant.tuned


def test_arms_that_are_alike_are_reported_on_more_seeds_of_which_the_first_are_shared() -> None:
    alone, alike = (Race("xor", (8,), arms, R1) for arms in ((RELU,), (RELU, LEAKY_RELU)))
    assert len(alike.reporting_seeds) == 200
    assert alike.reporting_seeds[:100] == alone.reporting_seeds


def test_what_an_arm_does_does_not_depend_on_who_else_is_raced(
    carried: tuple[Finish, Known],
) -> None:
    alone, written = carried_out(replace(RACE, arms=(RELU,)))
    assert alone.entrants["relu"] == carried[0].entrants["relu"]
    assert written.items() <= carried[1].items()
    _, again = carried_out(replace(RACE, arms=(RELU,)), known=carried[1])
    assert again == {}


def test_the_course_s_ruleset_tunes_nothing_and_has_a_budget_in_rate_times_iterations() -> None:
    assert [R0.budget(task) for task in ("xor", "digits", "cancer")] == [5_000, 1_000, 1_000]
    finish, written = carried_out(replace(RACE, ruleset=R0))
    assert all(run.all_targets for run in written)
    for entrant in finish.entrants.values():
        assert entrant.chosen == Candidate(1.0, "small")
        assert entrant.is_inside
        assert not any(entrant.tuned.values())


def test_arms_of_one_seed_start_from_the_same_draw() -> None:
    network = Network((64, 32, 1))
    glorot, he = (initialisation.parameters(network, rule, 7) for rule in ("glorot", "he"))
    for first, second in zip(glorot.w, he.w, strict=True):
        assert np.ptp(first / second) < 1e-12


def test_one_core_and_two_give_the_same_runs_in_the_same_order(
    carried: tuple[Finish, Known],
) -> None:
    finish, written = carried_out(RACE, jobs=2)
    assert finish == carried[0]
    assert list(written.items()) == list(carried[1].items())


def test_a_race_taken_up_again_adds_only_what_is_missing(carried: tuple[Finish, Known]) -> None:
    everything = list(carried[1].items())
    for n in (7, len(everything)):
        finish, written = carried_out(RACE, known=dict(everything[:n]))
        assert finish == carried[0]
        assert written == dict(everything[n:])


def test_a_finished_race_names_every_run_that_it_asked_for(carried: tuple[Finish, Known]) -> None:
    finish, written = carried
    assert {run for each in finish.asked for run in each.runs} == set(written)
    assert finish.n_runs == len(written)


def test_a_race_is_finished_from_known_runs_or_left_out(carried: tuple[Finish, Known]) -> None:
    finish, written = carried
    assert finished([RACE], KnownRuns(written)) == {RACE: finish}
    assert finished([RACE], KnownRuns(dict(list(written.items())[:-1]))) == {}


def test_the_same_arm_twice_takes_the_same_iterations() -> None:
    again = replace(RELU, name="again")
    finish, _ = carried_out(replace(RACE, arms=(RELU, again)))
    first, second = finish.entrants.values()
    assert first.tuned == second.tuned
    assert first.outcomes == second.outcomes


@pytest.mark.parametrize("arm", ACTIVATION_ARMS, ids=lambda arm: arm.name)
def test_a_learning_rate_cut_tenfold_is_found_slower(arm: Arm) -> None:
    fast, slow = train((_run(arm, 3.0, budget=1_500), _run(arm, 0.3, budget=1_500)))
    assert fast.arrivals[0] is not None
    assert slow.arrivals[0] is None or slow.arrivals[0] > 3 * fast.arrivals[0]


def test_a_censored_run_and_a_diverged_one_are_told_apart() -> None:
    slow, wild = train((_run(RELU, 1e-4), _run(SIGMOID, 1e6)))
    assert not slow.diverged
    assert wild.diverged
    assert set(slow.arrivals) == set(wild.arrivals) == {None}


VARIANT = replace(SIGMOID, name="variant", variant=Variant(scale=4.0, shift=-2.0))


@pytest.mark.parametrize("arm", [RELU, VARIANT], ids=lambda arm: arm.name)
def test_networks_trained_side_by_side_equal_networks_trained_alone(arm: Arm) -> None:
    runs = [_run(arm, rate, seed) for rate, seed in ((0.1, 0), (30.0, 1), (1.0, 0), (0.5, 2))]
    assert train(tuple(runs)) == [one for run in runs for one in train((run,))]


@pytest.mark.parametrize("arm", ACTIVATION_ARMS, ids=lambda arm: arm.name)
def test_training_equals_stepping_an_implementation_one_by_one(arm: Arm) -> None:
    run = _run(arm, 1.0, budget=20)
    (outcome,) = train((run,))
    x, y = run.task_of.data(run.seed)
    implementation = load("numba_fused:serial")
    state = implementation.prepare(network_of(run), handed_over(initial_parameters(run)), x, y)
    losses = []
    for _ in range(20):
        state = implementation.dense.forward(state)
        losses.append(implementation.dense.loss(state))
        state = implementation.dense.update(implementation.dense.backward(state), 1.0)
    assert outcome.last_loss == pytest.approx(losses[-1], rel=5e-3)
    assert outcome.curve == pytest.approx([losses[n] for n in curve_points(20)], rel=5e-4)


def test_batches_hold_networks_of_one_shape_and_no_trial_twice() -> None:
    runs = [_run(arm, rate) for arm, rate in itertools.product(ACTIVATION_ARMS, (0.1, 1.0))]
    made = batches([*runs, *runs], 3)
    assert sorted(map(repr, itertools.chain.from_iterable(made))) == sorted(map(repr, runs))
    assert all(len({run.arm for run in batch}) == 1 for batch in made)
    assert max(map(len, batches(runs, 1))) == 1
