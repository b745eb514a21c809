"""C10 on the page: whether a search pays, and whether its best values hold elsewhere."""

from collections.abc import Iterator

from propbench.reports.claims.questions import ClaimVerdict, question
from propbench.reports.claims.saying import in_words, told_of, where
from propbench.reports.claims.words import Words
from propbench.reports.sentences.contests import SECONDS, Contest
from propbench.reports.sentences.short import Forms

_RULE = Contest("a formula's learning rate", "one found by trying")
_MOVED = Contest(
    "training with another infrastructure's best values",
    "training with its own",
    SECONDS,
    ("takes", "takes"),
)
_RULES = {
    "1 / curvature": "if the formula is one over the curvature",
    "2 / curvature": "if two over it",
}
_THE_SAME = "counted in iterations, the best values are the same on every infrastructure"


def sentences(claim: ClaimVerdict) -> Iterator[Forms]:
    """Trying; what is lost elsewhere, in seconds and in iterations."""
    yield told_of(claim, "trying", _RULE, _RULES)
    yield _lost(claim)
    yield in_words(question(claim, "iterations"), {"false": _THE_SAME, "about the same": _THE_SAME})


def _lost(claim: ClaimVerdict) -> Forms:
    """Where other values take longer, and that the rest are not settled; each where none does."""
    every = question(claim, "seconds").estimates
    slower = {each.name: where(each.name) for each in every if each.outcome == "above"}
    rest = "; for the others no loss that matters is proven" if 0 < len(slower) < len(every) else ""
    forms = told_of(claim, "seconds", _MOVED, slower, "counted in seconds, ")
    return tuple(f"{words}{rest}" for words in forms)


WORDS = Words(
    sentences,
    topics={
        "trying": "rates found by trying",
        "seconds": "best values, counted in seconds",
        "iterations": "best values, counted in iterations",
    },
)
