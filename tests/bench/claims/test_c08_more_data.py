"""C8's judge says what its curves say, whichever way they went."""

from collections.abc import Sequence

import numpy as np
import pytest

from propbench.bench.claims.c08_more_data import CLAIM
from propbench.bench.claims.c08_more_data.curves import Curve, seconds_of
from propbench.bench.claims.c08_more_data.learners import (
    LARGEST,
    LEARNERS,
    LINEAR,
    NETWORKS,
    TRADITIONAL,
)
from propbench.bench.claims.c08_more_data.learning_curves import CONTROL, SOURCES, fit_seconds
from propbench.bench.claims.c08_more_data.rivals import ahead
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.runs.running import observed
from propbench.bench.results import Observation

DATA = tuple(data for data in SOURCES if data != CONTROL)
SIZES = (32, 128, 512, 2_048, 8_192)
STOPPED, GOING = (1.0, -1.0, 0.1), (2.0, -0.5, 0.0)
"""alpha, beta and gamma; the second has overtaken the first after 8 192 examples."""


def errors(
    data: str, learner: str, law: tuple[float, float, float], noise: float = 0.02
) -> list[Observation]:
    """Ten draws around a power law."""
    alpha, beta, gamma = law
    generator = np.random.default_rng(
        (len(data), len(learner), DATA.index(data) if data in DATA else 9)
    )
    return [
        Observation(
            claim="C8",
            quantity="error",
            factors={"data": data, "learner": learner, "n": n, "draw": draw},
            value=(alpha * n**beta + gamma) * float(np.exp(generator.normal(0, noise))),
        )
        for n in SIZES
        for draw in range(10)
    ]


def fit_s(learner: str, second_each: float, repeat: int = 0) -> list[Observation]:
    return [
        Observation(
            claim="C8",
            quantity="fit_s",
            factors={"data": data, "learner": learner, "n": n, "repeat": repeat},
            value=second_each * n,
        )
        for data in DATA
        for n in SIZES
    ]


Law = tuple[float, float, float]


def judged(
    traditional: Law, networks: Law, further: Sequence[Observation] = ()
) -> dict[str, Question]:
    observations = [
        seen
        for data in DATA
        for learner in LEARNERS
        for seen in errors(data, learner, networks if learner in NETWORKS else traditional)
    ]
    return {part.id: part for part in CLAIM.judge(Evidence({}, (*observations, *further)))}


def test_the_claim_holds_where_only_networks_go_on() -> None:
    parts = judged(STOPPED, GOING)
    assert {name: parts[name].word for name in ("traditional", "networks", "ahead")} == {
        "traditional": "true",
        "networks": "true",
        "ahead": "true",
    }
    assert len(parts["traditional"].estimates) == len(TRADITIONAL)
    assert parts["ahead"].series[0] == {"quantity": "crossover", "data": DATA[0], "value": 512.0}
    assert CLAIM.formula(parts) == "true"


def test_the_claim_fails_where_it_is_the_other_way_round() -> None:
    parts = judged(GOING, STOPPED)
    assert {parts[name].word for name in ("traditional", "ahead")} == {"false"}
    assert parts["networks"].word == "about the same"
    assert parts["ahead"].series == ()
    assert CLAIM.formula(parts) == "false"


def test_a_conjunction_is_false_where_the_old_learners_go_on_too() -> None:
    parts = judged(GOING, GOING)
    assert parts["networks"].word == "true"
    assert CLAIM.formula(parts) == "false"


def test_noise_is_no_evidence_of_a_plateau() -> None:
    """Curves whose slopes cannot be told from 0 have not stopped: nobody knows."""
    seen = [
        row
        for data in DATA
        for learner in LINEAR
        for row in errors(data, learner, (1.0, -0.07, 0.0), noise=0.9)
    ]
    part = CLAIM.judge(Evidence({}, tuple(seen)))[0]
    assert part.word == "cannot tell"


def test_curves_that_reached_the_best_possible_error_need_nobody_to_know_it() -> None:
    """They have stopped, whether the error at which they stay is 0.1 or almost 0."""
    for gamma in (0.1, 1e-3):
        assert judged((1e-4, -1.0, gamma), GOING)["traditional"].word == "true"


def test_the_control_is_no_test_cell() -> None:
    seen = [row for learner in LEARNERS for row in errors(CONTROL, learner, GOING)]
    parts = judged(STOPPED, GOING, seen)
    for name in ("traditional", "networks", "ahead"):
        assert CONTROL not in {each.factors["data"] for each in parts[name].comparisons}
    assert parts["control"].word == "true"
    assert CLAIM.formula(parts) == "true"


def test_the_rival_is_not_chosen_by_the_errors_that_it_is_judged_by() -> None:
    """All learners are equally good. Whoever was lucky would be ahead of the network by luck."""
    draws = np.random.default_rng(7)
    ratios = []
    for _ in range(200):
        curves = {
            ("cancer", learner): Curve(
                np.array([32.0, 64.0]), 0.1 * np.exp(0.3 * draws.standard_normal((2, 10)))
            )
            for learner in LEARNERS
        }
        (comparison,) = ahead(curves, LARGEST, TRADITIONAL)
        assert comparison.ratio
        ratios.append(comparison.ratio.point)
    assert np.exp(np.mean(np.log(ratios))) == pytest.approx(1.0, abs=0.04)


def test_at_equal_seconds_a_slow_network_stands_with_fewer_examples() -> None:
    spent = [
        row for learner in LEARNERS for row in fit_s(learner, 1e-4 if learner == LARGEST else 1e-7)
    ]
    part = judged(STOPPED, GOING, spent)["seconds"]
    answers = {each.name.replace("\u202f", " "): each.answer for each in part.estimates}
    assert answers["1.00 s"] == "yes"
    assert answers["10.0 ms"] == "no"


def test_a_network_that_cannot_be_fitted_in_time_is_behind() -> None:
    spent = [
        row for learner in LEARNERS for row in fit_s(learner, 1.0 if learner == LARGEST else 1e-7)
    ]
    part = judged(STOPPED, GOING, spent)["seconds"]
    assert {each.finding for each in part.comparisons} == {"contradicts"}
    assert part.word == "false"


def test_the_seconds_of_a_fit_are_those_of_several() -> None:
    """One fit, the first, would count what is compiled and cached."""
    spent = list(fit_seconds("cancer", "logistic", 32))
    assert len(spent) == 5
    assert min(spent) > 0
    rows = [row for repeat in range(5) for row in fit_s("logistic", 10.0**-repeat, repeat)]
    assert seconds_of(rows)[DATA[0], "logistic"][32] == pytest.approx(0.32)


def test_three_draws_conclude_nothing() -> None:
    few = [row for row in errors("cancer", "logistic", STOPPED) if int(row.factors["draw"]) < 3]
    part = CLAIM.judge(Evidence({}, tuple(few)))[0]
    assert part.word == "cannot tell"
    assert len(part.comparisons) == 1


def test_without_evidence_nothing_was_measured() -> None:
    assert {part.word for part in CLAIM.judge(Evidence({}))} == {"not measured"}


def test_the_quick_profile_runs_and_is_the_same_twice() -> None:
    first = list(CLAIM.measure("quick"))
    assert first == list(CLAIM.measure("quick"))
    timed = list(CLAIM.measure_here("quick"))
    assert timed
    assert all(each.value > 0 for each in timed)
    traditional = CLAIM.judge(Evidence({}, tuple(observed(CLAIM, (*first, *timed)))))[0]
    assert {each.factors["learner"] for each in traditional.comparisons} == {"logistic"}
