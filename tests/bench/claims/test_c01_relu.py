"""C1: the effect is that of its races, the cause that of arms which restore or cut gradients."""

from collections.abc import Mapping

import pytest

from propbench.bench.claims.c01_relu import CLAIM
from propbench.bench.claims.c01_relu.rescued_arms import NORMALISED, RESCUES, VANISHING
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.judging import judge_one
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.shared.groups import DEPTHS
from propbench.bench.training.arms import RELU, SIGMOID, Arm
from propbench.bench.training.races import Finish, Race
from propbench.bench.training.rulesets import R0
from tests.bench.claims.finished import Times, finish, in_place_of

AROUND = (45, 47, 50, 53, 55) * 4

CAUSAL = [race for race in CLAIM.races("full") if VANISHING in race.arms]
PLAIN = [race for race in CLAIM.races("full") if VANISHING not in race.arms]


def times(factor: float) -> list[int | None]:
    return [round(factor * time) for time in AROUND]


def causal(cut: float, restored: float) -> dict[Race, Finish]:
    """Sigmoid takes eight times as long as ReLU; these are the factors of ReLU with its gradient
    cut, and of sigmoid with its gradient restored."""
    arms: dict[Arm, Times] = {SIGMOID: times(8), RELU: AROUND, VANISHING: times(cut)}
    arms |= dict.fromkeys(RESCUES, times(restored))
    return {race: in_place_of(race, finish(arms, race.task, race.hidden)) for race in CAUSAL}


def plain() -> dict[Race, Finish]:
    """Sigmoid takes eight times as long as ReLU, wherever it is raced."""
    arms: dict[Arm, Times] = {SIGMOID: times(8), RELU: AROUND}
    return {race: in_place_of(race, finish(arms, race.task, race.hidden)) for race in PLAIN}


def question(name: str, finishes: Mapping[Race, Finish]) -> Question:
    return next(part for part in CLAIM.judge(Evidence(finishes)) if part.id == name)


@pytest.mark.parametrize(
    ("cut", "restored", "word"),
    [(10, 1, "true"), (1, 8, "about the same"), (10, 8, "true when"), (1 / 2, 16, "false")],
)
def test_the_cause_is_right_when_cutting_costs_and_restoring_saves(
    cut: float, restored: float, word: str
) -> None:
    cause = question("cause", causal(cut, restored))
    assert cause.word == word
    assert len(cause.estimates) == 4
    assert len(cause.comparisons) == len(CAUSAL) * (1 + len(RESCUES))


def test_the_tests_of_the_cause_are_one_that_cuts_and_one_that_restores() -> None:
    tests = {each.factors["test"] for each in question("cause", causal(10, 1)).comparisons}
    assert {VANISHING.name, NORMALISED.name} <= tests


def test_the_effect_has_an_estimate_for_each_depth_and_what_is_tuned() -> None:
    effect = question("effect", plain())
    assert effect.word == "true"
    assert 3 <= len(effect.estimates) <= 6
    assert {each.name.partition(", ")[0] for each in effect.estimates} == set(DEPTHS)
    for estimate in effect.estimates:
        assert estimate.ratio is not None
        assert estimate.ratio.point == pytest.approx(8, rel=0.02)
        assert estimate.ratio.n >= 8


def test_the_courses_own_rate_is_shown_and_answers_no_question() -> None:
    effect = question("effect", plain())
    shown = [each for each in effect.comparisons if each.factors["ruleset"] == R0.name]
    assert shown
    pooled = sum(len(estimate.tasks) for estimate in effect.estimates)
    assert pooled < len(effect.comparisons)


def test_an_effect_without_its_reason_is_true_but_not_for_that_reason() -> None:
    evidence = Evidence({**plain(), **causal(1, 8)})
    assert judge_one(CLAIM, evidence).word == "true, but not for that reason"


def test_the_sigmoids_gradient_vanishes_layer_by_layer_and_relus_does_not() -> None:
    norms = {
        (seen.factors["arm"], seen.factors["depth"], seen.factors["layer"]): seen.value
        for seen in CLAIM.measure("full")
    }
    first, last = {}, {}
    for arm in (SIGMOID.name, RELU.name):
        first[arm], last[arm] = norms[arm, 8, 1], norms[arm, 8, 9]
    # Each hidden layer divides the sigmoid's gradient by four or more.
    assert first[SIGMOID.name] / last[SIGMOID.name] < 4**-7
    assert first[RELU.name] / last[RELU.name] > 0.1
