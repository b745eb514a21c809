"""The verdict: a pure function of what is stored."""

from collections import Counter
from typing import Literal

from propbench.bench.regression.sides.refusals import Refusal
from propbench.bench.regression.verdict.aa_controls import aa_rows
from propbench.bench.regression.verdict.records import CaseVerdict, RegressionRun, RegressionVerdict
from propbench.bench.regression.verdict.rows import case_rows, decided_rows
from propbench.bench.regression.verdict.screening import screened

ExitCode = Literal[0, 1, 3, 4]
"""As in `bench.exits`."""
PASS: ExitCode = 0
REGRESSION: ExitCode = 1
CANNOT_JUDGE: ExitCode = 3
CASE_FAILED: ExitCode = 4


def judge(run: RegressionRun) -> RegressionVerdict:
    """Rows for cases, groups and controls, and the exit code that follows from them."""
    cases, groups = screened(run)
    watch = aa_rows(run)
    unclear = _why_nothing_can_be_decided(run, watch)
    rows = [
        *case_rows(run, cases, unclear),
        *decided_rows(run, groups, "group", unclear),
        *watch,
    ]
    code, reasons = _exit_code(run, rows, unclear)
    return RegressionVerdict(
        exit_code=code, summary=_summary(code, rows, run), reasons=reasons, rows=rows
    )


def _why_nothing_can_be_decided(run: RegressionRun, watch: list[CaseVerdict]) -> list[str]:
    """Reasons that turn every other verdict into "cannot tell"."""
    moved = [
        f"{row.id} moved although both sides ran the same code"
        for row in watch
        if row.verdict == "moved" and _is_the_same_code(row, run)
    ]
    if run.status == "partial":
        moved.append("the run was interrupted")
    if _missing_controls(run):
        moved.append("the frozen controls were not measured")
    return moved


def _is_the_same_code(row: CaseVerdict, run: RegressionRun) -> bool:
    """Controls run NumPy, which is another one where the sides have environments of their own."""
    return row.kind == "aa" or run.shared_environment


def _missing_controls(run: RegressionRun) -> bool:
    needed = run.settings.fewest_restarts
    controls = {case.id for case in run.compared if case.kind == "control"}
    seen = Counter(samples.id for restart in run.restarts for samples in restart.samples)
    return not controls or min(seen[name] for name in controls) < needed


def _exit_code(
    run: RegressionRun, rows: list[CaseVerdict], unclear: list[str]
) -> tuple[ExitCode, list[str]]:
    failed = [_reason(refusal) for refusal in run.refused if refusal.trouble == "failed"]
    if failed:
        return CASE_FAILED, failed
    slower = [f"{row.id} is slower" for row in rows if row.verdict == "slower"]
    if slower:
        return REGRESSION, slower
    doubts = [
        *unclear,
        *(f"{row.id}: {row.reason}" for row in rows if row.verdict == "cannot tell"),
        *(_reason(refusal) for refusal in run.refused if not refusal.accepted),
    ]
    if not any(row.kind == "case" for row in rows):
        doubts.append("no case was compared")
    return (CANNOT_JUDGE, doubts) if doubts else (PASS, [])


def _reason(refusal: Refusal) -> str:
    return f"{refusal.id}: {refusal.trouble}: {refusal.reason}"


def _summary(code: ExitCode, rows: list[CaseVerdict], run: RegressionRun) -> str:
    cases = sum(row.kind == "case" for row in rows)
    slower = sum(row.verdict == "slower" for row in rows)
    return {
        PASS: f"PASS: none of {cases} cases is slower",
        REGRESSION: f"REGRESSION: {slower} of {len(rows)} rows are slower",
        CANNOT_JUDGE: f"CANNOT TELL, {cases} cases compared",
        CASE_FAILED: f"FAILED: {sum(refusal.trouble == 'failed' for refusal in run.refused)} cases",
    }[code]
