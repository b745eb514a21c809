"""C3: dead units are found where they are, and the judge gives each verdict its due."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from propbench.bench.claims.c03_leaky import CLAIM, dying, slopes
from propbench.bench.claims.c03_leaky.registration import slope_races, unstressed_races
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Factors, Question
from propbench.bench.claims.referee.words import Word
from propbench.bench.claims.runs.running import observed
from propbench.bench.claims.shared.stress import StressSetting, born_dead, stress
from propbench.bench.results import Observation
from propbench.bench.training.arms import LEAKY_RELU, RELU
from propbench.bench.training.races import Finish
from propbench.bench.training.runs import Candidate
from tests.bench.claims.finished import Times, finish, in_place_of

AROUND = (90, 95, 100, 105, 110) * 4


def times(factor: float) -> Times:
    return [round(factor * time) for time in AROUND]


def asked(name: str, evidence: Evidence) -> Question:
    return next(question for question in CLAIM.judge(evidence) if question.id == name)


def test_a_bias_far_below_zero_kills_relu_and_not_leaky_relu() -> None:
    """With every z negative nothing of ReLU's hidden layer can learn; leaky ReLU still does."""
    setting = StressSetting("xor", (8,), 60, bias=-50.0)
    runs = [(1.0, seed) for seed in range(3)]
    assert stress(setting, RELU, runs).dead.tolist() == [1, 1, 1]
    assert stress(setting, LEAKY_RELU, runs).dead.tolist() == [0, 0, 0]
    assert born_dead(setting, RELU, range(3)) == 1
    assert born_dead(setting, LEAKY_RELU, range(3)) == 0


def test_without_stress_hardly_a_unit_is_dead_and_most_runs_arrive() -> None:
    setting = StressSetting("xor", (16,), 400)
    found = stress(setting, RELU, [(1.0, seed) for seed in range(3)])
    assert found.dead.max() < 0.2
    assert np.median(found.iterations) < 400
    assert not found.diverged.any()


def test_deeper_and_thinner_networks_are_born_dead_more_often() -> None:
    shares = [
        born_dead(StressSetting("xor", (2,) * depth, 0), RELU, range(100)) for depth in (1, 4, 16)
    ]
    assert shares == sorted(shares)
    assert shares[-1] > 0.5


def test_prelu_is_put_under_stress_by_the_code_of_variants() -> None:
    found = stress(StressSetting("xor", (4,), 40), slopes.PRELU, [(0.5, 0), (0.5, 1)])
    assert found.iterations.shape == found.dead.shape == (2,)


@pytest.mark.parametrize(
    ("factor", "word"), [(2.0, "true"), (1.0, "about the same"), (0.4, "false")]
)
def test_a_good_start_is_judged_by_relu_over_leaky_relu(factor: float, word: Word) -> None:
    ended = finish({RELU: times(factor), LEAKY_RELU: AROUND})
    finishes = {race: in_place_of(race, ended) for race in unstressed_races()}
    good_start = asked("good start", Evidence(finishes))
    assert good_start.word == word
    assert len(good_start.estimates) == 3


def _stressed(stress: str, quantity: str, relu: float, leaky: float) -> Iterator[Observation]:
    """Of three tasks and two conditions of one kind of stress; shares as given."""
    place = {"stress": stress, "bias": "0", "depth": "1", "width": "4"}
    for task, at in (("xor", "3"), ("xor", "10"), ("moons", "3"), ("digits_even", "3")):
        for arm, share in ((RELU, relu), (LEAKY_RELU, leaky)):
            for seed in range(60):
                where: Factors = {**place, "task": task, "at": at, "arm": arm.name, "seed": seed}
                value = float(seed < 60 * share) if quantity == dying.ARRIVED else share
                yield Observation(claim="C3", quantity=quantity, factors={**where}, value=value)


@pytest.mark.parametrize(
    ("relu", "leaky", "word"),
    [(0.3, 0.8, "true"), (0.6, 0.6, "about the same"), (0.9, 0.4, "false")],
)
def test_under_stress_the_shares_that_arrive_are_compared(
    relu: float, leaky: float, word: Word
) -> None:
    question = asked("stress", Evidence({}, tuple(_stressed("thin", dying.ARRIVED, relu, leaky))))
    assert question.word == word
    assert len(question.comparisons) == 3


