"""What all cores bring, in words."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from propbench.bench.numbers import count, significant
from propbench.bench.statistics import verdict
from propbench.reports.frame.ratios import interval
from propbench.reports.naming import named
from propbench.reports.sentences.comparing import gain, is_close


def best_gain(gains: pd.DataFrame) -> str:
    """The largest gain by more threads, and the least of those that are no gain."""
    known = gains[gains["ratio"].notna()]
    if known.empty:
        return ""
    rows = known.sort_values("ratio").to_dict("records")
    most, none = rows[-1], [row for row in rows if _is_no_gain(row)]
    loss = (
        f" They do not always help: {gain(interval(none[0]))} with {_where(none[0])}."
        if none
        else ""
    )
    best = "help most with" if verdict(interval(most)) == "above" else "help nobody for sure; most"
    return (
        f"All {most['threads']} cores {best} {_where(most)}: {gain(interval(most))}. "
        f"There, {significant(most['busy'], 2)} threads are busy.{loss}"
    )


def _is_no_gain(row: Mapping[Hashable, Any]) -> bool:
    """Slower, or as fast: limits too wide to tell say neither."""
    ratio = interval(row)
    answer = verdict(ratio)
    return answer == "below" or (answer == "tie" and is_close(ratio))


def _where(row: Mapping[Hashable, Any]) -> str:
    name, m = named(row["implementation"]), count(int(row["m"]))
    return f"{name} on the {row['network']} network at m = {m}"
