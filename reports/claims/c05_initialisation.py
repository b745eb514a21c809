"""C5 on the page: how many distinct hidden units there are, step by step."""

from collections.abc import Iterator

import pandas as pd

from propbench.reports import drawing
from propbench.reports.claims.lesson import Lesson
from propbench.reports.claims.questions import ClaimVerdict, question, series
from propbench.reports.claims.saying import in_words, told_of
from propbench.reports.claims.words import Words
from propbench.reports.naming import named
from propbench.reports.sentences.contests import Contest
from propbench.reports.sentences.short import Forms

_DRAWN = "xor"


_BOOK = "the textbook's start"
_SMALL = Contest("small weights", _BOOK, verbs=("need", "needs"))
_LARGE = Contest("large weights", _BOOK, verbs=("need", "needs"))


def sentences(claim: ClaimVerdict) -> Iterator[Forms]:
    """Small weights, which the verdict turns on; those of zero; large ones."""
    yield told_of(claim, "small", _SMALL)
    yield in_words(
        question(claim, "zero"),
        {
            "true": "weights of zero fail wherever there is a hidden layer",
            "mostly true": "weights of zero fail in most networks with a hidden layer",
        },
    )
    yield told_of(claim, "large", _LARGE)


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """Number of distinct hidden units by task, implementation, precision, width and step."""
    columns = ["task", "implementation", "dtype", "width", "step", "units"]
    rows = series(question(claim, "clock"), "distinct_units", columns, whole=("width", "step"))
    # Units were counted on one task, and did not name it, before there were several.
    return rows.fillna({"task": _DRAWN})


def _drawn(table: pd.DataFrame) -> pd.DataFrame:
    """After the last step that was counted; other precisions and tasks are in the table."""
    own = table[(table["dtype"] == "float64") & (table["task"] == _DRAWN)]
    return own[own.groupby(["implementation", "width"])["step"].transform("max") == own["step"]]


def _are_alike(rows: pd.DataFrame) -> pd.Series:
    return rows["units"] == 1


SYMMETRY = drawing.FigureSpec(
    title="Where hidden units that begin alike part",
    data=data,
    facets=drawing.Facets(
        tidy=_drawn,
        x=drawing.Axis("width", drawing.Names(drawing.ascending), "hidden units"),
        y=drawing.Axis("implementation", drawing.Names(words=named)),
        names="nowhere",
        height=0.35,
        marks=(drawing.points(size=9, hollow=_are_alike),),
    ),
    reading=(
        "All hidden units begin with the same weights, so mathematics keeps them alike for ever.",
        drawing.Where(lambda table: _are_alike(_drawn(table)), "A hollow mark: they are alike."),
        drawing.Where(
            lambda table: ~_are_alike(_drawn(table)),
            "A filled mark: some have parted, by rounding. A vector instruction takes some of the "
            "units, and a plain loop the rest.",
        ),
        "The figure is of float64 on exclusive or; the table has float32 and digits, too.",
    ),
)

WORDS = Words(
    sentences,
    lesson=Lesson(3, "Random initialization", "XtFPI/random-initialization"),
    rule=(
        "All of it must be true. Weights of zero must need more iterations than the "
        "textbook's start, because hidden units stay the same. Biases of zero must need no "
        "more than random ones. Small weights (`randn * 0.01`) must need no more than the "
        "textbook's start, and large weights must need more. Learning rates are tuned."
    ),
    topics={
        "zero": "weights of zero",
        "logistic": "weights of zero without hidden layers",
        "reason": "the reason",
        "clock": "units that stay alike",
        "zero_b": "biases of zero",
        "small": "small weights",
        "large": "large weights",
        "zero_output": "zero in the output layer",
    },
    asks=("zero", "reason", "zero_b", "small", "large"),
    figure=SYMMETRY,
)