def test_where_nobody_arrives_there_is_nothing_to_compare_and_where_one_arm_does_there_is() -> None:
    nobody = asked("stress", Evidence({}, tuple(_stressed("thin", dying.ARRIVED, 0, 0))))
    assert nobody.word == "cannot tell"
    leaky = asked("stress", Evidence({}, tuple(_stressed("thin", dying.ARRIVED, 0, 0.5))))
    assert leaky.word == "true"


def test_dead_units_are_a_question_of_their_own() -> None:
    """A leak may keep units alive and save no run."""
    alive = _stressed("thin", dying.ALIVE, 0.2, 1.0)
    arrived = _stressed("thin", dying.ARRIVED, 0.6, 0.6)
    evidence = Evidence({}, (*alive, *arrived))
    assert asked("units", evidence).word == "true"
    assert asked("stress", evidence).word == "about the same"
    (row, *_) = asked("units", evidence).series
    assert row["value"] == pytest.approx(0.2)


def test_each_kind_of_stress_is_an_estimate() -> None:
    observations = (
        *_stressed("thin", dying.ARRIVED, 0.2, 1),
        *_stressed("bias", dying.ARRIVED, 0.9, 0.3),
    )
    question = asked("stress", Evidence({}, observations))
    assert question.word == "true when"
    assert question.holds_at == ("thin",)


def _slope_race(best: float, fixed: float = 1.0) -> Finish:
    arms = {arm: times(4) for arm in slopes.ARMS}
    arms[LEAKY_RELU], arms[slopes.SLOPES[4]], arms[RELU] = times(fixed), times(best), times(2)
    return finish(arms)


@pytest.mark.parametrize(("best", "word"), [(0.5, "true"), (1.0, "about the same")])
def test_changing_the_slope_pays_when_the_best_is_faster(best: float, word: Word) -> None:
    finishes = {race: in_place_of(race, _slope_race(best)) for race in slope_races()}
    question = asked("slope", Evidence(finishes))
    assert question.word == word
    assert len(question.series) == len(slopes.ARMS) * len(finishes)


def test_the_best_slope_is_chosen_by_tuning_runs_and_reported_by_its_own() -> None:
    """An arm that is faster in its reported runs alone is not the best."""
    ended = _slope_race(0.5)
    lucky, chosen = slopes.SLOPES[5], slopes.SLOPES[4]
    entrant = ended.entrants[lucky.name]
    fast = ended.entrants[chosen.name]
    start: Candidate = entrant.chosen
    seeming = replace(fast, arm=lucky, tuned={start: entrant.tuned[start]})
    entrants = {**ended.entrants, lucky.name: seeming}
    assert slopes.best(replace(ended, entrants=entrants)) == chosen


def test_the_slopes_run_from_relu_to_a_linear_network() -> None:
    assert slopes.SLOPES[0] is RELU
    assert slopes.SLOPES[-1].slope == 1
    assert [arm.slope for arm in slopes.SLOPES[1:]] == sorted(
        arm.slope for arm in slopes.SLOPES[1:]
    )


def test_that_nobody_tries_is_false_so_that_the_whole_claim_is() -> None:
    questions = {question.id: question for question in CLAIM.judge(Evidence({}))}
    assert questions["nobody"].word == "false"
    assert CLAIM.formula(questions) == "false"
    others = {question.word for name, question in questions.items() if name != "nobody"}
    assert others == {"not measured"}


def test_smaller_profiles_are_part_of_the_full_one() -> None:
    full = set(CLAIM.races("full"))
    assert set(CLAIM.races("quick")) <= set(CLAIM.races("standard")) <= full
    assert set(dying.CONDITIONS[:1]) < set(dying.CONDITIONS)


def test_the_quick_profile_runs() -> None:
    evidence = Evidence({}, tuple(observed(CLAIM, CLAIM.measure("quick"))))
    assert len(asked("stress", evidence).comparisons) == 1
    assert len(asked("units", evidence).comparisons) == 1
