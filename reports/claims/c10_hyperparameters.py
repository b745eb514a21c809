"""C10 on the page: whether a search pays, and whether its best values hold elsewhere."""

from collections.abc import Iterator

from propbench.reports.claims.questions import ClaimVerdict, question
from propbench.reports.claims.saying import in_words, told_of
from propbench.reports.claims.words import Words
from propbench.reports.sentences.contests import SECONDS, Contest
from propbench.reports.sentences.short import Forms

_RULE = Contest("a learning rate by rule", "the best of a search")
_MOVED = Contest(
    "training with the best values of another infrastructure",
    "training with its own",
    SECONDS,
    ("takes", "takes"),
)
_RULES = {
    "1 / curvature": "for one over the curvature",
    "2 / curvature": "for two over it",
}
_THE_SAME = "counted in iterations, the best values are the same on every infrastructure"


def sentences(claim: ClaimVerdict) -> Iterator[Forms]:
    """Trying; what is lost elsewhere, in iterations and in seconds."""
    yield told_of(claim, "trying", _RULE, _RULES)
    yield in_words(question(claim, "iterations"), {"false": _THE_SAME, "about the same": _THE_SAME})
    yield told_of(claim, "seconds", _MOVED)


WORDS = Words(
    sentences,
    topics={
        "trying": "finding by trying",
        "seconds": "best values in seconds",
        "iterations": "best values in iterations",
    },
)
