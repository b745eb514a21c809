"""C9 on the page: which price is exponential in the number of bits, and which is not."""

from collections.abc import Iterator

import pandas as pd

from propbench.bench.numbers import count
from propbench.reports.claims.lesson import Lesson
from propbench.reports.claims.questions import ClaimVerdict, Question, question, rows, series
from propbench.reports.claims.saying import in_words
from propbench.reports.claims.words import Words
from propbench.reports.drawing import PLAIN, Axis, Facets, FigureSpec, Hue, Numbers, Panels, lines
from propbench.reports.sentences.short import Forms

_SHALLOW = "one hidden layer"


def sentences(claim: ClaimVerdict) -> Iterator[Forms]:
    """Separating by a sawtooth, representing parity, learning parity."""
    separate = question(claim, "separate")
    pieces, units = (
        {int(row["layers"]): int(row["value"]) for row in rows(separate, name)}
        for name in ("sawtooth_pieces", "sawtooth_units")
    )
    if pieces:
        most = max(pieces)
        yield (
            f"a sawtooth that {count(units[most])} ReLU units make in many layers takes "
            f"{count(pieces[most] - 1)} in one layer",
        )
    yield from _parity(question(claim, "represent"))
    yield in_words(
        question(claim, "learn"),
        {
            "true": "gradient descent learns parity sooner in the deep network",
            "false": "gradient descent learns parity no sooner in the deep network",
        },
    )


def _parity(asked: Question) -> Iterator[Forms]:
    """At the most bits that were built, the dearest and the cheapest kind of unit."""
    built = [row for row in rows(asked, "hidden_units") if row["shape"] == _SHALLOW]
    bits = max((int(row["bits"]) for row in built), default=0)
    prices = sorted((int(row["value"]), str(row["units"])) for row in built if row["bits"] == bits)
    if len(prices) > 1:
        (few, cheap), (many, dear) = prices[0], prices[-1]
        yield (
            f"for the parity of {bits} bits one hidden layer takes {count(many)} {dear}, but only "
            f"{count(few)} {cheap}",
        )


def data(claim: ClaimVerdict) -> pd.DataFrame:
    """Hidden units of the constructed networks, by kind of unit, shape and number of bits."""
    columns = ["units", "shape", "bits", "hidden_units"]
    whole = ("bits", "hidden_units")
    return series(question(claim, "represent"), "hidden_units", columns, whole)


CIRCUITS = FigureSpec(
    title="Hidden units that the parity of n bits takes",
    data=data,
    facets=Facets(
        panels=Panels("units"),
        hue=Hue("shape"),
        x=Axis("bits", Numbers(scale="linear", whole=True), "bits"),
        y=Axis("hidden_units", PLAIN, "hidden units"),
        marks=(lines(),),
    ),
    reading=(
        "Parity asks whether the number of ones is odd. The upright axis is logarithmic: a "
        "straight rising line is exponential growth. Every construction was run on every input."
    ),
)

WORDS = Words(
    sentences,
    lesson=Lesson(4, "Why deep representations?", "rz9xJ/why-deep-representations"),
    rule=(
        "Networks are built for ever more bits or layers, and run on every input. The price "
        "of one hidden layer is exponential where its extra units grow by over 1.25 times "
        "with each. Whether deep networks learn parity sooner is asked as well, but does not "
        "decide."
    ),
    topics={
        "represent": "parity",
        "separate": "a sawtooth",
        "learn": "learning parity",
    },
    asks=("represent", "separate"),
    figure=CIRCUITS,
)
