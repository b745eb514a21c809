"""C1 on the page: how many times as many iterations sigmoid needs, and why."""

from collections.abc import Iterator

from propbench.reports.claims.lesson import Lesson
from propbench.reports.claims.questions import ClaimVerdict, question
from propbench.reports.claims.rates import RATES
from propbench.reports.claims.saying import RATE, START, by_depth, told_of, under
from propbench.reports.claims.survival import SURVIVAL
from propbench.reports.claims.words import Words
from propbench.reports.sentences.contests import Contest
from propbench.reports.sentences.short import Forms

_EFFECT = Contest("sigmoid", "ReLU")
_CUT = Contest("ReLU with a cut gradient", "plain ReLU")
_CUTTING = "cutting ReLU's gradient, "


def sentences(claim: ClaimVerdict) -> Iterator[Forms]:
    """The effect with rates tuned, and with starts as well; then the test of the reason."""
    yield told_of(claim, "effect", _EFFECT, under(RATE))
    yield told_of(claim, "effect", _EFFECT, under(START), "with a tuned start, ")
    yield (*told_of(claim, "cause", _CUT, by_depth(_CUTTING)), *_no_reason(claim))


def _no_reason(claim: ClaimVerdict) -> Forms:
    """In few words, where a cut gradient costs ReLU nothing in a shallow network."""
    denied = question(claim, "cause").fails_at
    if not any(name.startswith(f"{_CUTTING}one") for name in denied):
        return ()
    return ("a vanishing gradient is not why: cut alike, ReLU loses nothing with one hidden layer",)


WORDS = Words(
    sentences,
    lesson=Lesson(1, "Why is deep learning taking off?", "praGm/why-is-deep-learning-taking-off"),
    rule=(
        "Sigmoid must need more iterations than ReLU to the same loss, at three depths, with "
        "the learning rate tuned, and with the start tuned as well. The reason must hold, "
        "too: cutting ReLU's gradient as sigmoid cuts its own must cost iterations. Restoring "
        "sigmoid's gradient must save some."
    ),
    topics={"effect": "the effect", "cause": "the reason"},
    further={"survival": SURVIVAL, "rates": RATES},
)
