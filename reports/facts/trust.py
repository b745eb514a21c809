"""Whether the run can be trusted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from propbench.reports.facts.controls import Controls, controls
from propbench.reports.frame import Frames
from propbench.reports.frame.cells import records

DRIFT = 0.1
"""How far the sentinel may move beside a timing, as a share, before the timing is flagged."""


@dataclass(frozen=True)
class Trust:
    """Counts of cells by kind, noise, and what was asked.

    `worst_error` is the largest error against the oracle among cells that passed; `threads` is
    what every runtime reported; half widths are shares of the point.
    `worst` is the cell whose limits are widest, of those that compete.
    """

    profile: str
    status: str
    filtered: bool
    shortened: bool
    processes: int
    cells: int
    kinds: dict[str, int]
    failed: tuple[tuple[str, str], ...]
    worst_error: float | None
    threads: tuple[tuple[str, int], ...]
    asked_threads: tuple[int, ...]
    timings: int
    drifted: int
    median_half_width: float | None
    worst: Mapping[str, Any] | None
    unstable: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]
    controls: Controls


def trust(frames: Frames) -> Trust:
    """Everything that the trust panel says."""
    cells, quality, run = frames.cells, frames.quality, frames.run
    failed = cells.loc[cells["kind"] == "failed", "reason"]
    errors = cells.loc[cells["kind"] != "failed", "max_error"].dropna()
    drifts = frames.rounds.drop_duplicates(["id", "process"])["drift"]
    widths = quality["half_width"].astype(float)
    return Trust(
        profile=run.profile,
        status=run.status,
        filtered=run.filtered,
        shortened=bool(run.cut),
        processes=frames.restarts,
        cells=len(cells),
        kinds={str(kind): int(n) for kind, n in cells["kind"].value_counts().items()},
        failed=tuple((str(case), str(reason)) for case, reason in failed.items()),
        worst_error=float(errors.max()) if len(errors) else None,
        threads=_threads(frames),
        asked_threads=tuple(sorted({case.threads for case in run.cases})),
        timings=len(drifts),
        drifted=int((abs(drifts - 1) > DRIFT).sum()),
        median_half_width=float(widths.median()) if len(widths) else None,
        worst=_worst(frames, widths),
        unstable=tuple(str(case) for case in quality.index[quality["unstable"].astype(bool)]),
        missing=tuple(sorted(run.missing.items())),
        controls=controls(frames),
    )


def _worst(frames: Frames, widths: pd.Series) -> Mapping[str, Any] | None:
    competing = frames.cells["implementation"].isin(frames.implementations)
    own = widths[competing.reindex(widths.index)].dropna()
    return next(iter(records(frames.cells.loc[own.nlargest(1).index]).values()), None)


def _threads(frames: Frames) -> tuple[tuple[str, int], ...]:
    facts = sorted(frames.run.environment.items())
    seen = [(key.removeprefix("threads_"), n) for key, n in facts if key.startswith("threads_")]
    return tuple((name, n) for name, n in seen if isinstance(n, int))
