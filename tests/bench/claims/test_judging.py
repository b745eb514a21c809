"""From parts to a claim's verdict; which runs count; how shipped runs agree with repeated ones."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from propbench.bench.claims import all_claims, load, names
from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.fields import timed
from propbench.bench.claims.judging import combined, judge, judge_one
from propbench.bench.claims.reference import NOTHING
from propbench.bench.claims.registration import Part, VerdictWord
from propbench.bench.claims.table import as_json
from propbench.bench.convergence.execution import run_with
from propbench.bench.convergence.rulesets import R1
from propbench.bench.convergence.tasks import N_TARGETS
from propbench.bench.convergence.trials import Outcome, Trial

CLAIMS = all_claims()


def _parts(words: Sequence[VerdictWord]) -> list[Part]:
    return [Part(str(n), f"Question {n}?", "An answer.", word) for n, word in enumerate(words)]


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
def test_without_evidence_a_claim_cannot_be_told_from_its_registration(claim: object) -> None:
    module = load(str(claim.__name__).rpartition(".")[2])  # type: ignore[attr-defined]
    found = judge_one(module, Evidence({}))
    assert found.verdict == "inconclusive"
    assert found.finishes == ()
    assert all(part.answer and part.question.endswith("?") for part in found.parts)
    assert as_json(found)["id"] == module.REGISTRATION.id


def test_every_claim_has_an_id_of_its_own_and_forecasts_all_four_verdicts() -> None:
    ids = [claim.REGISTRATION.id for claim in CLAIMS]
    assert len(set(ids)) == len(ids)
    for claim in CLAIMS:
        assert sum(claim.REGISTRATION.forecast.probabilities.values()) == pytest.approx(1)
        assert len(claim.REGISTRATION.forecast.probabilities) == 4


@pytest.mark.parametrize("claim", CLAIMS, ids=names())
def test_a_smaller_profile_races_a_part_of_what_is_registered(claim: object) -> None:
    module = load(str(claim.__name__).rpartition(".")[2])  # type: ignore[attr-defined]
    full = set(module.races("full"))
    assert set(module.races("quick")) <= full
    assert set(module.races("standard")) <= full


def _outcome(trial: Trial) -> Outcome:
    pace = 40 if trial.arm.name == "sigmoid" else 10
    arrivals = tuple(pace + trial.seed % 5 + 3 * n for n in range(trial.n_targets))
    return Outcome(arrivals, diverged=False, last_loss=0.01)


def test_runs_made_here_are_preferred_to_shipped_ones_and_the_agreement_is_counted() -> None:
    runs = run_with([timed("shallow", R1)], _outcome)
    trials = [trial for trial in runs if trial.n_targets == N_TARGETS][:3]
    own = {
        trials[0]: runs[trials[0]],
        trials[1]: replace(runs[trials[1]], arrivals=_later(runs[trials[1]], 1)),
        trials[2]: replace(runs[trials[2]], arrivals=(None,) * N_TARGETS),
    }
    judged = judge(own, (), {}, replace(NOTHING, training=runs))
    agreement = judged.agreement
    assert (agreement.repeated, agreement.exact, agreement.within_one) == (3, 1, 2)
    assert len(judged.finishes) == 1


def test_a_sigmoid_four_times_slower_than_relu_supports_the_claim_where_it_was_raced() -> None:
    runs = run_with([timed("shallow", R1)], _outcome)
    found = {one.registration.id: one for one in judge(runs, (), {}, NOTHING).judgements}
    assert len(found["C1"].finishes) == 1
    assert {cell.finding for cell in found["C1"].cells} == {"supports"}


def test_a_raced_claim_is_written_with_its_arms_and_with_what_penalties_make_of_it() -> None:
    runs = run_with([timed("shallow", R1)], _outcome)
    found = {one.registration.id: one for one in judge(runs, (), {}, NOTHING).judgements}
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
        trial: replace(one, arrivals=(None,) * len(one.arrivals))
        if trial.arm.name == "sigmoid"
        else one
        for trial, one in runs.items()
    }
    found = {one.registration.id: one for one in judge(nobody, (), {}, NOTHING).judgements}
    slow, fast = as_json(found["C1"])["cells"][0]["arms"]
    assert slow["expected_running_time"] is None
    assert fast["expected_running_time"] is not None


def _later(outcome: Outcome, by: int) -> tuple[int | None, ...]:
    return tuple(None if one is None else one + by for one in outcome.arrivals)
