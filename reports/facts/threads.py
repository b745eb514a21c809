"""What all cores bring: the open division against the closed one, never in one column."""

import pandas as pd

from propbench.reports.facts.cells import is_unstable, pick
from propbench.reports.frame import Frames
from propbench.reports.frame.cells import Row, records
from propbench.reports.frame.ratios import RATIO, columns

COLUMNS = [
    *("network", "phase", "m", "implementation", "threads", "median_s", "one_thread_s"),
    *(*RATIO, "busy", "unstable"),
]


def gains(frames: Frames) -> pd.DataFrame:
    """One row a measured cell of the open division: COLUMNS.

    `ratio` is seconds with one thread over seconds with all: of the same implementation, or of
    the fastest configuration of its folder that competes with one thread; paired by process.
    `busy` is CPU time over wall time: how many threads really worked. `unstable` is said where
    either side is.
    """
    measured = frames.cells[frames.cells["kind"] == "measured"]
    contenders = measured[measured["implementation"].isin(frames.implementations)]
    rows = records(pick(contenders, division="open"))
    alone = records(pick(contenders, division="closed"))
    busy = frames.quality["cpu_per_wall"].to_dict()
    found = []
    for case, row in rows.items():
        partner = _partner(row, alone)
        ratio = frames.ratio(partner, case) if partner else None
        where = [row[key] for key in COLUMNS[: COLUMNS.index("one_thread_s")]]
        one_thread_s = alone[partner]["median_s"] if partner else None
        unstable = any(is_unstable(frames, one) for one in (case, partner) if one)
        found.append((*where, one_thread_s, *columns(ratio), busy[case], unstable))
    return pd.DataFrame(found, columns=COLUMNS)


def _partner(row: Row, alone: dict[str, Row]) -> str | None:
    """The case of the closed division that this one is compared with."""
    same = ("network", "activation", "phase", "m", "dtype")
    asked = {case: other for case, other in alone.items() if all(other[k] == row[k] for k in same)}
    own = [
        case for case, other in asked.items() if other["implementation"] == row["implementation"]
    ]
    folder = row["implementation"].partition(":")[0]
    kin = [case for case, other in asked.items() if _folder(other) == folder]
    return min(own or kin, key=lambda case: asked[case]["median_s"], default=None)


def _folder(row: Row) -> str:
    return str(row["implementation"]).partition(":")[0]
