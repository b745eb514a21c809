"""Finds cells in the summary, and says of one of them what may be said."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from propbench.bench import grid
from propbench.bench.statistics import Interval
from propbench.reports.frame import BASELINE, Frames
from propbench.reports.frame.cells import Row, records

HEADLINE = {**grid.HEADLINE, "division": "closed"}
"""The one cell that the first screen is about."""

TIMED = ("measured", "estimated")
"""Kinds of cells that have seconds."""


@dataclass(frozen=True)
class Standing:
    """One implementation at one question.

    `seconds` is None where the cell has no time, and `reason` says why. `gain` is the baseline's
    seconds over these: above 1 is faster; None where either is not measured.
    """

    implementation: str
    league: str
    family: str
    kind: str
    seconds: Interval | None
    gain: Interval | None
    reason: str
    unstable: bool


def pick(cells: pd.DataFrame, **wanted: object) -> pd.DataFrame:
    """The rows in which every named column has the wanted value."""
    keep = np.ones(len(cells), dtype=bool)
    for column, value in wanted.items():
        keep &= cells[column].to_numpy() == value
    return cells[keep]


def headline_cells(frames: Frames, **other: object) -> pd.DataFrame:
    """Cells of the headline question, with some of its parts replaced; m=None for every m."""
    wanted = {key: value for key, value in {**HEADLINE, **other}.items() if value is not None}
    return pick(frames.cells, **wanted)


def standings(frames: Frames, cells: pd.DataFrame) -> tuple[Standing, ...]:
    """One per row of `cells`, which answer one question: slowest first, those without a time last.

    The baseline comes before all others whatever its time.
    """
    base = [str(case) for case in cells.index[cells["implementation"] == BASELINE]]
    found = [_standing(frames, case, row, base) for case, row in records(cells).items()]
    return tuple(sorted(found, key=_slowest_first))


def is_unstable(frames: Frames, case: str) -> bool:
    """Whether the cell is measured and unstable."""
    return case in frames.quality.index and bool(frames.quality.at[case, "unstable"])


def _standing(frames: Frames, case: str, row: Row, base: list[str]) -> Standing:
    unstable = is_unstable(frames, case) or any(is_unstable(frames, other) for other in base)
    gain = frames.ratio(base[0], case) if base and base[0] != case else None
    return Standing(
        implementation=row["implementation"],
        league=row["league"],
        family=row["family"],
        kind=row["kind"],
        seconds=_seconds(row),
        gain=gain,
        reason=row["reason"],
        unstable=unstable,
    )


def _seconds(row: Row) -> Interval | None:
    if row["kind"] not in TIMED:
        return None
    n = int(row["n_processes"])
    kind: Literal["confidence", "range"] = row["interval"] if n else "range"
    return Interval(row["median_s"], row["ci_lo_s"], row["ci_hi_s"], n, kind)


def _slowest_first(standing: Standing) -> tuple[bool, bool, float, str]:
    time = -standing.seconds.point if standing.seconds else 0.0
    first = standing.implementation != BASELINE
    return first, standing.seconds is None, time, standing.implementation
