"""From cells to a part, and intervals of what has no chance in it."""

from collections.abc import Iterable, Mapping, Sequence

from bench.claims.registration import Cell, Part, Registration
from bench.claims.verdicts import verdict
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
    found = verdict(cells, registration.share)
    factor = found.factor or (_only_varying(cells) if found.word == "depends" else "")
    return Part(name, question, answer, found.word, factor, tuple(cells), tuple(series))


def _only_varying(cells: Sequence[Cell]) -> str:
    """The one factor in which cells differ, which no comparison within levels can find."""
    levels = {name: {cell.factors[name] for cell in cells} for name in cells[0].factors}
    varying = [name for name, seen in levels.items() if len(seen) > 1]
    return varying[0] if len(varying) == 1 else ""
