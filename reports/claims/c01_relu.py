"""C1 on the page: how many times as many iterations sigmoid needs, and why."""

from collections.abc import Iterator

from propbench.reports.claims.questions import ClaimVerdict
from propbench.reports.claims.rates import RATES
from propbench.reports.claims.saying import RATE, START, by_depth, told_of, under
from propbench.reports.claims.survival import SURVIVAL
from propbench.reports.claims.words import Words
from propbench.reports.sentences.contests import Contest
from propbench.reports.sentences.short import Forms

_EFFECT = Contest("sigmoid", "ReLU")
_CUT = Contest("ReLU with a cut gradient", "plain ReLU")


def sentences(claim: ClaimVerdict) -> Iterator[Forms]:
    """The effect with rates tuned, and with starts as well; then the test of the reason."""
    yield told_of(claim, "effect", _EFFECT, under(RATE))
    yield told_of(claim, "effect", _EFFECT, under(START), "with the start tuned as well, ")
    yield told_of(claim, "cause", _CUT, by_depth("cutting ReLU's gradient, "))


WORDS = Words(
    sentences,
    topics={"effect": "the effect", "cause": "the reason"},
    further={"survival": SURVIVAL, "rates": RATES},
)
