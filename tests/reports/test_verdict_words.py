"""Verdicts in words: what depends on what, and which questions are decided."""

from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.verdicts import ArmComparison, Finding, VerdictWord
from propbench.reports.sentences import verdicts
from tests.reports.synthetic_claims import cell, judgement

SHARE = 0.8


def asked(
    name: str, verdict: VerdictWord, factor: str = "", cells: tuple[ArmComparison, ...] = ()
) -> Question:
    return Question(name, f"Is {name} so?", "An answer.", verdict, factor, cells)


def by_depth(*levels: tuple[str, Finding]) -> tuple[ArmComparison, ...]:
    """Four comparisons at each depth, in two tasks that say the same."""
    return tuple(
        cell(2.0, finding, depth=depth, task=task) for depth, finding in levels for task in "abcd"
    )


def test_a_verdict_names_what_it_depends_on_and_in_which_question() -> None:
    parts = (
        asked("training", "depends", "layers"),
        asked("function", "supported"),
        asked("zero_b", "depends", "depth"),
    )
    found = judgement(*parts, verdict="depends", factor="layers; depth")
    assert (
        verdicts.of_claim(found) == "depends on the number of layers (training) and depth (zero b)"
    )


def test_a_question_that_no_factor_parts_is_said_to() -> None:
    found = judgement(asked("small", "depends"), asked("zero", "supported"), verdict="depends")
    assert verdicts.of_claim(found) == "depends on no factor alone (small)"
    cells = tuple(cell(2.0, finding, at="here") for finding in ("supports", "contradicts"))
    assert verdicts.on_a_question(asked("small", "depends", "", cells), SHARE) == (
        "It depends on no factor alone."
    )


def test_questions_with_opposite_answers_make_a_claim_depend_on_the_question() -> None:
    parts = asked("one", "supported"), asked("two", "not supported")
    found = judgement(*parts, verdict="depends", factor="the question: yes to one")
    assert verdicts.of_claim(found) == "depends on the question asked"


def test_the_only_question_of_a_claim_needs_no_name() -> None:
    found = judgement(asked("effect", "depends", "depth"), verdict="depends", factor="depth")
    assert verdicts.of_claim(found) == "depends on depth"


def test_other_verdicts_are_one_word() -> None:
    assert verdicts.of_claim(judgement()) == "supported"
    assert verdicts.of_claim(judgement(verdict="inconclusive")) == "cannot tell"


def test_a_question_that_depends_says_at_which_levels_the_answer_is_which() -> None:
    cells = by_depth(("1", "contradicts"), ("2", "inconclusive"), ("4", "supports"))
    part = asked("effect", "depends", "depth", cells)
    assert verdicts.on_a_question(part, SHARE) == "It depends on depth: yes at 4, no at 1."


def test_a_factor_that_the_rule_did_not_find_has_no_levels() -> None:
    cells = by_depth(("1", "contradicts"), ("4", "supports"))
    part = asked("effect", "depends", "censoring", cells)
    assert verdicts.on_a_question(part, SHARE) == (
        "It depends on how runs that do not arrive are counted."
    )


def test_decided_questions_stand_beside_a_claim_that_is_open() -> None:
    parts = (
        asked("linear", "not supported"),
        asked("zero_b", "not supported"),
        asked("ahead", "inconclusive"),
        asked("seconds", "inconclusive"),
    )
    found = judgement(*parts, verdict="inconclusive")
    assert verdicts.by_question(found) == "not supported: linear, zero b; 2 open"
    assert verdicts.by_question(judgement(asked("one", "supported"))) == "supported: one"
