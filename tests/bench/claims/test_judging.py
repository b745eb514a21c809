"""From parts to a claim's verdict; which runs count; how shipped runs agree with repeated ones."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from propbench.bench.claims import all_claims, names
from propbench.bench.claims.referee.evidence import NOTHING, Evidence
from propbench.bench.claims.referee.judging import combined, judge, judge_one
from propbench.bench.claims.referee.registration import Claim, Question
from propbench.bench.claims.referee.verdicts import VerdictWord
from propbench.bench.claims.runs.table import as_json
from propbench.bench.claims.shared.settings import timed
from propbench.bench.training.execution import run_with
from propbench.bench.training.rulesets import R1
from propbench.bench.training.runs import Outcome, TrainingRun
from propbench.bench.training.tasks import N_TARGETS

CLAIMS = all_claims()


def _parts(words: Sequence[VerdictWord]) -> list[Question]:
    return [Question(str(n), f"Question {n}?", "An answer.", word) for n, word in enumerate(words)]


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        (("supported", "supported"), "supported"),
        (("not supported",), "not supported"),
        (("supported", "not supported"), "depends"),
        (("supported", "not supported", "inconclusive"), "depends"),
        (("depends", "supported"), "depends"),
        (("supported", "inconclusive"), "inconclusive"),
        (("inconclusive",), "inconclusive"),
    ],
)
def test_the_verdict_of_a_claim_follows_from_those_of_its_questions(
    words: Sequence[VerdictWord], verdict: VerdictWord
) -> None:
    assert combined(_parts(words))[0] == verdict


def test_a_claim_that_depends_on_the_question_names_the_one_it_is_right_on() -> None:
    _, factor = combined(_parts(("not supported", "supported")))
    assert factor == "the question: yes to \u201cQuestion 1?\u201d"


@pytest.mark.parametrize("claim", CLAIMS, ids=names())
def test_without_evidence_a_claim_cannot_be_told_from_its_registration(claim: Claim) -> None:
    found = judge_one(claim, Evidence({}))
    assert found.verdict == "inconclusive"
    assert found.finishes == ()
    assert all(part.answer and part.question.endswith("?") for part in found.questions)
    assert as_json(found)["id"] == claim.id


def test_every_claim_has_an_id_of_its_own_and_forecasts_all_four_verdicts() -> None:
    ids = [claim.id for claim in CLAIMS]
    assert len(set(ids)) == len(ids)
    for claim in CLAIMS:
        assert sum(claim.registration.forecast.probabilities.values()) == pytest.approx(1)
        assert len(claim.registration.forecast.probabilities) == 4


@pytest.mark.parametrize("claim", CLAIMS, ids=names())
def test_a_smaller_profile_races_a_part_of_what_is_registered(claim: Claim) -> None:
    full = set(claim.races("full"))
    assert set(claim.races("quick")) <= full
    assert set(claim.races("standard")) <= full


def _outcome(run: TrainingRun) -> Outcome:
    pace = 40 if run.arm.name == "sigmoid" else 10
    arrivals = tuple(pace + run.seed % 5 + 3 * n for n, _ in enumerate(run.targets))
    return Outcome(arrivals, diverged=False, last_loss=0.01)


def test_runs_made_here_are_preferred_to_shipped_ones_and_the_agreement_is_counted() -> None:
    runs = run_with([timed("shallow", R1)], _outcome)
    repeated = [run for run in runs if run.all_targets][:3]
    own = {
        repeated[0]: runs[repeated[0]],
        repeated[1]: replace(runs[repeated[1]], arrivals=_later(runs[repeated[1]], 1)),
        repeated[2]: replace(runs[repeated[2]], arrivals=(None,) * N_TARGETS),
    }
    judged = judge(CLAIMS, own, (), {}, replace(NOTHING, training=runs))
    agreement = judged.agreement
    assert (agreement.repeated, agreement.exact, agreement.within_one) == (3, 1, 2)
    assert len(judged.finishes) == 1


def test_a_sigmoid_four_times_slower_than_relu_supports_the_claim_where_it_was_raced() -> None:
    runs = run_with([timed("shallow", R1)], _outcome)
    found = {one.registration.id: one for one in judge(CLAIMS, runs, (), {}, NOTHING).verdicts}
    assert len(found["C1"].finishes) == 1
    assert {cell.finding for cell in found["C1"].cells} == {"supports"}


def test_a_raced_claim_is_written_with_its_arms_and_with_what_penalties_make_of_it() -> None:
    runs = run_with([timed("shallow", R1)], _outcome)
    found = {one.registration.id: one for one in judge(CLAIMS, runs, (), {}, NOTHING).verdicts}
    content = as_json(found["C1"])
    (cell,) = content["cells"]
    slow, fast = cell["arms"]
    assert (slow["name"], fast["name"]) == ("sigmoid", "relu")
    assert slow["arrived"] == 1.0
    # Its pace, the mean of 0 to 4 for the seeds, and three iterations for each easier target.
    assert slow["expected_running_time"] == pytest.approx(40 + 2 + 3 * 6)
    assert fast["expected_running_time"] == pytest.approx(10 + 2 + 3 * 6)
    best = fast["expected_best_of_n_trials"]
    assert list(best)[:3] == ["1", "2", "4"]
    assert list(best.values()) == pytest.approx([fast["expected_running_time"]] * len(best))
    assert set(cell["finding_under_penalty"].values()) == {"supports"}
    assert set(content["parts"][0]["verdict_under_penalty"].values()) == {"supported"}


def test_an_arm_that_never_arrives_has_no_expected_time_in_the_file() -> None:
    runs = run_with([timed("shallow", R1)], _outcome)
    nobody = {
        run: replace(one, arrivals=(None,) * len(one.arrivals))
        if run.arm.name == "sigmoid"
        else one
        for run, one in runs.items()
    }
    found = {one.registration.id: one for one in judge(CLAIMS, nobody, (), {}, NOTHING).verdicts}
    slow, fast = as_json(found["C1"])["cells"][0]["arms"]
    assert slow["expected_running_time"] is None
    assert fast["expected_running_time"] is not None


def _later(outcome: Outcome, by: int) -> tuple[int | None, ...]:
    return tuple(None if one is None else one + by for one in outcome.arrivals)
