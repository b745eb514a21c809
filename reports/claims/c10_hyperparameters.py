"""C10 on the page: whether a search pays, and whether its best values hold elsewhere."""

from collections.abc import Iterator

from propbench.reports.claims.lesson import Lesson
from propbench.reports.claims.questions import ClaimVerdict, question
from propbench.reports.claims.saying import in_words, told_of
from propbench.reports.claims.words import Words
from propbench.reports.sentences.contests import SECONDS, Contest
from propbench.reports.sentences.short import Forms

_RULE = Contest("a learning rate calculated from the loss's curvature", "one found by trying")
_MOVED = Contest(
    "training with the best values of another infrastructure",
    "with its own",
    SECONDS,
    ("takes", "takes"),
)
_RULES = {
    "1 / curvature": "",
    "2 / curvature": "if doubled",
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
    slower = {each.name: f"in {each.name}" for each in every if each.outcome == "above"}
    rest = (
        "; elsewhere no difference that matters is proven" if 0 < len(slower) < len(every) else ""
    )
    forms = told_of(claim, "seconds", _MOVED, slower, "counted in seconds, ")
    return tuple(f"{words}{rest}" for words in forms)


WORDS = Words(
    sentences,
    lesson=Lesson(4, "Parameters vs hyperparameters", "TBvb5/parameters-vs-hyperparameters"),
    rule=(
        "A learning rate calculated from the curvature of the loss at the start must need "
        "more iterations than the best of a search. The best values of another infrastructure "
        "must also take longer than one's own, counted in seconds or in iterations. An "
        "infrastructure is Python, NumPy or compiled code."
    ),
    topics={
        "trying": "rates found by trying",
        "seconds": "best values, counted in seconds",
        "iterations": "best values, counted in iterations",
    },
)
