"""The table as text, Markdown and HTML: the same cells in each."""

import math
from collections.abc import Callable
from html import escape

from propbench.bench.messages import COLUMNS, folded
from propbench.bench.numbers import percent, seconds, times
from propbench.bench.plain_text import visible
from propbench.reports.frame.cells import Row
from propbench.reports.own_network import words
from propbench.reports.own_network.times import Times

NONE = "\u2013"
"""Where there is nothing to say."""

Cells = list[list[str]]


def table(found: Times) -> Cells:
    """Headers, then a row for everybody who has a time; estimated ones begin with a tilde."""
    columns = _columns(found)
    rows = [row for row in found.rows if row["kind"] in _MARKS]
    return [list(columns), *([cell(row) for cell in columns.values()] for row in rows)]


def text(found: Times, warning: str = "") -> list[str]:
    """Lines of at most 80 columns; who is fastest comes last."""
    cells = table(found)
    return [
        *folded(words.title(found)),
        "",
        *_aligned(cells),
        *(line for reason in words.absent(found) for line in folded(reason)),
        "",
        *(line for note in _notes(found) for line in folded(note)),
        "",
        *(folded(f"! {warning}") if warning else []),
        *folded(" ".join(_answer(found))),
    ]


def markdown(found: Times, warning: str = "") -> list[str]:
    """For a comment or a report: the answer first, the table, the rest as a list."""
    headers, *rows = table(found)
    rule = ["---", *("---:" for _ in headers[1:])]
    rest = [*words.absent(found), *_notes(found), *([warning] if warning else [])]
    return [
        f"**{' '.join(_answer(found))}**",
        "",
        _plain(words.title(found)),
        "",
        *(f"| {' | '.join(map(_plain, row))} |" for row in (headers, rule, *rows)),
        "",
        *(f"- {_plain(line)}" for line in rest),
    ]


def html(found: Times, warning: str = "") -> str:
    """For a notebook."""
    headers, *rows = table(found)
    head = "".join(f"<th>{escape(name)}</th>" for name in headers)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    rest = [*words.absent(found), *_notes(found), *([warning] if warning else [])]
    return (
        f"<p><b>{escape(' '.join(_answer(found)))}</b><br>{escape(words.title(found))}</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f"<p>{'<br>'.join(map(escape, rest))}</p>"
    )


_MARKS = {"measured": "", "estimated": "~"}


def _columns(found: Times) -> dict[str, Callable[[Row], str]]:
    rows = found.timed
    epoch = {"epoch": lambda row: _seconds(row["epoch_s"])} if _has_epochs(found) else {}
    near = any(row["ceiling_share"] > 0 for row in rows)
    ceiling = {"limit": lambda row: _share(row["ceiling_share"])} if near else {}
    return {
        "implementation": lambda row: visible(row["implementation"]),
        "time": time_cell,
        "slower": lambda row: slower_cell(row) or NONE,
        **epoch,
        **ceiling,
        "start": lambda row: _seconds(row["start_s"]),
        "pays": _pays,
        "lines": lambda row: str(row["lines"]),
    }


def _has_epochs(found: Times) -> bool:
    return (found.run.data_m or 0) > found.case.m


def _notes(found: Times) -> list[str]:
    return words.notes(found, _has_epochs(found))


def _answer(found: Times) -> list[str]:
    return [sentence for sentence in (words.winner(found), words.start(found)) if sentence]


def _seconds(value: float) -> str:
    return seconds(value) if math.isfinite(value) else NONE


def _share(value: float) -> str:
    return percent(value) if math.isfinite(value) else NONE


def time_cell(row: Row) -> str:
    """The time of a call, with a tilde where it is an estimate."""
    return f"{_MARKS[row['kind']]}{_seconds(row['call_s'])}"


def slower_cell(row: Row) -> str:
    """A ratio to the fastest with its limits; empty of the fastest itself."""
    if not math.isfinite(row["slower"]) or row["slower"] == 1:
        return ""
    low, high = (times(row[limit])[:-1] for limit in ("slower_low", "slower_high"))
    return f"{_MARKS[row['kind']]}{times(row['slower'])} ({low}\u2013{high})"


def _pays(row: Row) -> str:
    known = {"": NONE, "cannot tell": "?", "after": _seconds(row["pay_back_s"])}
    return known.get(row["pays_back"], str(row["pays_back"]))


def _aligned(cells: Cells) -> list[str]:
    """Names left, numbers right; narrower gaps, and then cut, where 80 columns ask for it."""
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    gap = " " * (2 if sum(widths) + 2 * (len(widths) - 1) <= COLUMNS else 1)
    first, *others = widths
    first = min(first, COLUMNS - sum(others) - len(gap) * len(others))
    lines = []
    for name, *rest in cells:
        short = name if len(name) <= first else f"{name[: first - 1]}\u2026"
        numbers = (cell.rjust(width) for cell, width in zip(rest, others, strict=True))
        lines.append(gap.join([short.ljust(first), *numbers]))
    return lines


def _plain(cell: str) -> str:
    """Reasons quote messages of foreign code: they must not become markup."""
    return visible(cell).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
