"""Did anything get slower? The verdict of the regression check, in words."""

from propbench.bench.numbers import percent, times, times_range
from propbench.reports.facts.regression import CaseVerdict, RegressionRun, rows

NOTHING_COMPARED = (
    "Nothing was compared: this page is about one run alone. Two commits are compared by "
    "`propbench regress --base main`."
)
NAMED = 3
"""As many slower cases, or reasons, are named; the table has all."""


def answer(comparison: RegressionRun | None) -> tuple[str, ...]:
    """What was compared, and what came of it."""
    if comparison is None:
        return (NOTHING_COMPARED,)
    return _verdict(comparison), _compared(comparison)


def _compared(comparison: RegressionRun) -> str:
    dirty = " with uncommitted work" if comparison.head_dirty else ""
    return (
        f"Commit {comparison.head[:9]}{dirty} was compared with {comparison.base[:9]} on "
        f"{comparison.created[:10]}, sample by sample on one core. It is a measurement of its own "
        "and shares nothing with the times above."
    )


def _verdict(comparison: RegressionRun) -> str:
    found = comparison.verdict
    if found is None:
        return "The comparison was interrupted, and answers nothing."
    cases = [row for row in rows(comparison) if row.kind == "case"]
    margins = comparison.settings
    if found.exit_code == 0:
        return (
            f"None of {len(cases)} cases got slower: for each of them, a slow-down of "
            f"{percent(margins.non_inferiority)} is excluded."
        )
    if found.exit_code == 1:
        slower = [row for row in rows(comparison) if row.verdict == "slower"]
        worst = sorted(slower, key=lambda row: -row.ratio)
        return f"Yes, by more than the margin: {_some([_slower(row) for row in worst])}."
    if found.exit_code == 4:
        return f"A case failed, so nothing was timed: {_some(found.reasons)}."
    return f"It cannot be told: {_some(found.reasons)}."


def _slower(row: CaseVerdict) -> str:
    limits = "" if None in (row.low, row.high) else f" ({times_range(row.low or 0, row.high or 0)})"
    return f"{row.id} takes {times(row.ratio)} its former time{limits}"


def _some(entries: list[str]) -> str:
    rest = len(entries) - NAMED
    return "; ".join(entries[:NAMED]) + (f"; and {rest} more" if rest > 0 else "")
