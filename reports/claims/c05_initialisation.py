"""C5 on the page: how many distinct hidden units there are, step by step."""

from collections.abc import Iterator

import pandas as pd

from propbench.reports import drawing
from propbench.reports.claims.questions import ClaimVerdict, question, series
from propbench.reports.claims.saying import in_words, told_of
from propbench.reports.claims.words import Words
from propbench.reports.sentences.contests import Contest
from propbench.reports.sentences.short import Forms

_DRAWN = "xor"


_BOOK = "the textbook's start"
_SMALL = Contest("weights of randn * 0.01", _BOOK, verbs=("need", "needs"))
_LARGE = Contest("large weights", _BOOK, verbs=("need", "needs"))


def sentences(claim: ClaimVerdict) -> Iterator[Forms]:
    """Zero weights; small and large ones."""
    yield in_words(
        question(claim, "zero"),
        {
            "true": "weights of zero fail wherever there is a hidden layer",
            "mostly true": "weights of zero fail in most networks with a hidden layer",
        },
    )
    yield told_of(claim, "small", _SMALL)
    yield told_of(claim, "large", _LARGE)


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """Number of distinct hidden units by task, implementation, precision, width and step."""
    columns = ["task", "implementation", "dtype", "width", "step", "units"]
    rows = series(question(claim, "clock"), "distinct_units", columns, whole=("width", "step"))
    # Units were counted on one task, and did not name it, before there were several.
    return rows.fillna({"task": _DRAWN})


def _drawn(table: pd.DataFrame) -> pd.DataFrame:
    """Other precisions and tasks are in the table."""
    return table[(table["dtype"] == "float64") & (table["task"] == _DRAWN)]


SYMMETRY = drawing.FigureSpec(
    title="The symmetry clock: how many of the hidden units differ",
    data=data,
    facets=drawing.Facets(
        tidy=_drawn,
        panels=drawing.Panels("width", order=drawing.ascending, title="{} units".format, columns=4),
        x=drawing.Axis("step", drawing.PLAIN, "iterations"),
        y=drawing.Axis(
            "units",
            drawing.Numbers(
                scale="linear", whole=True, limits=lambda table: (0.5, table["units"].max() + 0.5)
            ),
            "distinct units",
        ),
        height=1.6,
        marks=(drawing.lines(),),
    ),
    reading=(
        "All hidden units begin with the same weights, so mathematics keeps them the same for "
        "ever: a line at 1. A line that rises shows arithmetic that treats units unequally, as "
        "where a vector instruction takes some and a plain loop the rest, and rounding then parts "
        "them. The figure is of float64 on exclusive or; the table has float32 and digits, too."
    ),
)

WORDS = Words(
    sentences,
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
