"""Who is fastest at one question, by how much, and when a slow start is made good."""

import math

from propbench.bench.families import FAMILIES
from propbench.bench.sampling.samples import Samples, ratio
from propbench.bench.statistics import Interval, break_even
from propbench.reports.frame.cells import Row


class Comparison:
    """Ids of the fastest, and of the fastest that does not compile; starts by implementation."""

    def __init__(self, rows: dict[str, Row], slices: Samples, starts: dict[str, float]) -> None:
        self.rows, self.starts, self._slices = rows, starts, slices
        measured, estimated = (
            sorted(
                (case for case, row in rows.items() if row["kind"] == kind),
                key=lambda case: float(rows[case]["median_s"]),
            )
            for kind in ("measured", "estimated")
        )
        self.fastest = next(iter(measured or estimated), "")
        self.other = next((case for case in measured if not self.compiles(case)), "")

    def compiles(self, case: str) -> bool:
        known = FAMILIES.get(self.rows[case]["family"])
        return known is not None and known.compiles

    def slower(self, case: str) -> Interval | None:
        """Seconds over those of the fastest: paired, or of an estimate with the widest limits."""
        row, best = self.rows[case], self.rows.get(self.fastest)
        if best is None or row["kind"] not in ("measured", "estimated"):
            return None
        if row["kind"] == best["kind"] == "measured":
            return ratio(self._slices[case], self._slices[self.fastest])
        low, high = row["ci_lo_s"] / best["ci_hi_s"], row["ci_hi_s"] / best["ci_lo_s"]
        return Interval(row["median_s"] / best["median_s"], low, high, 0, "range")

    def pay_back(self, case: str) -> tuple[str, float]:
        """The answer in a word, and the seconds if it is a number."""
        own, other = self.rows[case], self.rows.get(self.other)
        starts = [self.starts.get(row["implementation"]) for row in (own, other) if row]
        if other is None or not self.compiles(case) or None in starts or own["kind"] != "measured":
            return "", math.nan
        later_s = (starts[0] or 0.0) - (starts[1] or 0.0)
        gain = ratio(self._slices[self.other], self._slices[case])
        assert gain is not None
        first_s = own["median_s"] + max(0.0, later_s)
        answer = break_even(first_s, _interval(own), _interval(other), gain)
        if answer.calls is None:
            return answer.answer, math.nan
        work_s = float(answer.calls * other["median_s"])
        return ("after", work_s) if later_s > 0 else ("at once", 0.0)


def _interval(row: Row) -> Interval:
    limits = (row["median_s"], row["ci_lo_s"], row["ci_hi_s"])
    return Interval(*limits, row["n_processes"], "range")
