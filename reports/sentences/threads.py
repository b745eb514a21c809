"""What all cores bring, in words."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from bench.numbers import count, significant, times


def best_gain(gains: pd.DataFrame) -> str:
    """The largest gain by more threads and the least, or an empty string."""
    known = gains[gains["ratio"].notna()]
    if known.empty:
        return ""
    rows = known.sort_values("ratio").to_dict("records")
    least, most = rows[0], rows[-1]
    loss = "" if least["low"] > 1 else f" They do not always help: {_row(least)}."
    return (
        f"All {most['threads']} cores are at best {_row(most)}; "
        f"{significant(most['busy'], 2)} threads were busy.{loss}"
    )


def _row(row: Mapping[Hashable, Any]) -> str:
    ratio, m = float(row["ratio"]), int(row["m"])
    factor = f"{times(ratio)} faster" if ratio >= 1 else f"{times(1 / ratio)} slower"
    return f"{factor} ({row['implementation']}, {row['network']}, m = {count(m)})"
