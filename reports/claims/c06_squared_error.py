"""C6 on the page: what is wrong with squared error, and what is not."""

from collections.abc import Iterator

from propbench.reports.claims.lesson import Lesson
from propbench.reports.claims.questions import ClaimVerdict, question
from propbench.reports.claims.saying import in_words, told_of
from propbench.reports.claims.words import Words
from propbench.reports.sentences.contests import Contest
from propbench.reports.sentences.short import Forms

_LOSSES = Contest("squared error", "cross-entropy")
_NOISE = {
    "all labels right": "with all labels right",
    "10% of the labels wrong": "with a tenth of the labels wrong",
    "20% of the labels wrong": "with a fifth of the labels wrong",
}


def sentences(claim: ClaimVerdict) -> Iterator[Forms]:
    """Its speed from an ordinary start; its shape; its speed from a saturated start."""
    yield told_of(claim, "ordinary", _LOSSES, _NOISE)
    yield in_words(
        question(claim, "nonconvex"),
        {
            "true": "squared error through a sigmoid is not convex, cross-entropy is",
            "mostly true": "squared error through a sigmoid is mostly not convex",
            "false": "squared error through a sigmoid is as convex as cross-entropy",
        },
    )
    yield told_of(claim, "saturated", _LOSSES, _NOISE, "from saturated wrong weights, ")


WORDS = Words(
    sentences,
    lesson=Lesson(
        2, "Logistic regression cost function", "yWaRd/logistic-regression-cost-function"
    ),
    rule=(
        "Squared error must need more iterations than cross-entropy, from weights of zero or "
        "from saturated wrong ones, with labels right and wrong. Each has its own best "
        "learning rate. Cross-entropy must be convex, and squared error must not. Errors on "
        "unseen examples are asked as well, but do not decide."
    ),
    topics={
        "nonconvex": "the shape",
        "ordinary": "an ordinary start",
        "saturated": "a saturated start",
        "noise": "errors",
        "linear": "no sigmoid",
    },
    asks=("ordinary", "saturated"),
)
