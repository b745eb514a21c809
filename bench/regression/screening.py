"""Which cases and groups go on to confirmation on fresh restarts.

Screening alone never fails anything: what it promotes is decided on the confirming restarts
alone, so that the chance of a false alarm does not depend on how screening chooses.
"""

from propbench.bench.regression.inference import estimate, slower_p
from propbench.bench.regression.records import Comparison
from propbench.bench.regression.series import Series, case_series, group_series
from propbench.bench.regression.settings import Settings


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


def to_confirm(comparison: Comparison) -> list[str]:
    """Every case that confirmation has to sample: candidates, and members of such groups."""
    cases = case_series(comparison)
    everything = [*cases, *group_series(comparison, cases)]
    wanted = {
        member
        for series in everything
        if is_promoted(series, comparison.settings)
        for member in series.members
    }
    return [series.name for series in cases if series.name in wanted]
