"""C8's judge says what its curves say, whichever way they went."""

import numpy as np

from propbench.bench.claims.c08_more_data import CLAIM
from propbench.bench.claims.c08_more_data.learners import (
    KERNEL,
    LARGEST,
    LEARNERS,
    LINEAR,
    NETWORKS,
)
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.runs.running import observed
from propbench.bench.results import Observation

SIZES = (32, 128, 512, 2_048, 8_192)
STOPPED, GOING = (1.0, -1.0, 0.1), (2.0, -0.5, 0.0)
"""alpha, beta and gamma; the second has overtaken the first after 8 192 examples."""


def errors(data: str, learner: str, law: tuple[float, float, float]) -> list[Observation]:
    """Ten draws around a power law."""
    alpha, beta, gamma = law
    generator = np.random.default_rng((len(data), len(learner)))
    return [
        Observation(
            claim="C8",
            quantity="error",
            factors={"data": data, "learner": learner, "n": n, "draw": draw},
            value=(alpha * n**beta + gamma) * generator.normal(1, 0.02),
        )
        for n in SIZES
        for draw in range(10)
    ]


def fit_s(learner: str, second_each: float) -> list[Observation]:
    return [
        Observation(
            claim="C8",
            quantity="fit_s",
            factors={"data": "teacher", "learner": learner, "n": n},
            value=second_each * n,
        )
        for n in SIZES
    ]


def judged(
    traditional: tuple[float, float, float],
    networks: tuple[float, float, float],
    further: tuple[Observation, ...] = (),
) -> dict[str, Question]:
    observations = [
        one
        for learner in LEARNERS
        for one in errors("teacher", learner, networks if learner in NETWORKS else traditional)
    ]
    return {part.id: part for part in CLAIM.judge(Evidence({}, (*observations, *further)))}


def test_the_claim_holds_where_only_networks_go_on() -> None:
    parts = judged(STOPPED, GOING)
    for id_ in ("linear", "kernel", "networks", "ahead"):
        assert parts[id_].verdict == "supported", id_
    assert len(parts["linear"].cells) == len(LINEAR)
    assert len(parts["kernel"].cells) == len(KERNEL)
    assert "from 512 examples on (teacher)" in parts["ahead"].answer


def test_the_claim_fails_where_it_is_the_other_way_round() -> None:
    parts = judged(GOING, STOPPED)
    for id_ in ("linear", "kernel", "networks", "ahead"):
        assert parts[id_].verdict == "not supported", id_
    assert "at no size" in parts["ahead"].answer


def test_the_data_set_is_named_where_it_decides() -> None:
    observations = [
        one
        for data, law in (("teacher", STOPPED), ("plane", GOING))
        for learner in LINEAR
        for one in errors(data, learner, law)
    ]
    linear = CLAIM.judge(Evidence({}, tuple(observations)))[0]
    assert (linear.verdict, linear.factor) == ("depends", "data")


def test_at_equal_seconds_a_slow_network_stands_with_fewer_examples() -> None:
    spent = [
        one for learner in LEARNERS for one in fit_s(learner, 1e-4 if learner == LARGEST else 1e-7)
    ]
    part = judged(STOPPED, GOING, tuple(spent))["seconds"]
    found = {cell.factors["seconds"].replace("\u202f", " "): cell for cell in part.cells}
    assert found["1.00 s"].finding == "supports"
    assert found["10.0 ms"].finding == "contradicts"
    slow = [
        one for learner in LEARNERS for one in fit_s(learner, 1.0 if learner == LARGEST else 1e-7)
    ]
    part = judged(STOPPED, GOING, tuple(slow))["seconds"]
    assert {cell.finding for cell in part.cells} == {"contradicts"}
    assert "cannot be fitted in time" in part.cells[0].note


def test_without_seconds_nothing_is_said_of_them() -> None:
    part = judged(STOPPED, GOING)["seconds"]
    assert (part.verdict, part.answer) == ("inconclusive", "Nothing was measured.")


def test_three_draws_conclude_nothing() -> None:
    few = [one for one in errors("teacher", "logistic", STOPPED) if int(one.factors["draw"]) < 3]
    linear = CLAIM.judge(Evidence({}, tuple(few)))[0]
    assert linear.verdict == "inconclusive"
    assert len(linear.cells) == 1


def test_without_evidence_nothing_was_measured() -> None:
    for part in CLAIM.judge(Evidence({})):
        assert (part.verdict, part.answer) == ("inconclusive", "Nothing was measured.")


def test_the_quick_profile_runs_and_is_the_same_twice() -> None:
    first = list(CLAIM.measure("quick"))
    assert first == list(CLAIM.measure("quick"))
    timed = list(CLAIM.measure_here("quick"))
    assert timed
    assert all(one.value > 0 for one in timed)
    linear = CLAIM.judge(Evidence({}, tuple(observed(CLAIM, (*first, *timed)))))[0]
    assert {cell.factors["learner"] for cell in linear.cells} == {"logistic"}
