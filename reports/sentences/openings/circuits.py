"""C9 in short: which price is exponential, and which is not."""

from collections.abc import Iterator

from propbench.bench.claims.judging import Judgement
from propbench.bench.claims.registration import Part
from propbench.bench.numbers import count
from propbench.reports.sentences.lists import joined
from propbench.reports.sentences.openings.asked import part, rows

_ONE = "one hidden layer"


def circuits(found: Judgement) -> Iterator[str]:
    """Representing parity, separating by a sawtooth, learning parity."""
    yield from _parity(part(found, "represent"))
    separate = part(found, "separate")
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
    learn = part(found, "learn").cells
    if learn:
        sooner, later = (
            sum(cell.finding == finding for cell in learn)
            for finding in ("supports", "contradicts")
        )
        yield (
            f"Trained by gradient descent, the deep network learns parity sooner in {sooner} and "
            f"later in {later} of {len(learn)} comparisons."
        )


def _parity(asked: Part) -> Iterator[str]:
    built = rows(asked, "hidden_units")
    if not built:
        return
    bits = max(int(row["bits"]) for row in built)
    largest = [row for row in built if int(row["bits"]) == bits]
    needed = {str(row["units"]): int(row["value"]) for row in largest if row["shape"] == _ONE}
    dear = [cell.factors["units"] for cell in asked.cells if cell.finding == "supports"]
    said = joined([f"{count(n)} {units}" for units, n in needed.items()], "or")
    price = f"; only with {joined(dear)} does that grow exponentially" if dear else ""
    yield f"For the parity of {bits} bits one hidden layer takes {said}{price}."
