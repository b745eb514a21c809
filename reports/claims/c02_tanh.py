"""C2 on the page: what of tanh's lead comes from being centred, and what from its slope."""

from collections.abc import Iterator

import pandas as pd

from propbench.reports import drawing
from propbench.reports.claims.lesson import Lesson
from propbench.reports.claims.questions import LIMITS, ClaimVerdict, question, rows
from propbench.reports.claims.ratios import RATIOS, no_difference
from propbench.reports.claims.saying import RATE, by_depth, told_of, under
from propbench.reports.claims.words import Words
from propbench.reports.sentences.contests import Contest
from propbench.reports.sentences.short import Forms

_EFFECTS = {
    "centring": "centring alone",
    "slope": "\u00d7 slope alone",
    "beyond": "\u00d7 their interplay",
    "tanh": "= tanh for sigmoid",
}


_HIDDEN = Contest("sigmoid", "tanh")
_CENTRED = Contest("sigmoid", "sigmoid moved to a mean of zero")
_OUTPUT = Contest("a tanh output", "a sigmoid output")


def sentences(claim: ClaimVerdict) -> Iterator[Forms]:
    """In hidden layers with rates tuned; what its mean does alone; at the output."""
    yield told_of(claim, "direction", _HIDDEN, under(RATE))
    yield told_of(claim, "reason", _CENTRED, by_depth("centring alone, "))
    yield told_of(claim, "output", _OUTPUT, {"tanh read as a probability, loss": ""})


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """A row an effect at a depth, over all tasks."""
    effects = rows(question(claim, "reason"), "effect")
    return pd.DataFrame(effects, columns=["depth", "effect", *LIMITS])


TANH = drawing.FigureSpec(
    title="What tanh owes to its centre, and what to its slope",
    data=data,
    facets=drawing.Facets(
        panels=drawing.Panels(
            "depth",
            order=drawing.numerically,
            title=lambda depth: f"{depth} hidden layer{'s' * (depth != '1')}",
        ),
        hue=drawing.Hue("effect", lambda _: list(_EFFECTS)),
        x=drawing.Axis("ratio", RATIOS, "fewer iterations, by a factor of"),
        y=drawing.Axis("effect", drawing.Names(drawing.by(_EFFECTS), _EFFECTS.__getitem__)),
        height=0.4,
        marks=(drawing.limits("low", "high"), drawing.points(size=7), *no_difference("x")),
    ),
    reading=(
        "tanh is sigmoid moved to a mean of 0 and made four times as steep. Each is tried without "
        "the other, learning rates tuned. The axis is logarithmic, so that the first three "
        "distances from the heavy line add up to the last. Bars are limits."
    ),
)

WORDS = Words(
    sentences,
    lesson=Lesson(3, "Activation functions", "4dDC1/activation-functions"),
    rule=(
        "Sigmoid must need more iterations than tanh in hidden layers, at three depths, with "
        "the learning rate tuned, and with the start tuned as well. Two things tell tanh "
        "from sigmoid: its mean is 0, and it is steeper. The reason holds where the mean "
        "alone saves iterations, and more than the slope alone. The output is asked as well, "
        "but does not decide."
    ),
    topics={"direction": "hidden layers", "reason": "the reason given", "output": "the output"},
    asks=("direction", "reason"),
    figure=TANH,
)
