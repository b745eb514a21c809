"""Ratios between cells as columns of a table, and speed-ups over the baseline."""

from collections.abc import Hashable, Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from propbench.bench.sampling.restarts import Samples
from propbench.bench.statistics import Interval
from propbench.reports.frame.cells import KEYS, Row, records

RATIO = ("ratio", "low", "high", "n", "interval")
"""The columns of a ratio, in every table that has one with its kind."""
COLUMNS = ["implementation", *KEYS, "kind", *RATIO]


def columns(found: Interval | None) -> tuple[object, ...]:
    """RATIO of an interval; all missing where there is none."""
    return tuple(asdict(found).values()) if found else (None,) * len(RATIO)


def interval(row: Mapping[Hashable, Any]) -> Interval:
    """The interval of a row that has RATIO."""
    return Interval(row["ratio"], row["low"], row["high"], int(row["n"]), row["interval"])


def speedups(cells: pd.DataFrame, samples: Samples, baseline: str) -> pd.DataFrame:
    """Seconds of the baseline over seconds of every other implementation, same question.

    `kind` is "estimated" where the baseline's or the implementation's own seconds are; such a
    ratio has the widest limits that its parts allow, and no process is paired.
    """
    known = cells[cells["kind"].isin(["measured", "estimated"])]
    rows = records(known)
    slow = {_question(row): case for case, row in rows.items() if _is(row, baseline)}
    found = []
    for case, row in rows.items():
        base = slow.get(_question(row))
        if base is None or _is(row, baseline):
            continue
        paired = {row["kind"], rows[base]["kind"]} == {"measured"}
        factor = samples.ratio(base, case) if paired else unpaired(rows[base], row)
        if factor is not None:
            kind = "measured" if paired else "estimated"
            found.append((row["implementation"], *_question(row), kind, *columns(factor)))
    return pd.DataFrame(found, columns=COLUMNS)


def _is(row: Row, implementation: str) -> bool:
    return bool(row["implementation"] == implementation)


def _question(row: Row) -> tuple[object, ...]:
    return tuple(row[key] for key in KEYS)


def unpaired(above: Row, below: Row) -> Interval:
    """Seconds of one cell over another's, with the widest limits that those of both allow."""
    return Interval(
        above["median_s"] / below["median_s"],
        above["ci_lo_s"] / below["ci_hi_s"],
        above["ci_hi_s"] / below["ci_lo_s"],
        0,
        "range",
    )
