"""C1 on the page: how many times as many iterations sigmoid needs, and why."""

from collections.abc import Iterator

from propbench.bench.claims.shared.groups import RULES
from propbench.reports.claims.questions import ClaimVerdict, places, question
from propbench.reports.claims.rates import RATES
from propbench.reports.claims.survival import SURVIVAL
from propbench.reports.claims.words import Words
from propbench.reports.sentences.claims import Contest, told
from propbench.reports.sentences.short import Forms, spelled

_EFFECT = Contest("sigmoid", "ReLU")
_CUT = Contest("ReLU with a cut gradient", "plain ReLU")
_CUTTING = "cutting ReLU's gradient, "


def sentences(claim: ClaimVerdict) -> Iterator[Forms]:
    """The effect with rates tuned, and with starts as well; then the test of the reason."""
    effect = question(claim, "effect")
    rate, start = (
        places(effect, lambda name, rule=rule: _at(name, rule)) for rule in RULES.values()
    )
    yield told(_EFFECT, rate)
    yield tuple(f"with the start tuned as well, {words}" for words in told(_EFFECT, start))
    yield told(_CUT, places(question(claim, "cause"), _cut))


def _at(name: str, rule: str) -> str | None:
    depth, _, tuned = name.partition(", ")
    return f"with {spelled(depth)}" if tuned == rule else None


def _cut(name: str) -> str | None:
    return f"with {spelled(name.removeprefix(_CUTTING))}" if name.startswith(_CUTTING) else None


WORDS = Words(
    sentences,
    topics={"effect": "the effect", "cause": "the reason"},
    further={"survival": SURVIVAL, "rates": RATES},
)
