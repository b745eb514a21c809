"""The word of a claim, and what it is true of."""

from typing import get_args

import pytest

from propbench.bench.claims.referee.words import Word
from propbench.reports.sentences import verdicts
from tests.reports.synthetic_claims import asked, estimate, judged, judgement

TOPICS = {"interpreted": "interpreted loops"}


@pytest.mark.parametrize("word", sorted(set(get_args(Word)) - {"true when"}))
def test_a_word_is_said_as_it_is(word: Word) -> None:
    assert verdicts.of_claim(judgement(word=word), {}) == word
    assert verdicts.mark(judgement(word=word)) in ("ok", "warn", "bad", "open")


def test_what_is_true_in_part_says_of_which_question() -> None:
    loops = asked("interpreted", word="true"), asked("compiled", word="false")
    claim = judgement(*loops, word="true when")
    assert verdicts.of_claim(claim, TOPICS) == "true of: interpreted loops"
    assert verdicts.of_claim(claim, {}) == "true of: interpreted"


def test_what_is_true_in_part_says_at_which_estimate() -> None:
    deep = estimate("above", (3.0,), "4 to 8 hidden layers", answer="yes")
    shallow = estimate("same", (1.0,), "one hidden layer", answer="no")
    claim = judgement(
        asked("effect", word="true when", estimates=(deep, shallow)), word="true when"
    )
    assert verdicts.of_claim(claim, {}) == "true of: four to eight hidden layers"


def test_many_conditions_are_left_to_the_answer() -> None:
    parts = [asked(name, word="true") for name in "abc"]
    assert verdicts.of_claim(judgement(*parts, word="true when"), {}) == "true in some cases"


def test_a_place_of_which_one_estimate_says_no_is_not_where_it_holds() -> None:
    deep = "4 to 8 hidden layers"
    estimates = [
        estimate("above", (3.0, 3.0), "centre, one hidden layer", answer="yes"),
        estimate("above", (3.0, 3.0), f"centre, {deep}", answer="yes"),
        estimate("not above", (0.5, 0.5), f"slope, {deep}", answer="no"),
    ]
    part = asked("reason", word="true when", estimates=estimates)
    claim = judgement(part, word="true when")
    assert verdicts.of_claim(claim, {}) == "true of: one hidden layer"


def test_questions_stand_by_their_topics_those_that_hold_first() -> None:
    parts = (
        asked("compiled", word="cannot tell"),
        asked("rank_1", word="false"),
        asked("interpreted", word="true"),
        asked("note", word="false"),
    )
    assert verdicts.by_question(judgement(*parts), TOPICS) == (
        "interpreted loops: true; rank 1 and note: false; compiled: cannot be told"
    )


def test_claims_are_counted_in_one_sentence() -> None:
    true, part, open_ = (judgement(word=word) for word in ("true", "true when", "cannot tell"))
    assert verdicts.tally(judged(true)) == "Of one claim, one is true."
    assert verdicts.tally(judged(true, part, true, open_)) == (
        "Of four claims, two are true; one is true in some cases; one cannot be told."
    )
    assert verdicts.tally(judged()) == "No claim was judged."
