"""How much of its ceiling each network cell reaches."""

import math

import pandas as pd

from propbench.bench.ceilings import bounds_a_network
from propbench.bench.sampling.restarts import Samples
from propbench.reports.frame.cells import Row, records

KEYS = ("network", "phase", "m", "dtype", "threads", "division")
"""What a ceiling stands over: every activation has the same products."""


def with_shares(cells: pd.DataFrame, samples: Samples) -> pd.DataFrame:
    """The summary with `ceiling_share`: seconds of the ceiling over those of the cell.

    Paired by process, like every ratio; NaN where either is not measured.
    """
    ceilings = fastest_ceilings(cells)
    shares = [
        _share(samples, ceilings.get(over(row)), case, row) for case, row in records(cells).items()
    ]
    return cells.assign(ceiling_share=pd.Series(shares, index=cells.index, dtype=float))


def fastest_ceilings(cells: pd.DataFrame) -> dict[tuple[object, ...], str]:
    """The id of the fastest measured ceiling, by KEYS."""
    measured = cells[cells["implementation"].map(bounds_a_network) & (cells["kind"] == "measured")]
    slowest_first = records(measured.sort_values("median_s", ascending=False))
    return {over(row): case for case, row in slowest_first.items()}


def over(row: Row) -> tuple[object, ...]:
    """What a cell's ceiling is found by."""
    return tuple(row[key] for key in KEYS)


def _share(samples: Samples, ceiling: str | None, case: str, row: Row) -> float:
    if ceiling is None or row["kind"] != "measured" or bounds_a_network(row["implementation"]):
        return math.nan
    share = samples.ratio(ceiling, case)
    return share.point if share else math.nan
