"""When a slow start is paid back.

A fresh process imports, prepares and makes a first call, which compiles where something compiles.
All of that beyond one steady call is the start; the cost sheet has it with an empty and with a
filled compile cache.
"""

from dataclasses import dataclass

from propbench.bench.families import FAMILIES
from propbench.bench.statistics import BreakEven, Interval, break_even
from propbench.reports.facts.cells import Standing, headline_cells, standings
from propbench.reports.facts.costs import Sheet, sheets
from propbench.reports.frame import Frames
from propbench.reports.frame.cells import records

COMPILED = tuple(family.name for family in FAMILIES.values() if family.compiles)
"""Families whose first call compiles."""

EXAMPLES = 1_797
"""Examples of the digits data set, for counting epochs."""


@dataclass(frozen=True)
class PayBack:
    """Compiled `own` against `other`, the fastest that starts sooner and does not compile.

    All of it is at one m. `extra_s` is how much longer own's start is than the other's, with an
    empty compile cache; `warm` is the answer with a filled one, None where nothing is cached.
    `epochs` counts passes over EXAMPLES.
    """

    own: Standing
    other: Standing
    m: int
    extra_s: float
    answer: BreakEven
    epochs: float | None
    warm: BreakEven | None = None
    ratio: Interval | None = None
    """Seconds of the other's call over those of own."""

    @property
    def faster(self) -> tuple[float, ...]:
        """The ratio with its lower and upper limit; empty where it is not known."""
        return (self.ratio.point, self.ratio.low, self.ratio.high) if self.ratio else ()

    def training_s(self, answer: BreakEven | None) -> float | None:
        """Seconds of own calls until the answer's pay-back; None where it never comes or is not
        told."""
        if answer is None or answer.calls is None or self.own.seconds is None:
            return None
        return answer.calls * self.own.seconds.point


def pay_backs(frames: Frames) -> tuple[PayBack, ...]:
    """At the headline question, for every m and compiled implementation that are measured."""
    known = {sheet.implementation: sheet for sheet in sheets(frames)}
    sizes = sorted({int(m) for m in headline_cells(frames, m=None)["m"]})
    return tuple(found for m in sizes for found in _at(frames, m, known))


def _at(frames: Frames, m: int, known: dict[str, Sheet]) -> list[PayBack]:
    cells = headline_cells(frames, m=m)
    ids = {str(row["implementation"]): case for case, row in records(cells).items()}
    starts = {name: sheet.start_s(sheet.cold_s) for name, sheet in known.items()}
    timed = [one for one in standings(frames, cells) if one.kind == "measured"]
    found = []
    for own in (one for one in timed if one.family in COMPILED):
        sooner = [
            one
            for one in timed
            if one.family not in COMPILED
            and _sooner(starts, one.implementation, own.implementation)
        ]
        if sooner:
            other = min(sooner, key=lambda one: one.seconds.point if one.seconds else 0.0)
            ratio = frames.ratio(ids[other.implementation], ids[own.implementation])
            sheets_ = (known[own.implementation], known[other.implementation])
            found.append(_pay_back(own, other, m, ratio, sheets_))
    return found


def _sooner(starts: dict[str, float | None], one: str, other: str) -> bool:
    first, second = starts.get(one), starts.get(other)
    return first is not None and second is not None and first < second


def _pay_back(
    own: Standing, other: Standing, m: int, ratio: Interval | None, known: tuple[Sheet, Sheet]
) -> PayBack:
    mine, its = known
    others_s = its.start_s(its.cold_s) or 0.0
    extra_s = (mine.start_s(mine.cold_s) or 0.0) - others_s
    warm_s = mine.start_s(mine.warm_s)
    answer = _answer(own, other, ratio, extra_s)
    warm = None if warm_s is None else _answer(own, other, ratio, warm_s - others_s)
    return PayBack(own, other, m, extra_s, answer, _epochs(answer, m), warm, ratio)


def _answer(own: Standing, other: Standing, ratio: Interval | None, extra_s: float) -> BreakEven:
    """After how many calls in all own is no later than the other, which starts sooner."""
    if ratio is None or own.seconds is None or other.seconds is None:
        return BreakEven("cannot tell")
    first_s = own.seconds.point + max(0.0, extra_s)
    return break_even(first_s, own.seconds, other.seconds, ratio)


def _epochs(answer: BreakEven, m: int) -> float | None:
    return None if answer.calls is None else answer.calls * min(m, EXAMPLES) / EXAMPLES
