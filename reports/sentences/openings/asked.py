"""The questions of a claim and their numbers, by name."""

from collections.abc import Iterator, Mapping, Sequence

from propbench.bench.claims.judging import Judgement
from propbench.bench.claims.registration import Cell, Part
from propbench.bench.numbers import times
from propbench.bench.statistics import Interval

Row = Mapping[str, str | float]


def part(found: Judgement, name: str) -> Part:
    """One question; one without comparisons where the claim was not asked it."""
    asked = (one for one in found.parts if one.id == name)
    return next(asked, Part(name, "", "", "inconclusive"))


def rows(asked: Part, quantity: str) -> list[Row]:
    """The series of one quantity."""
    return [row for row in asked.series if row.get("quantity") == quantity]


def ratios(asked: Part) -> list[tuple[Interval, Cell]]:
    """The comparisons with a ratio that says something, from the lowest to the highest."""
    return sorted(_said(asked), key=lambda pair: pair[0].point)


def span(asked: Part, words: str) -> str:
    """The lowest and the highest ratio, each with its factors in these words."""
    found = ratios(asked)
    low, high = (
        f"{times(ratio.point)} ({words.format(**cell.factors)})"
        for ratio, cell in (found[0], found[-1])
    )
    return f"between {low} and {high}"


def decided(asked: Part) -> str:
    """How many of the ratios are decided."""
    return _decided([cell for _, cell in ratios(asked)], "these {} ratios")


def settled(asked: Part) -> str:
    """How many of all its comparisons are decided, with a ratio or without."""
    return _decided(asked.cells, "{} comparisons")


def _decided(cells: Sequence[Cell], these: str) -> str:
    n = sum(cell.finding != "inconclusive" for cell in cells)
    return f"{n or 'none'} of {these.format(len(cells))} {'are' if n > 1 else 'is'} decided"


def _said(asked: Part) -> Iterator[tuple[Interval, Cell]]:
    for cell in asked.cells:
        if cell.ratio is not None:
            yield cell.ratio, cell
