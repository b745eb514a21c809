"""Did anything move that cannot have moved? Then no verdict of this run can be believed.

The frozen controls are the same kernels on both sides, and the twin is a second process of base.
Both are judged like cases, in both directions: what makes head look faster hides a slow-down.
"""

from propbench.bench.regression.inference import holm, slower_p
from propbench.bench.regression.records import CaseVerdict, Comparison
from propbench.bench.regression.rows import describe
from propbench.bench.regression.series import (
    CONTROLS,
    TWINS,
    Series,
    control_series,
    group,
    twin_series,
)


def contamination_rows(comparison: Comparison) -> list[CaseVerdict]:
    """One row for each control, each twin and each of the two groups, from all restarts."""
    watched = [*_control_rows(comparison), *_twin_rows(comparison)]
    adjusted = holm([row.p for row in watched])
    level = comparison.settings.contamination_level
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


def _control_rows(comparison: Comparison) -> list[CaseVerdict]:
    controls = control_series(comparison)
    shared = [group(CONTROLS, controls, comparison.settings)] if len(controls) > 1 else []
    return [
        describe(comparison, one, "control", "screen", moved_p(one), 1.0)
        for one in [*controls, *shared]
    ]


def _twin_rows(comparison: Comparison) -> list[CaseVerdict]:
    twins = twin_series(comparison)
    shared = [group(TWINS, twins, comparison.settings)] if len(twins) > 1 else []
    return [
        describe(comparison, one, "twin", "screen", moved_p(one), 1.0) for one in [*twins, *shared]
    ]
