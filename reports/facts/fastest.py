"""Who is fastest at every network, phase and m that was measured, in each league."""

import pandas as pd

from propbench.impls.contract import LEAGUES
from propbench.reports.facts.cells import HEADLINE, pick
from propbench.reports.frame import Frames

QUESTION = ["network", "phase", "dtype", "m"]
"""What one may choose."""


def fastest(frames: Frames) -> pd.DataFrame:
    """QUESTION, and by league the implementation and its seconds, such as `idiomatic` and
    `idiomatic_s`; one thread and the headline activation."""
    asked = {"division": HEADLINE["division"], "activation": HEADLINE["activation"]}
    measured = pick(frames.cells, kind="measured", **asked)
    measured = measured[(measured["network"] != "") & measured["league"].isin(LEAGUES)]
    return by_league(measured, QUESTION)


def by_league(measured: pd.DataFrame, question: list[str]) -> pd.DataFrame:
    """The columns of `question`, and the fastest of each league there with its seconds."""
    ordered = measured.sort_values([*question, "median_s"])
    table = ordered[question].drop_duplicates()
    for league in LEAGUES:
        best = ordered[ordered["league"] == league].drop_duplicates(question)
        named = {"implementation": league, "median_s": f"{league}_s"}
        table = table.merge(best[[*question, *named]].rename(columns=named), how="left")
    return table
