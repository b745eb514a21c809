"""Markdown for a job's summary or a comment."""

from propbench.bench.regression.output import findings, words
from propbench.bench.regression.verdict.records import CaseVerdict, RegressionRun, RegressionVerdict

_COLUMNS = ("case", "base", "head", "ratio (95 % limits)", "verdict", "notices")


def text(run: RegressionRun, verdict: RegressionVerdict) -> str:
    """Verdict first, then what needs attention, the table folded away."""
    return "\n".join(
        [
            f"## Timing: {findings.headline(run, verdict)}",
            "",
            *_items(findings.changes(run, verdict)),
            *_items(findings.doubts(verdict)),
            *_items(findings.what_next(verdict)),
            *_items(words.refusals(run), "Not compared"),
            *_items(words.counters(run), "Different without any clock"),
            *_items(words.about(run)),
            "<details><summary>Every row</summary>",
            "",
            _cells(_COLUMNS),
            _cells(tuple("---" for _ in _COLUMNS)),
            *(_cells(_row(row, run)) for row in verdict.rows),
            "",
            "</details>",
            "",
        ]
    )


def _row(row: CaseVerdict, run: RegressionRun) -> tuple[str, ...]:
    word = findings.word(row, run)
    return (
        f"`{row.id}`" if row.kind == "case" else f"{row.kind}: `{row.id}`",
        words.call(row.base_s),
        words.call(row.head_s),
        words.ratio(row),
        word if word in ("pass", "still") else f"**{word}**",
        words.notices(row),
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
