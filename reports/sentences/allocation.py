"""What allocation costs vectorised code, in words."""

from collections.abc import Hashable, Mapping
from typing import Any, Literal

import pandas as pd

from bench.numbers import count, significant
from bench.statistics import Interval, verdict
from reports.sentences.comparing import gain, gain_with_limits


def finding(effects: pd.DataFrame, absent: str) -> str:
    """The size at which raised thresholds help most, and what happens at the others."""
    if absent:
        return f"Not measured here: {absent}."
    rows = effects.to_dict("records")
    ratios = [(int(row["m"]), _interval(row)) for row in rows]
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
        f"{gain_with_limits(_interval(most))} at m = {count(int(most['m']))}: a call takes "
        f"{_faults(most['raised_faults'])} page faults instead of "
        f"{_faults(most['default_faults'])}.{rest}"
    )


def _interval(row: Mapping[Hashable, Any]) -> Interval:
    kind: Literal["confidence", "range"] = row["interval"]
    return Interval(row["ratio"], row["low"], row["high"], int(row["n"]), kind)


def _faults(number: float) -> str:
    return count(round(number)) if number >= 1 else significant(number, 1)
