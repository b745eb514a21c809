"""What allocation costs vectorised code, in words."""

from collections.abc import Hashable
from math import log
from typing import Any

import pandas as pd

from propbench.bench.numbers import count, significant
from propbench.bench.statistics import verdict
from propbench.reports.frame.ratios import interval
from propbench.reports.sentences.comparing import gain, gain_with_limits
from propbench.reports.sentences.lists import joined


def finding(effects: pd.DataFrame, absent: str) -> str:
    """The size at which raised thresholds help most, and what happens at the others."""
    if absent:
        return f"Not measured here: {absent}."
    rows = effects.to_dict("records")
    ratios = [(int(row["m"]), interval(row)) for row in rows]
    most = max(rows, key=lambda row: row["ratio"])
    if all(verdict(ratio) == "tie" for _, ratio in ratios):
        return (
            "Raising the allocator's thresholds changes nothing here that can be told from noise: "
            "a training step of textbook NumPy costs the same at every size."
        )
    others = [f"{gain(ratio)} at m = {count(m)}" for m, ratio in ratios if m != most["m"]]
    rest = f" Elsewhere: {'; '.join(others)}." if others else ""
    return (
        f"With the allocator's thresholds raised, a training step of textbook NumPy is "
        f"{gain_with_limits(interval(most))} at m = {count(int(most['m']))}: a call takes "
        f"{_faults(most['raised_faults'])} page faults instead of "
        f"{_faults(most['default_faults'])}.{rest}{_above(rows)}"
    )


def _above(rows: list[dict[Hashable, Any]]) -> str:
    """Which of the two the times of the page resemble, where the two differ."""
    differing = [row for row in rows if verdict(interval(row)) != "tie" and row["timed_s"] > 0]
    nearer: dict[str, list[str]] = {}
    for row in differing:
        which = min(
            ("default", "raised"), key=lambda arm: abs(log(row["timed_s"] / row[f"{arm}_s"]))
        )
        nearer.setdefault(which, []).append(count(int(row["m"])))
    if not nearer:
        return ""
    said = " and ".join(
        f"{which} thresholds at m = {joined(sizes)}" for which, sizes in nearer.items()
    )
    return (
        f" The times above are nearer to those with {said}: their processes had run other cells "
        "before, and glibc raises its thresholds by itself, up to 32 MiB, when a large block is "
        "freed. Where none was, a step costs what is said here."
    )


def _faults(number: float) -> str:
    return count(round(number)) if number >= 1 else significant(number, 1)
