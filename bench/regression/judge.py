"""The verdict: a pure function of what is stored."""

from collections import Counter
from typing import Literal

from propbench.bench.regression.contamination import contamination_rows
from propbench.bench.regression.records import CaseVerdict, Comparison, Judgement, Refusal
from propbench.bench.regression.rows import decided_rows
from propbench.bench.regression.series import case_series, group_series

ExitCode = Literal[0, 1, 3, 4]
PASS: ExitCode = 0
REGRESSION: ExitCode = 1
CANNOT_JUDGE: ExitCode = 3
CASE_FAILED: ExitCode = 4


def judge(comparison: Comparison) -> Judgement:
    """Rows for cases, groups, twins and controls, and the exit code that follows from them."""
    cases = case_series(comparison)
    groups = group_series(comparison, cases)
    watch = contamination_rows(comparison)
    unclear = _why_nothing_can_be_told(comparison, watch)
    rows = [
        *decided_rows(comparison, cases, "case", unclear),
        *decided_rows(comparison, groups, "group", unclear),
        *watch,
    ]
    code, reasons = _exit_code(comparison, rows, unclear)
    return Judgement(
        exit_code=code, summary=_summary(code, rows, comparison), reasons=reasons, rows=rows
    )


def _why_nothing_can_be_told(comparison: Comparison, watch: list[CaseVerdict]) -> list[str]:
    """Reasons that turn every other verdict into "cannot tell"."""
    moved = [
        f"{row.id} moved although both sides ran the same code"
        for row in watch
        if row.verdict == "moved" and _is_the_same_code(row, comparison)
    ]
    if comparison.status == "partial":
        moved.append("the run was interrupted")
    if _missing_controls(comparison):
        moved.append("the frozen controls were not measured")
    return moved


def _is_the_same_code(row: CaseVerdict, comparison: Comparison) -> bool:
    """Controls run NumPy, which is another one where the sides have environments of their own."""
    return row.kind == "twin" or comparison.shared_environment


def _missing_controls(comparison: Comparison) -> bool:
    needed = comparison.settings.fewest_restarts
    controls = {one.id for one in comparison.compared if one.kind == "control"}
    seen = Counter(samples.id for restart in comparison.restarts for samples in restart.samples)
    return not controls or min(seen[name] for name in controls) < needed


def _exit_code(
    comparison: Comparison, rows: list[CaseVerdict], unclear: list[str]
) -> tuple[ExitCode, list[str]]:
    failed = [_told(one) for one in comparison.refused if one.trouble == "failed"]
    if failed:
        return CASE_FAILED, failed
    slower = [f"{row.id} is slower" for row in rows if row.verdict == "slower"]
    if slower:
        return REGRESSION, slower
    doubts = [
        *unclear,
        *(f"{row.id}: {row.reason}" for row in rows if row.verdict == "cannot tell"),
        *(_told(one) for one in comparison.refused if not one.accepted),
    ]
    if not any(row.kind == "case" for row in rows):
        doubts.append("no case was compared")
    return (CANNOT_JUDGE, doubts) if doubts else (PASS, [])


def _told(refusal: Refusal) -> str:
    return f"{refusal.id}: {refusal.trouble}: {refusal.reason}"


def _summary(code: ExitCode, rows: list[CaseVerdict], comparison: Comparison) -> str:
    cases = sum(row.kind == "case" for row in rows)
    slower = sum(row.verdict == "slower" for row in rows)
    return {
        PASS: f"PASS: none of {cases} cases is slower",
        REGRESSION: f"REGRESSION: {slower} of {len(rows)} rows are slower",
        CANNOT_JUDGE: f"CANNOT TELL, {cases} cases compared",
        CASE_FAILED: f"FAILED: {sum(one.trouble == 'failed' for one in comparison.refused)} cases",
    }[code]
