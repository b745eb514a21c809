"""The comparison as plain text, at most 80 columns."""

import io
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from propbench.bench.messages import COLUMNS, folded
from propbench.bench.numbers import NARROW, count, times
from propbench.bench.plain_text import visible
from propbench.reports.naming import named
from propbench.reports.side_by_side import words
from propbench.reports.side_by_side.compared import Compared
from propbench.reports.side_by_side.parts import Part
from propbench.reports.side_by_side.since import Since

BESIDE = 3
"""Runs that fit beside each other; further ones follow in a table of their own."""
_TERSE = ("which", "trust")
"""Parts whose notes are on the page alone."""

_HELD = "\ue000"
"""In place of the space within a number, at which rich would end a line."""

Rows = Sequence[Sequence[str]]


def lines(compared: Compared) -> Iterator[str]:
    """Which runs, a table a question, what else differs, and last what changes."""
    names = [run.name for run in compared.runs]
    for run in compared.runs:
        yield from folded(f"{run.name}: {run.record.id}, {run.machine}")
    for part in compared.parts:
        yield from ["", part.question, *folded(part.lead)]
        yield from _by_run(names, _rows(part))
    facts = [(name, *values) for name, values in compared.facts.items()]
    if facts:
        yield from ["", "What else differs between them?", *_by_run(names, facts)]
    for pair in compared.since:
        yield from ["", *_since(pair)]
    if compared.since:
        yield from folded(words.UNPAIRED)
    yield from ["", words.title(compared.runs)]
    for sentence in (*compared.changes, *compared.missing):
        yield from folded(sentence)


def _rows(part: Part) -> Rows:
    return [
        (
            line.label,
            *(
                answer.text if part.id in _TERSE else f"{answer.text}\n{answer.note}".strip()
                for answer in line.answers
            ),
        )
        for line in part.lines
    ]


def _since(pair: Since) -> Iterator[str]:
    title, *rest = words.changed_since(pair)
    yield from folded(title)
    rows = [
        (
            *(named(moved.implementation), times(moved.middle)),
            *(f"{times(moved.lowest)} to {times(moved.highest)}", count(moved.cells)),
        )
        for moved in pair.moved
    ]
    if rows:
        yield from _table(("", "middle cell", "from cell to cell", "cells"), rows)
    for sentence in rest:
        yield from folded(sentence)


def _by_run(names: Sequence[str], rows: Rows) -> Iterator[str]:
    """A column a run, as many tables as there have to be."""
    for first in range(1, len(names) + 1, BESIDE):
        shown = slice(first, first + BESIDE)
        yield from _table(
            ("", *names[first - 1 : first - 1 + BESIDE]), [(row[0], *row[shown]) for row in rows]
        )


def _table(headers: Sequence[str], rows: Rows) -> list[str]:
    """What is too long for its column goes on in its next line, never within a number."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for header in headers:
        table.add_column(_unbroken(header), overflow="fold")
    for row in rows:
        table.add_row(*(_unbroken(cell) for cell in row))
    written = io.StringIO()
    Console(file=written, width=COLUMNS, color_system=None, highlight=False).print(table)
    text = written.getvalue().replace(_HELD, NARROW)
    return [line.rstrip() for line in text.split("\n")[:-1]]


def _unbroken(cell: str) -> Text:
    return Text(visible(cell).replace(NARROW, _HELD))
