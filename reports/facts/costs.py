"""The cost sheet of each implementation, at the headline case."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from propbench.reports.facts.cells import headline_cells
from propbench.reports.frame import Frames


@dataclass(frozen=True)
class Sheet:
    """Medians over fresh processes; seconds and bytes, None where not measured.

    `cold_s` and `warm_s` are the first call with an empty and with a filled compile cache;
    `warm_s` is None where nothing is cached. `call_s` and `update_s` are those of the cells.
    """

    implementation: str
    import_s: float | None
    prepare_s: float | None
    cold_s: float | None
    warm_s: float | None
    call_s: float | None
    update_s: float | None
    peak_bytes: float | None
    working_bytes: float | None
    reason: str

    def start_s(self, first_call_s: float | None) -> float | None:
        """Seconds of a fresh process that are no call: import, prepare, and what a first call
        takes beyond a later one."""
        if None in (self.import_s, self.prepare_s, first_call_s, self.call_s):
            return None
        parts = (self.import_s, self.prepare_s, first_call_s)
        return max(0.0, sum(part for part in parts if part) - (self.call_s or 0.0))


Cache = Literal["cold", "warm"]
Limits = tuple[float, float, float]
"""A point with its lower and upper limit."""


def start_limits(frames: Frames, name: str, cache: Cache) -> Limits | None:
    """Seconds of a start, as `Sheet.start_s`, and of the shortest and longest one of the processes
    with that cache; None where it was not measured."""
    sheet = _sheet(frames, name)
    point = sheet.start_s(sheet.cold_s if cache == "cold" else sheet.warm_s)
    if point is None:
        return None
    own = frames.costs[(frames.costs["implementation"] == name) & (frames.costs["kind"] == cache)]
    starts = own[["import_s", "prepare_s", "first_call_s"]].sum(axis=1) - (sheet.call_s or 0.0)
    # A median of parts may lie beside the range of their sums, and is then its own limit.
    return point, max(0.0, min(point, *starts)), max(point, *starts)


def sheets(frames: Frames) -> tuple[Sheet, ...]:
    """Everybody who has a cost sheet, in the order of the run."""
    known = set(frames.costs["implementation"])
    return tuple(_sheet(frames, name) for name in frames.implementations if name in known)


def _sheet(frames: Frames, name: str) -> Sheet:
    own = frames.costs[frames.costs["implementation"] == name]
    cold, warm, memory = (own[own["kind"] == kind] for kind in ("cold", "warm", "memory"))
    started = pd.concat([cold, warm]) if len(warm) else cold
    reasons = [str(reason) for reason in own["reason"] if reason]
    return Sheet(
        implementation=name,
        import_s=_median(started, "import_s"),
        prepare_s=_median(started, "prepare_s"),
        cold_s=_median(cold, "first_call_s"),
        warm_s=_median(warm, "first_call_s"),
        call_s=_steady(frames, name, "train_step"),
        update_s=_steady(frames, name, "update"),
        peak_bytes=_median(memory, "peak_bytes"),
        working_bytes=_median(memory, "working_bytes"),
        reason=reasons[0] if reasons else "",
    )


def _median(table: pd.DataFrame, column: str) -> float | None:
    values = table[column].dropna()
    return float(values.median()) if len(values) else None


def _steady(frames: Frames, name: str, phase: str) -> float | None:
    cells = headline_cells(frames, phase=phase, implementation=name, kind="measured")
    return float(cells["median_s"].iloc[0]) if len(cells) else None
