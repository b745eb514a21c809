"""Networks that compute parity and the sawtooth: the judge follows what was counted and learnt."""

from dataclasses import replace

import numpy as np
import pytest

from propbench.bench.claims.c09_circuits import CLAIM, learning
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.judging import judge_one
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.words import Word
from propbench.bench.claims.runs.running import observed
from propbench.bench.results import Observation
from propbench.bench.training.execution import carry_out
from propbench.bench.training.known import KnownRuns
from propbench.bench.training.races import Entrant, Finish, Race
from propbench.bench.training.runs import Candidate, Outcome
from propbench.bench.training.tasks import N_TARGETS, TASKS


@pytest.fixture(scope="module")
def observations() -> tuple[Observation, ...]:
    return tuple(observed(CLAIM, CLAIM.measure("quick")))


def _part(name: str, evidence: Evidence) -> Question:
    return next(part for part in CLAIM.judge(evidence) if part.id == name)


def test_gates_need_exponentially_many_units_and_the_others_do_not(
    observations: tuple[Observation, ...],
) -> None:
    part = _part("represent", Evidence({}, observations))
    assert (part.word, part.holds_at) == ("true when", ("AND/OR gates",))
    assert _part("separate", Evidence({}, observations)).word == "true"
    assert judge_one(CLAIM, Evidence({}, observations)).word == "true when"


def test_counts_are_facts_without_chance(observations: tuple[Observation, ...]) -> None:
    parts = [_part(name, Evidence({}, observations)) for name in ("represent", "separate")]
    estimates = [estimate for part in parts for estimate in part.estimates]
    assert len(estimates) == 5
    assert all(estimate.pooled is None for estimate in estimates)


def test_a_network_that_is_wrong_on_an_input_does_not_count(
    observations: tuple[Observation, ...],
) -> None:
    failing = tuple(
        one.model_copy(update={"value": 1.0})
        if one.quantity == "wrong_inputs" and one.factors["units"] == "ReLU units"
        else one
        for one in observations
    )
    part = _part("represent", Evidence({}, failing))
    assert "ReLU units" not in {each.factors["units"] for each in part.comparisons}


def test_without_evidence_no_part_is_measured() -> None:
    assert {part.word for part in CLAIM.judge(Evidence({}))} == {"not measured"}


def _finish(race: Race, iterations: int | None) -> Finish:
    """Every run takes about so many iterations; without a number, nobody arrives."""

    def outcome(seed: int) -> Outcome:
        t = None if iterations is None else iterations + seed % 5
        return Outcome((t,) * N_TARGETS, diverged=False, last_loss=0.5)

    (arm,), start = race.arms, Candidate(1.0, "he")
    tuned = {start: tuple(map(outcome, race.tuning_seeds))}
    reported = tuple(map(outcome, race.reporting_seeds))
    entrant = Entrant(arm, race.max_iterations, tuned, start, reported, is_inside=True)
    return Finish(race, {arm.name: entrant}, ())


def _learnt(shallow: int | None, deep: int | None) -> Question:
    trees = set(learning.MATCHED.values())
    finishes = {
        each.race: _finish(each.race, deep if each.shape in trees else shallow)
        for each in learning.learners("full")
    }
    return _part("learn", Evidence(finishes))


@pytest.mark.parametrize(
    ("shallow", "deep", "word"),
    [(400, 50, "true"), (50, 400, "false"), (None, None, "cannot tell")],
)
def test_learning_is_judged_by_iterations(
    shallow: int | None, deep: int | None, word: Word
) -> None:
    assert _learnt(shallow, deep).word == word


def test_learning_is_pooled_over_bits_for_each_activation_and_width() -> None:
    part = _learnt(400, 50)
    pooled = {each.name: each.ratio.n for each in part.estimates if each.ratio}
    assert len(pooled) == 4
    assert pooled["relu, 8n against 4 trees"] == 7
    assert pooled["tanh, 2n against tree"] == 3


def test_networks_that_are_compared_have_about_as_many_units_and_one_budget() -> None:
    all_learners = learning.learners("full")
    for learner in all_learners:
        race, first = learner.race, all_learners[0].race
        assert (race.ruleset, race.max_iterations) == (first.ruleset, first.max_iterations)
        if learner.shape in learning.MATCHED and learner.bits > 2:
            tree = replace(learner, shape=learning.MATCHED[learner.shape])
            assert 3 / 4 <= sum(learner.hidden) / sum(tree.hidden) <= 4 / 3
            assert len(tree.hidden) > len(learner.hidden) == 1


def test_a_smaller_profile_does_a_part_of_the_larger_ones_work() -> None:
    quick, standard, full = (set(CLAIM.races(p)) for p in ("quick", "standard", "full"))
    assert quick < standard < full
    some = {(one.quantity, str(one.factors), one.value) for one in CLAIM.measure("quick")}
    assert some < {(one.quantity, str(one.factors), one.value) for one in CLAIM.measure("standard")}


def test_the_parity_tasks_have_every_row_once_with_its_label() -> None:
    x, y = TASKS["parity5"].data(seed=3)
    assert len(np.unique(x, axis=1).T) == x.shape[1] == 32
    np.testing.assert_array_equal(y[0], (x > 0).sum(axis=0) % 2)


def test_the_quick_profile_runs_for_real(observations: tuple[Observation, ...]) -> None:
    races = CLAIM.races("quick")
    finishes = carry_out(races, KnownRuns(), lambda *_: None, jobs=1)
    part = _part("learn", Evidence(dict(zip(races, finishes, strict=True)), observations))
    (comparison,) = part.comparisons
    assert comparison.ratio is not None
