"""What was registered after the first full run stays visible once its results are shipped."""

import json
from dataclasses import replace
from pathlib import Path

from propbench.bench.claims import all_claims
from propbench.bench.claims.referee.amendments import after_the_fact
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.judging import Agreement, ClaimVerdict, Judged, judge_one
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.verdicts import ArmComparison
from propbench.bench.claims.runs import stamp, table

CLAIM = all_claims()[0]


def _verdict(*amendments: str, no_arrivals: bool = False) -> ClaimVerdict:
    part = Question(
        "a",
        "Is it?",
        "It is.",
        "inconclusive",
        cells=(ArmComparison({}, "inconclusive", no_arrivals=no_arrivals),),
    )
    found = judge_one(CLAIM, Evidence({}))
    registration = replace(CLAIM.registration, amendments=amendments)
    return replace(found, registration=registration, questions=(part,))


def test_an_amendment_is_said_in_the_table_and_in_claims_json(tmp_path: Path) -> None:
    judged = Judged((_verdict("One more network."),), {}, Agreement(0, 0, 0), ())
    assert "     Registered after the fact: One more network." in table.lines(judged)
    table.write(judged, tmp_path)
    (claim,) = json.loads((tmp_path / table.FILE).read_text("utf-8"))["claims"]
    assert claim["registered_after_the_fact"] == ["One more network."]


def test_the_changed_share_is_said_where_it_can_matter() -> None:
    assert after_the_fact(_verdict()) == ()
    (said,) = after_the_fact(_verdict(no_arrivals=True))
    assert "in which neither arm arrived" in said


def test_words_about_a_change_do_not_make_shipped_runs_stale() -> None:
    amended = replace(CLAIM.registration, amendments=("Words.",))
    assert stamp.registration(replace(CLAIM, registration=amended)) == stamp.registration(CLAIM)
