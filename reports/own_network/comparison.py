"""Who is fastest at one question, by how much, and when a slow start is made good."""

import math

from propbench.bench.families import FAMILIES
from propbench.bench.sampling.restarts import Samples
from propbench.bench.statistics import Interval, break_even
from propbench.reports.frame.cells import Row
from propbench.reports.frame.ratios import unpaired


class Comparison:
    """Ids of the fastest, and of the fastest that does not compile; starts by implementation."""

    def __init__(self, rows: dict[str, Row], slices: Samples, starts: dict[str, float]) -> None:
        self.rows, self.starts, self._slices = rows, starts, slices
        kinds = ("measured", "estimated")
        measured, estimated = ([case for case in rows if rows[case]["kind"] == k] for k in kinds)
        self.fastest = self._fastest(measured or estimated)
        self.other = self._fastest([case for case in measured if not self.compiles(case)])

    def compiles(self, case: str) -> bool:
        known = FAMILIES.get(self.rows[case]["family"])
        return known is not None and known.compiles

    def slower(self, case: str) -> Interval | None:
        """Seconds over those of the fastest, of whoever has a time."""
        timed = self.rows[case]["kind"] in ("measured", "estimated")
        return self._ratio(case, self.fastest) if timed and self.fastest else None

    def _fastest(self, cases: list[str]) -> str:
        """Beside whom nobody is faster, paired within a restart: medians of all restarts can say
        otherwise, where the machine changed its speed. Empty of none."""
        best = min(cases, key=lambda case: float(self.rows[case]["median_s"]), default="")
        for _ in cases:
            ratios = {case: self._ratio(case, best).point for case in cases}
            best = best if min(ratios.values()) >= 1 else min(ratios, key=ratios.__getitem__)
        return best

    def _ratio(self, above: str, below: str) -> Interval:
        """Paired where both are measured; of an estimate with the widest limits."""
        rows = self.rows[above], self.rows[below]
        paired = self._slices.ratio(above, below)
        if paired and {row["kind"] for row in rows} == {"measured"}:
            return paired
        return unpaired(*rows)

    def pay_back(self, case: str) -> tuple[str, float]:
        """The answer in a word, and the seconds if it is a number."""
        own, other = self.rows[case], self.rows.get(self.other)
        starts = [self.starts.get(row["implementation"]) for row in (own, other) if row]
        if other is None or not self.compiles(case) or None in starts or own["kind"] != "measured":
            return "", math.nan
        later_s = (starts[0] or 0.0) - (starts[1] or 0.0)
        gain = self._ratio(self.other, case)
        first_s = own["median_s"] + max(0.0, later_s)
        answer = break_even(first_s, _interval(own), _interval(other), gain)
        if answer.calls is None:
            return answer.answer, math.nan
        work_s = float(answer.calls * other["median_s"])
        return ("after", work_s) if later_s > 0 else ("at once", 0.0)


def _interval(row: Row) -> Interval:
    limits = (row["median_s"], row["ci_lo_s"], row["ci_hi_s"])
    return Interval(*limits, row["n_processes"], "range")
