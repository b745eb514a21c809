"""C3 on the page: how many hidden units die under stress."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from propbench.bench.numbers import TIMES, exact
from propbench.reports import drawing
from propbench.reports.claims.questions import ClaimVerdict, question, series
from propbench.reports.claims.saying import in_words, told_of
from propbench.reports.claims.words import Words
from propbench.reports.sentences.contests import Contest
from propbench.reports.sentences.short import Forms

_ARMS = {"relu": "ReLU", "leaky_relu": "leaky ReLU, slope 0.01"}
_SUFFIX = " times the best"


_PAIR = Contest("ReLU", "leaky ReLU")
_SLOPE = Contest("a slope of 0.01", "the best slope")


def sentences(claim: ClaimVerdict) -> Iterator[Forms]:
    """From a good start; under stress; at another slope."""
    yield told_of(claim, "good_start", _PAIR, opening="from a good start, ")
    yield told_of(claim, "stress", _PAIR, opening="under stress, ")
    yield told_of(claim, "slope", _SLOPE)
    yield in_words(question(claim, "nobody"), {"false": "others have tried another slope"})


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """Share of hidden units that are dead at the end, by learning rate over the best one."""
    columns = ["task", "bias", "at", "arm", "share"]
    rows = series(question(claim, "stress"), "dead", columns)
    rows = rows[rows["arm"].isin(_ARMS) & rows["at"].astype(str).str.endswith(_SUFFIX)]
    rate = rows["at"].astype(str).str.removesuffix(_SUFFIX).astype(float)
    named = rows.assign(at=rate).rename(columns={"at": "rate"})
    return named.reset_index(drop=True)


def _by_start(table: pd.DataFrame) -> pd.DataFrame:
    starts = zip(table["task"], table["bias"], strict=True)
    return table.assign(panel=[f"{task}, biases\nbegin at {bias}" for task, bias in starts])


LEAKY = drawing.FigureSpec(
    title="How many hidden units are dead at the end",
    data=data,
    facets=drawing.Facets(
        tidy=_by_start,
        panels=drawing.Panels("panel"),
        hue=drawing.Hue("arm", lambda _: list(_ARMS), _ARMS),
        x=drawing.Axis(
            "rate",
            drawing.Names(drawing.ascending, lambda rate: f"{exact(rate)}{TIMES}"),
            "learning rate / best",
        ),
        y=drawing.Axis(
            "share",
            replace(drawing.LINEAR_SHARES, limits=lambda _: (-0.04, 1.04)),
            "dead hidden units, %",
        ),
        height=2.0,
        marks=(drawing.lines(size=6),),
    ),
    reading=(
        "A unit is dead when it gives 0 for every example, so that its weights no longer move. "
        "Stress is a learning rate above the best, or biases that begin at \u22121. Whether the "
        "survivors train any slower is another question: the comparisons answer it."
    ),
)

WORDS = Words(
    sentences,
    topics={
        "good_start": "from a good start",
        "stress": "under stress",
        "slope": "another slope",
        "nobody": "nobody tries one",
    },
    figure=LEAKY,
)
