"""What the words of parts make of a claim."""

from collections.abc import Sequence
from typing import get_args

import pytest

from propbench.bench.claims.referee.words import KINDS, Kind, Word, all_of, because, where_it_is

WORDS: tuple[Word, ...] = get_args(Word)


def test_every_word_is_of_a_kind_that_forecasts_know() -> None:
    assert set(KINDS) == set(WORDS)
    assert set(KINDS.values()) == set(get_args(Kind))


@pytest.mark.parametrize("word", WORDS)
def test_a_claim_with_one_part_is_what_the_part_is(word: Word) -> None:
    assert all_of([word]) == word
    assert where_it_is([word]) == word


@pytest.mark.parametrize("word", WORDS)
def test_a_conjunction_is_false_when_one_conjunct_is(word: Word) -> None:
    assert all_of(["false", word]) == "false"


def test_one_open_part_leaves_a_conjunction_of_true_ones_open() -> None:
    assert all_of(["true", "cannot tell"]) == "cannot tell"
    assert all_of(["true", "true when", "mostly true"]) == "true when"


def test_a_claim_of_no_part_is_refused() -> None:
    with pytest.raises(ValueError, match="words: got"):
        all_of([])


@pytest.mark.parametrize(
    ("effect", "cause", "word"),
    [
        ("true", "true", "true"),
        ("true when", "false", "true, but not for that reason"),
        ("true", "about the same", "true, but not for that reason"),
        ("true", "true when", "true when"),
        ("true", "cannot tell", "true"),
        ("false", "true", "false"),
        ("cannot tell", "false", "cannot tell"),
        ("not measured", "true", "not measured"),
    ],
)
def test_a_reason_matters_only_to_an_effect_that_is_there(
    effect: Word, cause: Word, word: Word
) -> None:
    assert because(effect, cause) == word


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        (("true", "false"), "true when"),
        (("true", "true"), "true"),
        (("true", "cannot tell"), "mostly true"),
        (("false", "about the same"), "false"),
        (("true when", "cannot tell"), "true when"),
    ],
)
def test_a_claim_about_several_kinds_is_true_of_those_of_which_it_is(
    parts: Sequence[Word], word: Word
) -> None:
    assert where_it_is(parts) == word
