"""From cells to a part: the verdict rule asked once, and intervals of what has no chance in it."""

from collections.abc import Iterable, Mapping, Sequence

from bench.claims import verdicts
from bench.claims.registration import Cell, Part, Registration
from bench.statistics import Interval

NOTHING_MEASURED = "Nothing was measured."


def exact(value: float, n: int) -> Interval:
    """A ratio without chance in it, from `n` settings that were all tried."""
    return Interval(value, value, value, n, "confidence")


def part(
    registration: Registration,
    asked: tuple[str, str],
    cells: Sequence[Cell],
    answer: str,
    series: Iterable[Mapping[str, str | float]] = (),
) -> Part:
    """A part with the verdict on its cells; `asked` is its id and its question."""
    name, question = asked
    if not cells:
        return Part(name, question, answer, "inconclusive", series=tuple(series))
    plain = [verdicts.Cell(cell.factors, cell.finding, cell.ratio) for cell in cells]
    found = verdicts.verdict(plain, registration.share)
    return Part(name, question, answer, found.word, found.factor or "", tuple(cells), tuple(series))
