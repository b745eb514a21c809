"""The words that answer a question of the course, and how those of parts make one of a claim."""

from collections.abc import Iterable
from typing import Literal, get_args

Word = Literal[
    "true",
    "mostly true",
    "true when",
    "true, but not for that reason",
    "about the same",
    "false",
    "cannot tell",
    "not measured",
]
"""What a question, or a claim, comes to."""

Kind = Literal["true", "in part", "false", "cannot tell"]
"""What forecasts tell apart."""

KINDS: dict[Word, Kind] = {
    "true": "true",
    "mostly true": "true",
    "true when": "in part",
    "true, but not for that reason": "in part",
    "about the same": "false",
    "false": "false",
    "cannot tell": "cannot tell",
    "not measured": "cannot tell",
}

_WEAKEST_FIRST: tuple[Word, ...] = (
    "false",
    "about the same",
    "not measured",
    "cannot tell",
    "true, but not for that reason",
    "true when",
    "mostly true",
    "true",
)
"""A statement that joins several is no better than the first of these that any of them is."""

_HOLDS: frozenset[Word] = frozenset({"true", "mostly true"})
_FAILS: frozenset[Word] = frozenset({"false", "about the same"})


def all_of(words: Iterable[Word]) -> Word:
    """Of a claim that says several things at once: false where one of them is.

    Raises ValueError on none.
    """
    parts = set(words)
    if not parts <= set(get_args(Word)) or not parts:
        raise ValueError(f"words: got {sorted(parts)}, expected some of {get_args(Word)}")
    return next(word for word in _WEAKEST_FIRST if word in parts)


def because(effect: Word, cause: Word) -> Word:
    """Of a claim that gives a reason: what the effect is, unless only the reason fails."""
    if effect in _FAILS or effect in ("cannot tell", "not measured"):
        return effect
    if cause in _FAILS:
        return "true, but not for that reason"
    return all_of((effect, cause)) if cause in (*_HOLDS, "true when") else effect


def where_it_is(words: Iterable[Word]) -> Word:
    """Of a claim that is asked of several kinds of thing, each by itself: true when it is one of
    those of which it is true."""
    parts = tuple(words)
    holds = any(word in (*_HOLDS, "true when") for word in parts)
    if holds and not set(parts) <= _HOLDS:
        return (
            "true when" if any(word in (*_FAILS, "true when") for word in parts) else "mostly true"
        )
    return all_of(parts)
