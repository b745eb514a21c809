"""C8 on the page: who goes on improving with more examples, and who is ahead."""

from collections.abc import Iterator

import pandas as pd

from propbench.reports.claims.lesson import Lesson
from propbench.reports.claims.questions import ClaimVerdict, places, question, series
from propbench.reports.claims.saying import told_of
from propbench.reports.claims.words import Words
from propbench.reports.drawing import PLAIN, SHARES, Axis, Facets, FigureSpec, Hue, Panels, lines
from propbench.reports.sentences.contests import ERRORS, Contest, factor, span, task_name
from propbench.reports.sentences.lists import joined
from propbench.reports.sentences.short import Forms

_COLUMNS = ["data", "learner", "n", "error"]
_AHEAD = Contest("the best traditional learner", "the largest network", ERRORS, ("makes", "makes"))
_ASKED = ("traditional", "networks")
_LEARNERS = {
    "logistic": "logistic regression",
    "rbf_svm": "the kernel machine",
    "network_256": "the largest network",
}


_TRADITIONAL = {
    "linear_svm": "linear SVM",
    "logistic": "logistic regression",
    "quadratic_logistic": "logistic regression of squares",
    "rbf_svm": "kernel machine",
}


def sentences(claim: ClaimVerdict) -> Iterator[Forms]:
    """What more examples are worth to old learners and to networks; who is ahead."""
    yield _worth(claim)
    yield told_of(claim, "ahead", _AHEAD)


def _worth(claim: ClaimVerdict) -> Forms:
    """The errors of a few learners with a tenth of the examples, over those with all of them."""
    known = [places(question(claim, name), _LEARNERS) for name in _ASKED]
    ratios = [(who, each.ratio) for own in known for who, each in own.items() if each.ratio]
    if not ratios:
        return ()
    (first, ratio), *others = ratios
    if all(each.low > 1 for _, each in ratios):
        opening = "all learners improve with more examples; with a tenth of them, "
    else:
        opening = "with a tenth of the examples, "
    opening += f"{first} makes {factor(ratio.point)} times"
    rest = [f"{who} {factor(each.point)} times" for who, each in others]
    limits = f" ({span(ratio.low, ratio.high)})"
    return tuple(
        joined([f"{opening} as many errors as with all{around}", *rest]) for around in (limits, "")
    )


def _in_words(learner: str) -> str:
    """A learner as the legend has it."""
    kind, _, units = learner.partition("_")
    return f"network of {units} units" if kind == "network" else _TRADITIONAL.get(learner, learner)


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """Mean error of each learner at each size."""
    tables = [series(asked, "error", _COLUMNS, whole=("n",)) for asked in claim.questions]
    known = [table for table in tables if len(table)]
    return pd.concat(known, ignore_index=True) if known else pd.DataFrame(columns=_COLUMNS)


MORE_DATA = FigureSpec(
    title="Error on fresh examples, by the number of examples learnt from",
    data=data,
    facets=Facets(
        panels=Panels("data", title=task_name, columns=3),
        hue=Hue("learner", words=_in_words),
        x=Axis("n", PLAIN, "examples learnt from"),
        y=Axis("error", SHARES, "wrong, of fresh examples"),
        height=1.8,
        marks=(lines(dashed=True),),
    ),
    tabulate=lambda table: table.assign(learner=table["learner"].map(_in_words)),
    reading=(
        "Both axes are logarithmic. A learner that has stopped improving runs level at the right; "
        "one that goes on improving still falls."
    ),
)

WORDS = Words(
    sentences,
    lesson=Lesson(1, "Why is deep learning taking off?", "praGm/why-is-deep-learning-taking-off"),
    rule=(
        "Learners are compared with themselves after a tenth of the examples. A traditional "
        "learner has stopped where that makes less than 1.25 times as many errors. A network "
        "goes on where it makes more errors for sure. Who is ahead is asked as well, but does "
        "not decide."
    ),
    topics={
        "traditional": "traditional learners stop",
        "networks": "networks go on",
        "ahead": "networks are ahead",
        "seconds": "ahead in equal seconds",
        "control": "linear learners where a plane parts the classes",
    },
    asks=_ASKED,
    figure=MORE_DATA,
)
