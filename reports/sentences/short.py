"""Answers that a student reads at once: three points in short sentences, few numbers."""

import re
from collections.abc import Iterable, Sequence
from itertools import product

MOST_POINTS = 3
MOST_SENTENCES = 5
"""Of an answer: a point that is too long for one sentence takes two."""
MOST_NUMBERS = 6
MOST_WORDS = 80
MOST_WORDS_OF_ONE = 30
"""Of any sentence."""

Forms = tuple[str, ...]
"""One point in ever fewer numbers, the fullest first; its clauses are parted by "; "."""

_NUMBER = re.compile(r"\d+(?:[.\u202f]\d+)*")
_ALONE = re.compile(r"(?<![\w.\u202f])(?<!\d )\d+(?![\w.\u202f])(?! \d{3}\b)")
"""A number that is no part of a larger one, such as 1 000."""
_SMALL = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


def answer(points: Iterable[Forms]) -> str:
    """As many of the first points as there is room for. As few as can be give up all their
    numbers, never the first for the sake of another; then the first are the fullest."""
    offered = [forms for forms in points if forms][:MOST_POINTS]
    for n in range(len(offered), 0, -1):
        first = offered[0][: max(1, len(offered[0]) - (n > 1))]
        fitting = (chosen for chosen in product(first, *offered[1:n]) if _fits(chosen))
        # Choices come with the first as full as they can be, and the earliest of the best is taken.
        best = min(fitting, key=lambda chosen: _n_bare(chosen, offered), default=None)
        if best:
            return _joined(best)
    return ""


def _fits(chosen: Forms) -> bool:
    every = [sentence for words in chosen for sentence in in_sentences(words)]
    n_words = [len(sentence.split()) for sentence in every]
    return (
        numbers_in(" ".join(every)) <= MOST_NUMBERS
        and len(every) <= MOST_SENTENCES
        and max(n_words) <= MOST_WORDS_OF_ONE
        and sum(n_words) <= MOST_WORDS
    )


def fits_alone(words: str) -> bool:
    """Whether it is short enough to stand alone in a row."""
    return numbers_in(words) <= MOST_NUMBERS and len(words.split()) <= MOST_WORDS_OF_ONE


def _n_bare(chosen: Forms, offered: Sequence[Forms]) -> int:
    """How many have given up all their numbers."""
    return sum(
        words == forms[-1] != forms[0] for words, forms in zip(chosen, offered, strict=False)
    )


def _joined(points: Forms) -> str:
    return " ".join(sentence for words in points for sentence in in_sentences(words))


def in_sentences(words: str) -> tuple[str, ...]:
    """One sentence, or one a clause where that would be too long."""
    clauses = words.split("; ") if len(words.split()) > MOST_WORDS_OF_ONE else [words]
    return tuple(map(as_sentence, clauses))


def numbers_in(text: str) -> int:
    """How many numbers a reader meets; those in words, which count things, are none."""
    return len(_NUMBER.findall(text))


def as_sentence(words: str) -> str:
    """With a capital, and a full stop where it has no end of its own."""
    return f"{capital(words)}{'' if words.endswith(('.', '?', '!')) else '.'}"


def capital(words: str) -> str:
    """With its first letter large; names such as "tanh" are given that, too."""
    return words[:1].upper() + words[1:]


def counted(n: int) -> str:
    """A small count as a word."""
    return _SMALL[n] if n < len(_SMALL) else f"{n}"


def spelled(name: str) -> str:
    """A name with its counts as words: "2 or 3 hidden layers" is of two or three."""
    return re.sub(_ALONE, lambda found: counted(int(found[0])), name)
