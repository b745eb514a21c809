"""Answers: few short sentences and six numbers, whatever the estimates say."""

import itertools
import random
import re
from typing import get_args

import pytest

from propbench.bench.claims import names
from propbench.bench.claims.referee.expectations import Outcome
from propbench.bench.claims.referee.judging import ClaimVerdict
from propbench.bench.claims.referee.words import Word
from propbench.bench.claims.shared.groups import DEPTHS, RULES
from propbench.reports.claims import words_of
from propbench.reports.sentences import short
from tests.reports.synthetic_claims import asked, estimate, judgement
from tests.reports.told import sentences

CLAIMS = [f"C{int(name[1:3])}" for name in names()]
HEDGES = re.compile(
    r"\b(may|might|could|perhaps|probably|likely|seems?|appears?|somewhat|rather|roughly|"
    r"suggests?|tends?|possibly)\b"
)
NAMES = [
    *(f"{depth}, {rule}" for depth in DEPTHS for rule in RULES.values()),
    *("", "m = 1 000", "cutting ReLU's gradient, one hidden layer"),
]


def anything(name: str, seed: int) -> ClaimVerdict:
    """All questions that its words know, with estimates of every kind and size."""
    chance = random.Random(seed)  # noqa: S311
    questions = [
        asked(
            topic,
            word=chance.choice(get_args(Word)),
            estimates=[
                estimate(
                    chance.choice(get_args(Outcome)),
                    [10 ** chance.uniform(-2, 3) for _ in range(chance.randint(1, 9))],
                    at,
                    bound=chance.choice(("", "at least", "at most")),
                )
                for at in chance.sample(NAMES, chance.randint(1, 6))
            ],
        )
        for topic in words_of(name).topics
    ]
    return judgement(*questions, name=name, word=chance.choice(get_args(Word)))


@pytest.mark.parametrize(("name", "seed"), list(itertools.product(CLAIMS, range(12))))
def test_an_answer_has_few_short_sentences_and_at_most_six_numbers(name: str, seed: int) -> None:
    words = words_of(name).answer(anything(name, seed))
    assert 1 <= len(re.findall(r"[.?!](?: |$)", words)) <= short.MOST_SENTENCES
    assert max(len(each.split()) for each in sentences(words)) <= short.MOST_WORDS_OF_ONE
    assert short.numbers_in(words) <= short.MOST_NUMBERS
    assert len(words.split()) <= short.MOST_WORDS
    assert not HEDGES.search(words)


@pytest.mark.parametrize("name", CLAIMS)
def test_without_its_estimates_a_claim_is_answered_by_the_words_of_its_questions(name: str) -> None:
    claim = judgement(asked("effect", word="mostly true"), asked("odd_one", word="cannot tell"))
    assert words_of(name).answer(claim).lower() in (
        "the effect: mostly true; odd one: cannot be told.",
        "effect: mostly true; odd one: cannot be told.",
    )


@pytest.mark.parametrize("name", CLAIMS)
def test_a_claim_without_any_question_is_still_rendered(name: str) -> None:
    assert words_of(name).answer(judgement(name=name)) == ("Nothing of this claim was measured.")


def test_what_comes_first_keeps_its_numbers() -> None:
    full, brief = "a 1 2 3 4", "a"
    assert short.answer([(full, brief), ("b 5 6 7", "b 5", "b"), ("c 8", "c")]) == (
        "A 1 2 3 4. B 5. C 8."
    )
    assert short.answer([(full, "a 1", brief), ("b 5 6 7 8 9 10",)]) == "A 1 2 3 4."
    assert short.answer([("a 1 2 3 4 5 6 7",)]) == ""


def test_small_counts_are_words_and_grouped_digits_are_one_number() -> None:
    assert short.spelled("2 or 3 hidden layers") == "two or three hidden layers"
    assert short.spelled("m = 1\u202f000 and 0.5") == "m = 1\u202f000 and 0.5"
    assert short.spelled("m up to 10 000, 2 layers") == "m up to 10 000, two layers"
    assert short.numbers_in("1\u202f000 units, 0.5 to 3") == 3
