"""C9 on the page: which price is exponential in the number of bits, and which is not."""

from collections.abc import Iterator

import pandas as pd

from propbench.bench.numbers import count
from propbench.reports.claims.questions import ClaimVerdict, Question, question, rows, series
from propbench.reports.claims.words import Words
from propbench.reports.drawing import PLAIN, Axis, Facets, FigureSpec, Hue, Numbers, Panels, lines
from propbench.reports.sentences.lists import joined

_SHALLOW = "one hidden layer"


def opening(claim: ClaimVerdict) -> Iterator[str]:
    """Representing parity, separating by a sawtooth, learning parity."""
    yield from _parity(question(claim, "represent"))
    separate = question(claim, "separate")
    pieces, units = (
        {int(row["layers"]): int(row["value"]) for row in rows(separate, name)}
        for name in ("sawtooth_pieces", "sawtooth_units")
    )
    if pieces:
        most = max(pieces)
        yield (
            f"A sawtooth of {count(pieces[most])} pieces takes {count(pieces[most] - 1)} ReLU "
            f"units in one layer and {count(units[most])} in {most} layers."
        )
    learn = question(claim, "learn").cells
    if learn:
        sooner, later = (
            sum(cell.finding == finding for cell in learn)
            for finding in ("supports", "contradicts")
        )
        yield (
            f"Trained by gradient descent, the deep network learns parity sooner in {sooner} and "
            f"later in {later} of {len(learn)} comparisons."
        )


def _parity(asked: Question) -> Iterator[str]:
    built = rows(asked, "hidden_units")
    if not built:
        return
    bits = max(int(row["bits"]) for row in built)
    largest = [row for row in built if int(row["bits"]) == bits]
    needed = {str(row["units"]): int(row["value"]) for row in largest if row["shape"] == _SHALLOW}
    dear = [cell.factors["units"] for cell in asked.cells if cell.finding == "supports"]
    prices = joined([f"{count(n)} {units}" for units, n in needed.items()], "or")
    growing = f"; only with {joined(dear)} does that grow exponentially" if dear else ""
    yield f"For the parity of {bits} bits one hidden layer takes {prices}{growing}."


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

WORDS = Words(opening=opening, answer=CIRCUITS)
