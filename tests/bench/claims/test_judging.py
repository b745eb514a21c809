"""From parts to a claim's verdict; which runs count; how shipped runs agree with repeated ones."""

from dataclasses import replace

import pytest

from propbench.bench.claims import all_claims, names
from propbench.bench.claims.referee.evidence import NOTHING, Evidence
from propbench.bench.claims.referee.judging import judge, judge_one
from propbench.bench.claims.referee.registration import Claim
from propbench.bench.claims.runs.exported import as_json
from propbench.bench.claims.shared.settings import timed
from propbench.bench.sampling.restarts import Samples
from propbench.bench.training.execution import run_with
from propbench.bench.training.known import KnownRuns
from propbench.bench.training.rulesets import R1
from propbench.bench.training.runs import Outcome, TrainingRun
from propbench.bench.training.tasks import N_TARGETS

CLAIMS = all_claims()


@pytest.mark.parametrize("claim", CLAIMS, ids=names())
def test_without_evidence_a_claim_cannot_be_told_from_its_registration(claim: Claim) -> None:
    verdict = judge_one(claim, Evidence({}))
    # What is a published fact needs no evidence of ours: that others have tried other slopes.
    assert verdict.word == ("false" if claim.id == "C3" else "not measured")
    assert verdict.finishes == ()
    assert all(question.question.endswith("?") for question in verdict.questions)
    assert as_json(verdict)["id"] == claim.id


def test_every_claim_has_an_id_of_its_own_and_forecasts_all_four_kinds() -> None:
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
    judged = judge(CLAIMS, KnownRuns(own), (), Samples(), replace(NOTHING, training=runs))
    agreement = judged.agreement
    assert (agreement.repeated, agreement.exact, agreement.within_one) == (3, 1, 2)
    assert len(judged.finishes) == 1


def test_a_sigmoid_four_times_slower_than_relu_supports_the_claim_where_it_was_raced() -> None:
    runs = run_with([timed("shallow", R1)], _outcome)
    verdicts = {
        each.registration.id: each for each in judge(CLAIMS, runs, (), Samples(), NOTHING).verdicts
    }
    assert len(verdicts["C1"].finishes) == 1
    assert {each.finding for each in verdicts["C1"].comparisons} == {"supports"}
    assert verdicts["C1"].word == "true"


def _later(outcome: Outcome, by: int) -> tuple[int | None, ...]:
    return tuple(None if one is None else one + by for one in outcome.arrivals)
