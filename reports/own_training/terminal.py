"""A result as plain text, at most 80 columns: what was done, two small tables, the answer."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pandas as pd

from propbench.bench import numbers
from propbench.bench.messages import folded

_SUFFIXES = ("", "_lo", "_hi")
Row = Any
"""A row of the table of arms, by attribute."""


def lines(
    notes: Iterable[str], arms: pd.DataFrame, answer: str, warnings: Iterable[str]
) -> Iterator[str]:
    """Line by line."""
    for note in notes:
        yield from folded(note)
    rows = list(arms.itertuples(index=False))
    for table in (_iterations(rows), _seconds(rows)):
        yield from ["", *_columns(table)] if len(table) > 1 else []
    yield ""
    for sentence in (answer, *(f"! {warning}" for warning in warnings)):
        yield from folded(sentence)


def _iterations(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    header = ("arm", "learning rate", "arrive", "iterations", "against the fewest")
    return [header] + [
        (
            row.arm,
            f"{row.learning_rate:g}{' (edge)' if row.rate_at_edge else ''}",
            f"{row.arrived}/{row.runs}",
            _limits(row, "iterations", numbers.exact),
            _ratio(row, "iterations_ratio"),
        )
        for row in rows
    ]


def _seconds(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    header = ("arm", "a step", "seconds to the target", "against the least")
    return [header] + [
        (
            row.arm,
            numbers.seconds(row.step_s),
            _limits(row, "seconds", numbers.seconds),
            _ratio(row, "seconds_ratio"),
        )
        for row in rows
        if pd.notna(row.step_s)
    ]


def _ratio(row: Row, name: str) -> str:
    """Of a bound what is sure: the lower limit."""
    value, low, high = (getattr(row, f"{name}{suffix}") for suffix in _SUFFIXES)
    if pd.isna(value):
        return "-"
    if row.at_least:
        return f"at least {numbers.times(low)}"
    return f"{numbers.times(value)} ({numbers.times_range(low, high)})"


def _limits(row: Row, name: str, words: Callable[[float], str]) -> str:
    value, low, high = (getattr(row, f"{name}{suffix}") for suffix in _SUFFIXES)
    if row.at_least:
        return f"at least {words(value)}"
    return f"{words(value)} ({words(low)} to {words(high)})"


def _columns(table: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
