"""What was registered after the first full run stays visible once its results are shipped."""

import json
from dataclasses import replace
from pathlib import Path

from propbench.bench.claims import all_claims, stamp, table
from propbench.bench.claims.amendments import after_the_fact
from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.judging import Agreement, Judged, Judgement, judge_one
from propbench.bench.claims.registration import Cell, Part

CLAIM = all_claims()[0]


def _judgement(*amendments: str, silent: bool = False) -> Judgement:
    part = Part(
        "a", "Is it?", "It is.", "inconclusive", cells=(Cell({}, "inconclusive", silent=silent),)
    )
    found = judge_one(CLAIM, Evidence({}))
    registration = replace(CLAIM.REGISTRATION, amendments=amendments)
    return replace(found, registration=registration, parts=(part,))


def test_an_amendment_is_said_in_the_table_and_in_claims_json(tmp_path: Path) -> None:
    judged = Judged((_judgement("One more network."),), {}, Agreement(0, 0, 0), ())
    assert "     Registered after the fact: One more network." in table.lines(judged)
    table.write(judged, tmp_path)
    (claim,) = json.loads((tmp_path / table.FILE).read_text("utf-8"))["claims"]
    assert claim["registered_after_the_fact"] == ["One more network."]


def test_the_changed_share_is_said_where_it_can_matter() -> None:
    assert after_the_fact(_judgement()) == ()
    (said,) = after_the_fact(_judgement(silent=True))
    assert "in which neither arm arrived" in said


def test_words_about_a_change_do_not_make_shipped_runs_stale() -> None:
    class Changed:
        REGISTRATION = replace(CLAIM.REGISTRATION, amendments=("Words.",))
        races = staticmethod(CLAIM.races)

    assert stamp.registration(Changed) == stamp.registration(CLAIM)  # type: ignore[arg-type]
