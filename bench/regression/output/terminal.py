"""The table on the terminal: at most 80 columns, two lines a row because names are long."""

from propbench.bench.messages import COLUMNS, folded
from propbench.bench.regression.output import findings, words
from propbench.bench.regression.verdict.records import CaseVerdict, RegressionRun, RegressionVerdict

HEADER = f"{'base':>10} {'head':>10}  {'ratio (95 % limits)':24} {'verdict':11}  {'notices':>8}"


def lines(run: RegressionRun, verdict: RegressionVerdict) -> list[str]:
    """The whole answer, the verdict last."""
    return [
        *words.about(run),
        "",
        HEADER,
        *(line for row in verdict.rows for line in _row(row, run)),
        *_section("Not compared", words.refusals(run)),
        *_section("Different without any clock", words.counters(run)),
        "",
        findings.headline(run, verdict),
        *_wrapped(findings.changes(run, verdict)),
        *_wrapped(findings.doubts(verdict)),
        *findings.what_next(verdict),
    ]


def _row(row: CaseVerdict, run: RegressionRun) -> list[str]:
    kind = "" if row.kind == "case" else f" ({'A/A control' if row.kind == 'aa' else row.kind})"
    confirmed = ", confirmed" if row.look == "confirm" else ""
    return [
        f"{row.id}{kind}{confirmed}"[:COLUMNS],
        f"{words.call(row.base_s):>10} {words.call(row.head_s):>10}  {words.ratio(row):24} "
        f"{findings.word(row, run):11}  {words.notices(row):>8}",
    ]


def _section(title: str, entries: list[str]) -> list[str]:
    return ["", f"{title}:", *_wrapped(entries)] if entries else []


def _wrapped(entries: list[str]) -> list[str]:
    return [line for entry in entries for line in folded(f"  {entry}")]
