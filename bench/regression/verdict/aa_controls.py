"""Did anything move that cannot have moved? Then no verdict of this run can be believed.

The frozen controls are the same kernels on both sides; an A/A control is a case that a second
process of base runs too. Both are judged like cases, in both directions: what makes head look
faster hides a slow-down.
"""

from propbench.bench.regression.verdict.inference import slower_p
from propbench.bench.regression.verdict.records import CaseVerdict, RegressionRun
from propbench.bench.regression.verdict.rows import describe
from propbench.bench.regression.verdict.series import (
    AA_CONTROLS,
    CONTROLS,
    Series,
    aa_series,
    control_series,
    group,
)
from propbench.bench.statistics.multiplicity import holm


def aa_rows(run: RegressionRun) -> list[CaseVerdict]:
    """A row for each frozen and A/A control and for either kind together, from all restarts."""
    watched = [*_control_rows(run), *_aa_rows(run)]
    adjusted = holm([row.p for row in watched])
    level = run.settings.contamination_level
    return [
        row.model_copy(update={"adjusted_p": p, "verdict": "moved" if p <= level else "still"})
        for row, p in zip(watched, adjusted, strict=True)
    ]


def moved_p(series: Series) -> float:
    """Two-sided p of "the centre is at most the margin away from zero"."""
    values = series.of("screen", "confirm")
    if not values:
        return 1.0
    opposite = [-value for value in values]
    smaller = min(slower_p(values, series.margin), slower_p(opposite, series.margin))
    return min(1.0, 2 * smaller)


def _control_rows(run: RegressionRun) -> list[CaseVerdict]:
    controls = control_series(run)
    shared = [group(CONTROLS, controls, run.settings)] if len(controls) > 1 else []
    return [
        describe(run, series, "control", "screen", moved_p(series), 1.0)
        for series in [*controls, *shared]
    ]


def _aa_rows(run: RegressionRun) -> list[CaseVerdict]:
    aa = aa_series(run)
    shared = [group(AA_CONTROLS, aa, run.settings)] if len(aa) > 1 else []
    return [
        describe(run, series, "aa", "screen", moved_p(series), 1.0) for series in [*aa, *shared]
    ]
