"""Several things in one sentence."""

from collections.abc import Iterable, Sequence


def joined(words: Sequence[str], last_with: str = "and") -> str:
    """One, two and three. Raises ValueError on none."""
    *first, last = words
    return f"{', '.join(first)} {last_with} {last}" if first else last


def everywhere(places: Iterable[str]) -> str:
    """Places joined; empty of one that needs no words."""
    return joined([place for place in places if place] or [""])
