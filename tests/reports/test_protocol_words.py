"""How far a verdict hangs on protocol, in words that its comparisons bear out."""

from dataclasses import replace

from propbench.bench.claims.referee.comparing import OTHERS
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.verdicts import ArmComparison, Finding
from propbench.bench.numbers import times
from propbench.reports.sentences.protocol import detectable, penalties
from tests.reports.synthetic_claims import cell, judgement


def raced(name: str, *cells: ArmComparison) -> Question:
    return Question(name, f"Is {name} so?", "Yes.", "supported", cells=cells)


def under(finding: Finding, **others: Finding) -> ArmComparison:
    plain = dict.fromkeys(OTHERS, finding)
    return replace(cell(2.0, finding, depth="1"), under={**plain, **others})


def test_a_verdict_that_no_penalty_changes_is_said_to_stay() -> None:
    words = penalties(judgement(raced("it", under("supports"), under("supports"))))
    assert "no verdict changes" in words
    assert "Of 2 comparisons 0 turn" in words


def test_a_verdict_that_a_penalty_changes_names_question_penalty_and_both_verdicts() -> None:
    turning = under("supports", PAR2="inconclusive", PAR10="inconclusive")
    words = penalties(judgement(raced("it", turning), raced("that", under("supports"))))
    assert (
        "With such runs counted twice and such runs counted ten times, \u201cIs it so?\u201d turns "
        "from \u201csupported\u201d to \u201ccannot tell\u201d." in words
    )
    assert "Of 2 comparisons 1 turn" in words
    assert "no verdict changes" not in words
    assert "Is that so?" not in words


def test_claims_without_races_say_nothing_of_penalties() -> None:
    assert penalties(judgement(raced("it", cell(2.0, depth="1")))) == ""


def test_the_typical_detectable_ratio_is_the_median_and_the_surest_the_least() -> None:
    cells = [replace(cell(2.0), minimum_detectable=one) for one in (1.5, 9.0, 3.0)]
    words = detectable(judgement(raced("it", *cells, cell(2.0))))
    assert f"a true ratio of {times(3.0)} or more" in words
    assert f"the surest of 3 from {times(1.5)} on" in words
    assert "surest" not in detectable(judgement(raced("it", cells[0])))
    assert detectable(judgement(raced("it", cell(2.0)))) == ""
