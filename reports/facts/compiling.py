"""When compiling is paid back.

All cells are first called in one process, so each kernel compiles in the first cell that needs it:
the cost of compiling is found in the first calls of all cells of the network together.
"""

from dataclasses import dataclass

from bench.statistics import BreakEven, break_even
from reports.facts.cells import Standing, headline_cells, pick, standings
from reports.frame import Frames
from reports.frame.cells import records

COMPILED = ("compiled", "framework")
"""Families whose first call compiles."""

EXAMPLES = 1_797
"""Examples of the digits data set, for counting epochs."""


@dataclass(frozen=True)
class PayBack:
    """Compiled `own` against `other`, the fastest that needs no compiling, at one m.

    `compile_s` is cold, with an empty compile cache. `epochs` counts passes over EXAMPLES.
    """

    own: Standing
    other: Standing
    m: int
    compile_s: float
    answer: BreakEven
    epochs: float | None


def pay_backs(frames: Frames) -> tuple[PayBack, ...]:
    """At the headline question, for every m and compiled implementation that are measured."""
    sizes = sorted({int(m) for m in headline_cells(frames, m=None)["m"]})
    return tuple(found for m in sizes for found in _at(frames, m))


def compile_seconds(frames: Frames, implementation: str) -> float:
    """Seconds by which first calls of network cells in float64 exceed later ones.

    A first call under twice a later one has compiled nothing; it was only cold.
    """
    cells = pick(frames.cells, implementation=implementation, dtype="float64", kind="measured")
    cells = cells[cells["network"] != ""]
    cold = cells[cells["first_call_s"] > 2 * cells["median_s"]]
    return float((cold["first_call_s"] - cold["median_s"]).sum())


def _at(frames: Frames, m: int) -> list[PayBack]:
    cells = headline_cells(frames, m=m)
    ids = {str(row["implementation"]): case for case, row in records(cells).items()}
    known = [one for one in standings(frames, cells) if one.kind == "measured"]
    others = [one for one in known if one.family not in COMPILED]
    if not others:
        return []
    best = min(others, key=lambda one: one.seconds.point if one.seconds else 0.0)
    found = []
    for own in (one for one in known if one.family in COMPILED):
        cost = compile_seconds(frames, own.implementation)
        ratio = frames.ratio(ids[best.implementation], ids[own.implementation])
        if ratio is None or own.seconds is None or best.seconds is None:
            continue
        answer = break_even(cost + own.seconds.point, own.seconds, best.seconds, ratio)
        if own.unstable or best.unstable:
            answer = BreakEven("cannot tell")
        found.append(PayBack(own, best, m, cost, answer, _epochs(answer, m)))
    return found


def _epochs(answer: BreakEven, m: int) -> float | None:
    return None if answer.calls is None else answer.calls * min(m, EXAMPLES) / EXAMPLES
