"""C3 on the page: how many hidden units die under stress."""

from collections.abc import Iterator
from dataclasses import replace
from statistics import fmean

import pandas as pd

from propbench.bench.numbers import exact, percent
from propbench.reports import drawing
from propbench.reports.claims.lesson import Lesson
from propbench.reports.claims.questions import ClaimVerdict, question, rows, series
from propbench.reports.claims.saying import RATE, by_depth, in_words, told_of, under
from propbench.reports.claims.words import Words
from propbench.reports.sentences.contests import Contest, task_name
from propbench.reports.sentences.short import Forms

_ARMS = {"relu": "ReLU", "leaky_relu": "leaky ReLU, slope 0.01"}
_SUFFIX = " times the best"


_PAIR = Contest("ReLU", "leaky ReLU")
_SLOPES = Contest("the usual slope", "the best slope")


def sentences(claim: ClaimVerdict) -> Iterator[Forms]:
    """From a good start; what lives and what arrives under stress; at another slope."""
    yield told_of(claim, "good start", _PAIR, under(RATE), "from a good start, ")
    alive, arrived = _shares(claim, "units", "alive"), _shares(claim, "stress", "arrived")
    if alive and arrived:
        living = f"{alive[0]} of ReLU's hidden units stay alive and {alive[1]} of leaky ReLU's"
        yield (
            f"under stress {living}; {arrived[0]} of ReLU's runs arrive and {arrived[1]} of leaky "
            "ReLU's",
            f"under stress {living}",
        )
    yield told_of(claim, "slope", _SLOPES, by_depth())
    yield in_words(question(claim, "nobody"), {"false": "others have tried other slopes"})


def _shares(claim: ClaimVerdict, asked: str, quantity: str) -> tuple[str, ...]:
    """The mean share over all conditions, of each arm; empty unless both were run."""
    own = rows(question(claim, asked), quantity)
    values = [[float(row["value"]) for row in own if row["arm"] == arm] for arm in _ARMS]
    return tuple(percent(fmean(each)) for each in values) if all(values) else ()


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """Share of hidden units that are dead at the end, by learning rate over the best one."""
    columns = ["task", "bias", "at", "arm", "alive"]
    table = series(question(claim, "units"), "alive", columns)
    shocked = table[table["arm"].isin(_ARMS) & table["at"].astype(str).str.endswith(_SUFFIX)]
    rate = shocked["at"].astype(str).str.removesuffix(_SUFFIX).astype(float)
    named = shocked.assign(rate=rate, dead=1 - shocked["alive"].astype(float))
    return named.drop(columns=["at", "alive"]).reset_index(drop=True)


def _by_start(table: pd.DataFrame) -> pd.DataFrame:
    starts = zip(table["task"], table["bias"], strict=True)
    panels = [f"{task_name(task)},\nbiases {_signed(bias)}" for task, bias in starts]
    order = table["bias"].map({bias: at for at, bias in enumerate(table["bias"].unique())})
    return table.assign(panel=panels).iloc[order.argsort(kind="stable")]


def _signed(bias: object) -> str:
    return str(bias).replace("-", "\u2212")


LEAKY = drawing.FigureSpec(
    title="How many hidden units are dead at the end",
    data=data,
    facets=drawing.Facets(
        tidy=_by_start,
        panels=drawing.Panels("panel", columns=5),
        hue=drawing.Hue("arm", lambda _: list(_ARMS), _ARMS.__getitem__),
        x=drawing.Axis(
            "rate",
            drawing.Names(drawing.ascending, exact),
            "rate, times the best",
        ),
        y=drawing.Axis(
            "dead",
            replace(drawing.LINEAR_SHARES, limits=lambda _: (-0.04, 1.04)),
            "dead hidden units, %",
        ),
        height=2.0,
        marks=(drawing.lines(size=6),),
    ),
    reading=(
        "A unit is dead when it gives 0 for every example, so that its weights no longer move. "
        "Stress is a learning rate above the best, or biases that begin at \u22121. Whether more "
        "runs arrive is another question: the answer tells."
    ),
)

WORDS = Words(
    sentences,
    lesson=Lesson(3, "Activation functions", "4dDC1/activation-functions"),
    rule=(
        "All of it must be true. From a good start, ReLU must need more iterations than leaky "
        "ReLU at every depth. Under stress, more hidden units must stay alive with leaky "
        "ReLU, and more runs must arrive. Another slope must need fewer iterations than 0.01. "
        "That nobody tries one is false as soon as somebody has published a trial."
    ),
    topics={
        "good start": "from a good start",
        "units": "more units live",
        "stress": "more runs arrive",
        "slope": "another slope",
        "nobody": "nobody tries one",
    },
    figure=LEAKY,
)
