"""What the newest comparison of two commits found."""

from pathlib import Path

import pandas as pd

from propbench.bench.regression import store
from propbench.bench.regression.verdict.records import CaseVerdict, RegressionRun

__all__ = ["CaseVerdict", "RegressionRun", "latest", "rows", "verdicts"]

COLUMNS = [
    *("compared", "verdict", "base_s", "head_s", "ratio", "low", "high"),
    *("minimum_detectable", "restarts"),
]
_KINDS = {"group": "taken together", "control": "control", "aa": "A/A control"}


def latest(out: Path) -> RegressionRun | None:
    """The newest comparison in the folder for results, or None where none was made.

    Raises bench.results.ResultError on a file that is refused.
    """
    path = store.newest(out)
    return store.load(path) if path else None


def rows(comparison: RegressionRun | None) -> list[CaseVerdict]:
    """One for each case, group, control and A/A control; none where it was interrupted."""
    return comparison.verdict.rows if comparison and comparison.verdict else []


def verdicts(comparison: RegressionRun | None) -> pd.DataFrame:
    """The rows as a table: COLUMNS. Ratios are head over base."""
    found = [
        (
            f"{row.id} ({_KINDS[row.kind]})" if row.kind in _KINDS else row.id,
            row.verdict,
            *(row.base_s, row.head_s, row.ratio, row.low, row.high),
            *(row.minimum_detectable, row.restarts),
        )
        for row in rows(comparison)
    ]
    return pd.DataFrame(found, columns=COLUMNS)
