"""What allocation costs vectorised code."""

import pandas as pd

from propbench.bench.costs.steps import IMPLEMENTATION
from propbench.bench.statistics import ratio_interval
from propbench.reports.facts.cells import headline_cells, pick
from propbench.reports.frame import Frames
from propbench.reports.frame.ratios import RATIO, columns

COLUMNS = [
    *("implementation", "m", "kind", "default_s", "raised_s", "timed_s"),
    *RATIO,
    *("default_faults", "raised_faults"),
]


def effects(frames: Frames) -> pd.DataFrame:
    """One row an m: COLUMNS.

    `ratio` is seconds with the allocator's default thresholds over seconds with raised ones,
    paired by process; faults are page faults of one call, medians over processes. `timed_s` is
    the cell of the same step: its processes had run other cells before, and glibc raises its
    thresholds by itself when a large block is freed (mallopt(3)).
    """
    found, timed = [], _timed_s(frames)
    for m, own in frames.allocation.groupby("m"):
        default, raised = (own[own["raised"] == state] for state in (False, True))
        if not set(default["pair"]) & set(raised["pair"]):
            continue
        ratio = ratio_interval(_by_pair(default), _by_pair(raised))
        seconds = (float(arm["seconds"].median()) for arm in (default, raised))
        faults = (float(arm["faults_per_call"].median()) for arm in (default, raised))
        arms = (IMPLEMENTATION, int(str(m)), "measured", *seconds, timed.get(m))
        found.append((*arms, *columns(ratio), *faults))
    return pd.DataFrame(found, columns=COLUMNS).astype({"timed_s": float})


def _timed_s(frames: Frames) -> dict[object, float]:
    """Seconds of a training step by m, as they stand with the other implementations."""
    cells = pick(headline_cells(frames, m=None), implementation=IMPLEMENTATION, kind="measured")
    return dict(zip(cells["m"], cells["median_s"], strict=True))


def _by_pair(arm: pd.DataFrame) -> dict[int, float]:
    return {int(pair): float(s) for pair, s in zip(arm["pair"], arm["seconds"], strict=True)}


def why_absent(frames: Frames) -> str:
    """Why nothing was measured, or an empty string where something was."""
    if len(frames.allocation):
        return ""
    libc = str(frames.run.environment.get("libc") or "unknown")
    if not libc.startswith("glibc"):
        return f"the C library ({libc}) does not take the allocator thresholds of glibc"
    return f"the {frames.run.profile} profile, or the selection of cases, leaves it out"
