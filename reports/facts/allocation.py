"""What allocation costs vectorised code."""

import pandas as pd

from bench.costs.steps import IMPLEMENTATION
from bench.statistics import ratio_interval
from reports.frame import Frames

COLUMNS = [
    *("implementation", "m", "kind", "default_s", "raised_s", "ratio", "low", "high"),
    *("n", "interval"),
    *("default_faults", "raised_faults"),
]


def effects(frames: Frames) -> pd.DataFrame:
    """One row an m: COLUMNS.

    `ratio` is seconds with the allocator's default thresholds over seconds with raised ones,
    paired by process; faults are page faults of one call, medians over processes.
    """
    found = []
    for m, own in frames.allocation.groupby("m"):
        default, raised = (own[own["raised"] == state] for state in (False, True))
        if not set(default["pair"]) & set(raised["pair"]):
            continue
        ratio = ratio_interval(_by_pair(default), _by_pair(raised))
        seconds = (float(arm["seconds"].median()) for arm in (default, raised))
        faults = (float(arm["faults_per_call"].median()) for arm in (default, raised))
        limits = (ratio.point, ratio.low, ratio.high, ratio.n, ratio.kind)
        found.append((IMPLEMENTATION, int(str(m)), "measured", *seconds, *limits, *faults))
    return pd.DataFrame(found, columns=COLUMNS)


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
