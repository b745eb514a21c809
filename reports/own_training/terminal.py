"""A result as plain text, at most 80 columns: what was done, two small tables, the answer."""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

import pandas as pd

from propbench.bench import numbers
from propbench.reports.plain_text import visible

WIDTH = 80
Row = Any
"""A row of the table of arms, by attribute."""


class Told(Protocol):
    """What can be printed."""

    @property
    def arms(self) -> pd.DataFrame: ...
    @property
    def notes(self) -> Sequence[str]: ...
    @property
    def warnings(self) -> Sequence[str]: ...
    @property
    def answer(self) -> str: ...


def lines(told: Told) -> Iterator[str]:
    """Line by line."""
    for note in told.notes:
        yield from wrapped(note)
    rows = list(told.arms.itertuples(index=False))
    for table in (_iterations(rows), _seconds(rows)):
        if len(table) > 1:
            yield ""
            yield from _columns(table)
    yield ""
    yield from wrapped(told.answer)
    for warning in told.warnings:
        yield from wrapped(f"! {warning}")


def wrapped(sentence: str) -> list[str]:
    """A sentence in lines."""
    return textwrap.wrap(visible(sentence), WIDTH, subsequent_indent="  ", break_on_hyphens=False)


def _iterations(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    header = ("arm", "learning rate", "arrive", "iterations", "against the fewest")
    return [
        header,
        *(
            (
                row.arm,
                f"{row.learning_rate:g}{' (edge)' if row.rate_at_edge else ''}",
                f"{row.arrived}/{row.runs}",
                _limits(row, "iterations", numbers.significant),
                _limits(row, "iterations_ratio", numbers.times),
            )
            for row in rows
        ),
    ]


def _seconds(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    header = ("arm", "a step", "seconds to the target", "against the least")
    return [
        header,
        *(
            (
                row.arm,
                numbers.seconds(row.step_s),
                _limits(row, "seconds", numbers.seconds),
                _limits(row, "seconds_ratio", numbers.times),
            )
            for row in rows
            if pd.notna(row.step_s)
        ),
    ]


def _limits(row: Row, name: str, words: Callable[[float], str]) -> str:
    """A value with its limits; a bound has none, and what is not known is a dash."""
    value, low, high = (getattr(row, f"{name}{suffix}") for suffix in ("", "_lo", "_hi"))
    if pd.isna(value):
        return "-"
    if row.at_least:
        return f"at least {words(value)}"
    return f"{words(value)} ({words(low)} to {words(high)})"


def _columns(table: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
