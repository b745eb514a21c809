"""What the history says, in two sentences."""

import pandas as pd

from propbench.bench.numbers import count, times
from propbench.reports.naming import named
from propbench.reports.sentences.lists import joined

CARE = (
    "These runs were not measured side by side, so that a machine in another mood looks like "
    "other code. Ratios within a run hardly notice it."
)


def answer(table: pd.DataFrame) -> tuple[str, ...]:
    """Whether the newest of these runs agrees with all before it."""
    last = int(table["number"].max())
    first, newest = table["made"].iloc[0], table["made"].iloc[-1]
    when = f"of {newest}" if first == newest else f"from {first} to {newest}"
    apart = [
        _apart(name, own[own["number"] < last], own[own["number"] == last].iloc[0])
        for name, own in table.groupby("implementation", sort=False)
        if len(own) > 1 and own["number"].iloc[-1] == last
    ]
    told = [words for words in apart if words]
    return (
        f"{count(last)} runs of this machine are stored, {when}.",
        f"In the newest, {joined(told)}." if told else "The newest agrees with those before it.",
        CARE,
    )


def _apart(name: object, before: pd.DataFrame, newest: pd.Series) -> str:
    """How the newest gain lies outside all limits before it; empty where it does not."""
    low, high = before["low"].min(), before["high"].max()
    if low <= newest["high"] and newest["low"] <= high:
        return ""
    word, bound = ("more", high) if newest["low"] > high else ("less", low)
    gain = times(newest["gain"])
    return f"{named(str(name))} gains {gain}, {word} than in any run before ({times(bound)})"
