"""Answers that a student reads at once: at most three sentences, six numbers and 80 words."""

import re
from collections.abc import Iterable
from itertools import product

MOST_SENTENCES = 3
MOST_NUMBERS = 6
MOST_WORDS = 80

Forms = tuple[str, ...]
"""One sentence in ever fewer numbers, the fullest first."""

_NUMBER = re.compile(r"\d+(?:[.\u202f]\d+)*")
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def answer(sentences: Iterable[Forms]) -> str:
    """As many of the first sentences as there is room for, the first of them as full as it can be
    beside the others at their briefest. For more sentences the first does not give up its numbers.
    """
    offered = [forms for forms in sentences if forms][:MOST_SENTENCES]
    for n in range(len(offered), 0, -1):
        first = offered[0][: max(1, len(offered[0]) - (n > 1))]
        for chosen in product(first, *offered[1:n]):
            words = " ".join(map(as_sentence, chosen))
            if numbers_in(words) <= MOST_NUMBERS and len(words.split()) <= MOST_WORDS:
                return words
    return ""


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
    return re.sub(r"(?<![\w.\u202f])\d+(?![\w.\u202f])", lambda found: counted(int(found[0])), name)
