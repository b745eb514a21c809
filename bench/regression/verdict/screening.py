"""Which cases and groups go on to confirmation on fresh restarts.

Screening alone never fails anything: what it promotes is decided on the confirming restarts
alone, so that the chance of a false alarm does not depend on how screening chooses.
"""

from dataclasses import dataclass

from propbench.bench.regression.sampling.settings import Look
from propbench.bench.regression.verdict.inference import estimate, slower_p
from propbench.bench.regression.verdict.records import RegressionRun
from propbench.bench.regression.verdict.series import Series, case_series, group_series
from propbench.bench.regression.verdict.settings import Settings


@dataclass(frozen=True)
class Screened:
    """A case or group, and the look that decides it: the first, unless that promotes it."""

    series: Series
    look: Look

    @property
    def values(self) -> list[float]:
        """Of the look that decides."""
        return self.series.of(self.look)


def screened(run: RegressionRun) -> tuple[list[Screened], list[Screened]]:
    """All cases, and all groups of them."""
    cases = case_series(run)
    return (
        [_screened(case, run.settings) for case in cases],
        [_screened(group, run.settings) for group in group_series(run, cases)],
    )


def to_confirm(run: RegressionRun) -> list[str]:
    """Every case that confirmation has to sample: candidates, and members of such groups."""
    cases, groups = screened(run)
    wanted = {
        member
        for candidate in (*cases, *groups)
        if candidate.look == "confirm"
        for member in candidate.series.members
    }
    return [case.series.name for case in cases if case.series.name in wanted]


def is_promoted(series: Series, settings: Settings) -> bool:
    """Whether the screening restarts leave open that this became too slow."""
    values = series.of("screen")
    if len(values) < settings.fewest_restarts:
        return False
    return not is_excluded(values, series, settings) or (
        slower_p(values, series.margin) < settings.promotion_level
    )


def is_excluded(values: list[float], series: Series, settings: Settings) -> bool:
    """Whether a slow-down by the series' limit is excluded by these restarts."""
    return estimate(values, settings.exclusion_level).high < series.limit


def _screened(series: Series, settings: Settings) -> Screened:
    return Screened(series, "confirm" if is_promoted(series, settings) else "screen")
