"""Markdown for a job's summary or a comment."""

from propbench.bench.regression.output import words
from propbench.bench.regression.verdict.records import CaseVerdict, RegressionRun, RegressionVerdict

_COLUMNS = ("case", "base", "head", "ratio [95 %]", "adj. p", "verdict", "catches", "redone")


def text(run: RegressionRun, verdict: RegressionVerdict) -> str:
    """Verdict first, then what needs attention, the table folded away."""
    return "\n".join(
        [
            f"## Timing: {verdict.summary}",
            "",
            *_items(verdict.reasons),
            *_items(words.refusals(run), "Not compared"),
            *_items(words.counters(run), "Different without any clock"),
            *_items(words.about(run)),
            "<details><summary>Every row</summary>",
            "",
            _cells(_COLUMNS),
            _cells(tuple("---" for _ in _COLUMNS)),
            *(_cells(_row(row)) for row in verdict.rows),
            "",
            "</details>",
            "",
        ]
    )


def _row(row: CaseVerdict) -> tuple[str, ...]:
    return (
        f"`{row.id}`" if row.kind == "case" else f"{row.kind}: `{row.id}`",
        words.call(row.base_s),
        words.call(row.head_s),
        words.ratio(row),
        words.p_value(row),
        f"**{row.verdict}**" if row.verdict in ("slower", "moved") else row.verdict,
        words.catches(row),
        str(row.redone),
    )


def _cells(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(_plain(cell) for cell in cells)} |"


def _items(entries: list[str], title: str = "") -> list[str]:
    if not entries:
        return []
    return [*([f"{title}:", ""] if title else []), *(f"- {_plain(entry)}" for entry in entries), ""]


def _plain(words: str) -> str:
    """Reasons quote messages of the code under test: they must not become markup."""
    return words.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
