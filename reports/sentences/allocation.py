"""What allocation costs vectorised code, in words."""

from collections.abc import Hashable
from math import sqrt
from typing import Any

import pandas as pd

from propbench.bench.numbers import count
from propbench.bench.statistics import verdict
from propbench.reports.frame.ratios import interval
from propbench.reports.sentences.comparing import gain_with_limits
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
    ties = [count(m) for m, ratio in ratios if verdict(ratio) == "tie"]
    rest = f" At m = {joined(ties)} it makes no difference." if ties else ""
    return (
        "A step that asks for new memory every time also pays for it. With memory kept instead "
        "(the allocator's thresholds raised), a training step of textbook NumPy is "
        f"{gain_with_limits(interval(most))} at m = {count(int(most['m']))}.{rest}{_above(rows)}"
    )


def _above(rows: list[dict[Hashable, Any]]) -> str:
    """At which sizes the times of the page are those of kept memory, where the two differ."""
    differing = [row for row in rows if verdict(interval(row)) != "tie" and row["timed_s"] > 0]
    kept = [
        count(int(row["m"]))
        for row in differing
        if row["timed_s"] < sqrt(row["default_s"] * row["raised_s"])
    ]
    if not kept:
        return ""
    return (
        f" The times above are those with kept memory at m = {joined(kept)}, because their "
        "processes had run other cells before. In a fresh process a step costs what is said here."
    )
