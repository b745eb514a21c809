"""What one multiply-add of the headline training step costs."""

from dataclasses import dataclass

import pandas as pd

from propbench.bench import subjects
from propbench.bench.cases import CEILING
from propbench.reports.facts.cells import HEADLINE, headline_cells
from propbench.reports.frame import BASELINE, Frames
from propbench.reports.frame.ceilings import fastest_ceilings, over
from propbench.reports.frame.cells import records

COLUMNS = ["implementation", "league", "m", "median_s", "low_s", "high_s"]


@dataclass(frozen=True)
class MultiplyAdds:
    """Seconds of one multiply-add: of the readable loops, of the fastest, and of the machine's
    limit; None where it was not measured. `fastest` is whose it is."""

    loops_s: float | None
    fastest: str
    fastest_s: float | None
    limit_s: float | None


def multiply_adds(frames: Frames) -> MultiplyAdds:
    """At the headline case."""
    table = prices(frames)
    seconds = dict(zip(table["implementation"], table["median_s"], strict=True))
    limit_s = seconds.pop(CEILING, None)
    fastest = min(seconds, key=lambda name: seconds[name], default="")
    return MultiplyAdds(seconds.get(BASELINE), fastest, seconds.get(fastest), limit_s)


def prices(frames: Frames, m: int | None = HEADLINE["m"]) -> pd.DataFrame:
    """COLUMNS of everybody measured at the headline case, slowest first, then the limit: seconds
    of a call, with limits, over its multiply-adds. At every m where it is None."""
    cases = {case.id: case for case in frames.run.cases}
    own = headline_cells(frames, m=m)
    measured = records(own[own["kind"] == "measured"].sort_values("median_s", ascending=False))
    ceilings = fastest_ceilings(frames.cells)
    limit = {ceilings.get(over(row)) for row in measured.values()} - {None}
    summary = records(frames.cells.loc[sorted(str(case) for case in limit)])
    rows = []
    for case, row in (measured | summary).items():
        n = subjects.of(cases[case]).multiply_adds(cases[case])
        name = row["implementation"] if case in measured else CEILING
        times = (row[column] / n for column in ("median_s", "ci_lo_s", "ci_hi_s"))
        rows.append((name, row["league"], row["m"], *times))
    return pd.DataFrame(rows, columns=COLUMNS)


def operations(seconds: pd.Series) -> pd.Series:
    """10^9 operations a second, of which a multiply-add of so many seconds is two."""
    return 2e-9 / seconds
