"""When a compiled implementation's first call is paid back."""

from dataclasses import dataclass

from bench.statistics import BreakEven, break_even
from reports.facts.cells import Standing, headline_cells, standings
from reports.frame import Frames
from reports.frame.cells import records

COMPILED = ("compiled", "framework")
"""Families whose first call compiles."""

EXAMPLES = 1_797
"""Examples of the digits data set, for counting epochs."""


@dataclass(frozen=True)
class PayBack:
    """Compiled `own` against `other`, the fastest that needs no compiling, at one m.

    `first_call_s` is cold: compilation and work. `epochs` counts passes over EXAMPLES.
    """

    own: Standing
    other: Standing
    m: int
    first_call_s: float
    answer: BreakEven
    epochs: float | None


def pay_backs(frames: Frames) -> tuple[PayBack, ...]:
    """At the headline question, for every m and compiled implementation that are measured."""
    sizes = sorted({int(m) for m in headline_cells(frames, m=None)["m"]})
    return tuple(found for m in sizes for found in _at(frames, m))


def _at(frames: Frames, m: int) -> list[PayBack]:
    cells = headline_cells(frames, m=m)
    rows = records(cells)
    ids = {str(row["implementation"]): case for case, row in rows.items()}
    known = [one for one in standings(frames, cells) if one.kind == "measured"]
    others = [one for one in known if one.family not in COMPILED]
    if not others:
        return []
    best = min(others, key=lambda one: one.seconds.point if one.seconds else 0.0)
    found = []
    for own in (one for one in known if one.family in COMPILED):
        first = rows[ids[own.implementation]]["first_call_s"]
        ratio = frames.ratio(ids[best.implementation], ids[own.implementation])
        if ratio is None or own.seconds is None or best.seconds is None or not first > 0:
            continue
        answer = break_even(first, own.seconds, best.seconds, ratio)
        if own.unstable or best.unstable:
            answer = BreakEven("cannot tell")
        found.append(PayBack(own, best, m, first, answer, _epochs(answer, m)))
    return found


def _epochs(answer: BreakEven, m: int) -> float | None:
    return None if answer.calls is None else answer.calls * min(m, EXAMPLES) / EXAMPLES
