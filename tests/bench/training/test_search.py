"""Tuning by racing: few seeds and low caps for all, many seeds for those near the best."""

import math
from collections import Counter

import pytest

from propbench.bench.training.arms import RELU, SIGMOID
from propbench.bench.training.races import Race
from propbench.bench.training.rulesets import R1, R2
from propbench.bench.training.runs import TrainingRun
from propbench.bench.training.seeds import N_LOOK, N_TUNING
from tests.bench.training.worlds import World, valley

RACE = Race("xor", (8,), (RELU,), R1)
BUDGET = RACE.max_iterations


def _never(_: TrainingRun) -> float:
    return math.inf


def _tuning(world: World) -> list[TrainingRun]:
    return [run for run in world.asked if not run.all_targets]


def test_the_best_rate_is_found_and_is_inside_the_grid() -> None:
    entrant = World(valley(3.16, 40)).entrant(RACE)
    assert entrant.chosen.learning_rate == 3.16
    assert entrant.is_inside


@pytest.mark.parametrize("lowest", [2, 10, 40, 300, 900])
def test_a_first_look_ends_at_a_multiple_of_the_best_median(lowest: int) -> None:
    world = World(valley(3.16, lowest))
    world.entrant(RACE)
    look = max(run.max_iterations for run in _tuning(world) if run.candidate.learning_rate == 0.1)
    median = 1.04 * lowest
    assert look >= min(BUDGET, 4 * int(median))
    assert look <= max(128, 16 * median)


def test_what_has_arrived_at_a_cap_is_not_run_again_and_a_higher_cap_goes_on() -> None:
    world = World(valley(3.16, 100))
    world.entrant(RACE)
    caps: dict[tuple[object, int], list[int]] = {}
    for run in _tuning(world):
        caps.setdefault((run.candidate, run.seed), []).append(run.max_iterations)
    for (candidate, seed), own in caps.items():
        assert own == sorted(set(own))
        run = TrainingRun("xor", (8,), RELU, candidate, seed, BUDGET, False)  # type: ignore[arg-type]
        assert all(cap - 1 <= world.arrival(run) for cap in own[:-1])


def test_candidates_near_the_best_get_all_tuning_seeds_and_the_others_a_first_look() -> None:
    entrant = World(valley(3.16, 40)).entrant(RACE)
    n = {candidate.learning_rate: len(runs) for candidate, runs in entrant.tuned.items()}
    # A quarter of a decade is a factor 3.2 in this valley, and more than 2 is not near.
    assert n.pop(3.16) == N_TUNING
    assert set(n.values()) == {N_LOOK}
    gentle = World(valley(3.16, 40, slope=0.5)).entrant(RACE)
    near = {each.learning_rate for each, runs in gentle.tuned.items() if len(runs) == N_TUNING}
    assert near == {1.0, 1.78, 3.16, 5.62, 10.0}


@pytest.mark.parametrize(("best", "rates"), [(100.0, (0.1, 316.0)), (0.01, (0.001, 31.6))])
def test_the_grid_grows_until_the_best_is_inside(best: float, rates: tuple[float, float]) -> None:
    entrant = World(valley(best, 10, slope=0.7)).entrant(RACE)
    assert entrant.chosen.learning_rate == best
    assert entrant.is_inside
    tried = [candidate.learning_rate for candidate in entrant.tuned]
    assert (tried[0], tried[-1]) == rates


def test_a_best_rate_beyond_all_extensions_is_reported_at_the_edge() -> None:
    entrant = World(valley(1e9, 1, slope=0.2)).entrant(RACE)
    assert not entrant.is_inside
    assert entrant.chosen.learning_rate == max(c.learning_rate for c in entrant.tuned)


def test_only_the_initialisation_with_the_best_rate_at_its_edge_is_extended() -> None:
    def arrival(run: TrainingRun) -> float:
        best = 100.0 if run.candidate.initialisation == "he" else 1.0
        return valley(best, 2 if best > 1 else 30)(run)

    entrant = World(arrival).entrant(Race("xor", (8,), (RELU,), R2))
    assert (entrant.chosen.initialisation, entrant.chosen.learning_rate) == ("he", 100.0)
    n = Counter(candidate.initialisation for candidate in entrant.tuned)
    assert n.pop("he") > 11
    assert set(n.values()) == {11}


def test_a_rate_at_the_edge_of_a_cliff_that_fails_one_run_in_five_is_not_chosen() -> None:
    def arrival(run: TrainingRun) -> float:
        if run.candidate.learning_rate > 3.16:
            return math.inf
        fails = run.candidate.learning_rate == 3.16 and run.seed % 5 == 3 and run.seed > 4_004
        return math.inf if fails else valley(3.16, 14, slope=0.4)(run)

    entrant = World(arrival).entrant(RACE)
    assert entrant.chosen.learning_rate == 1.78
    assert entrant.reached(6) == len(entrant.outcomes)


def test_a_rate_that_is_fast_in_six_runs_of_ten_and_loses_the_others_is_not_chosen() -> None:
    def arrival(run: TrainingRun) -> float:
        if run.candidate.learning_rate > 10:
            return 8.0 if run.seed * 37 % 100 < 60 else math.inf
        return valley(3.16, 60)(run)

    entrant = World(arrival).entrant(RACE)
    assert entrant.chosen.learning_rate == 3.16


def test_an_incumbent_that_more_seeds_show_to_fail_gives_way_to_a_slower_sure_one() -> None:
    def arrival(run: TrainingRun) -> float:
        if run.candidate.learning_rate == 10:
            return 8.0 if run.seed < 4_005 or run.seed % 2 else math.inf
        return valley(1.0, 100)(run)

    entrant = World(arrival).entrant(RACE)
    assert entrant.chosen.learning_rate == 1.0
    assert entrant.reached(6) == len(entrant.outcomes)


def test_where_no_rate_brings_half_of_the_runs_home_the_surest_is_chosen() -> None:
    def arrival(run: TrainingRun) -> float:
        share = {1.0: 40, 1.78: 20}.get(run.candidate.learning_rate, 0)
        return 500.0 if run.seed * 37 % 100 < share else math.inf

    entrant = World(arrival).entrant(RACE)
    assert entrant.chosen.learning_rate == 1.0
    assert 0 < entrant.reached(6) < len(entrant.outcomes) / 2


def test_where_nobody_arrives_no_more_seeds_are_spent_and_the_lowest_loss_is_reported() -> None:
    world = World(_never)
    entrant = world.entrant(RACE)
    assert {len(runs) for runs in entrant.tuned.values()} == {N_LOOK}
    assert max(run.max_iterations for run in _tuning(world)) == BUDGET
    assert len(entrant.tuned) == 11
    assert entrant.reached(0) == 0
    assert entrant.guessing == 0


def test_who_is_still_guessing_at_two_thousand_iterations_is_not_run_on() -> None:
    world = World(_never, guessing=True)
    assert BUDGET > 2_048
    entrant = world.entrant(RACE)
    assert max(run.max_iterations for run in _tuning(world)) == 2_048
    assert entrant.guessing == len(entrant.outcomes)


def test_sigmoid_and_relu_are_looked_at_on_the_same_seeds() -> None:
    worlds = {arm: World(valley(3.16, 40)) for arm in (RELU, SIGMOID)}
    seeds = []
    for arm, world in worlds.items():
        world.entrant(Race("xor", (8,), (arm,), R1))
        seeds.append([(run.candidate.learning_rate, run.seed) for run in world.asked])
    assert seeds[0] == seeds[1]
