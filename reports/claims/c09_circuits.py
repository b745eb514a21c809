"""C9 on the page: which price is exponential in the number of bits, and which is not."""

from collections.abc import Iterator

import pandas as pd

from propbench.bench.numbers import count
from propbench.reports.claims.questions import ClaimVerdict, Question, question, rows, series
from propbench.reports.claims.saying import told_of
from propbench.reports.claims.words import Words
from propbench.reports.drawing import PLAIN, Axis, Facets, FigureSpec, Hue, Numbers, Panels, lines
from propbench.reports.sentences.contests import Contest
from propbench.reports.sentences.lists import joined
from propbench.reports.sentences.short import Forms

_SHALLOW = "one hidden layer"


_LEARNING = Contest("the shallow network", "the deep one")


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
    yield told_of(claim, "learn", _LEARNING, opening="to learn parity, ")


def _parity(asked: Question) -> Iterator[Forms]:
    built = rows(asked, "hidden_units")
    if not built:
        return
    bits = max(int(row["bits"]) for row in built)
    largest = [row for row in built if int(row["bits"]) == bits]
    needed = {str(row["units"]): int(row["value"]) for row in largest if row["shape"] == _SHALLOW}
    prices = joined([f"{count(n)} {units}" for units, n in needed.items()], "or")
    yield (f"for the parity of {bits} bits one hidden layer takes {prices}",)


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
    topics={
        "represent": "to compute parity",
        "separate": "to compute some function",
        "learn": "to learn parity",
    },
    figure=CIRCUITS,
)
