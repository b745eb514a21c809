"""Times that this machine cannot reach: far below its bare products, tiles or memory traffic.

Whoever is right while it is checked and skips work while it is timed may pass every other guard.
It cannot be faster than the multiply-adds alone, which are timed in the same run as ceilings.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from propbench.bench import subjects
from propbench.bench.cases import Case
from propbench.bench.ceilings import IN_CACHE, PRODUCTS, TILE, TRIAD, TRIAD_ARRAYS
from propbench.bench.sampling.restarts import Restarts, Samples, took_turns
from propbench.bench.subjects.ceilings.of_network import shapes_of

SLACK = 1.25
"""A time is refused where it is surely shorter than its bound by more than this factor."""
ELSEWHERE = 2
"""A bound that took no turns with the case, or that shares its cores, is given so much more: the
speed of a machine changes by a factor of two within a run."""
FILLS = 32
"""Rows and columns of weights from which BLAS reaches its speed. A network of narrower layers may
be faster in loops of its own, and its products bound nobody."""
FILLING_SHARE = 0.95
"""Of the multiply-adds that have to be in such layers."""
ELEMENTWISE = ("activations", "primitives")
"""Subjects that have to touch every element once."""


@dataclass(frozen=True)
class Bound:
    """The least time of a case: so many of the calls of another case."""

    case: str
    calls: float
    what: str


def impossible(cases: Sequence[Case], samples: Samples) -> dict[str, str]:
    """Why a case is refused, by its id; `samples` are those of all cases without a fault."""
    refused = {}
    for case in (case for case in cases if case.id in samples):
        shorter = [
            (factor, bound.what)
            for bound in bounds(case, cases)
            if (factor := _shorter(case, bound, samples)) is not None
        ]
        if shorter and min(shorter)[0] > 1:
            refused[case.id] = (
                f"faster than this machine can: {min(shorter)[1]} alone took over {SLACK} times as "
                "long, so work is skipped while it is timed"
            )
    return refused


def with_bounds(chosen: Iterable[Case], cases: Sequence[Case]) -> set[str]:
    """The ids of the chosen, and of all cases that could show that one of them is impossible."""
    ids = {case.id for case in chosen}
    return ids | {bound.case for case in cases if case.id in ids for bound in bounds(case, cases)}


def bounds(case: Case, cases: Sequence[Case]) -> Iterator[Bound]:
    """What bounds a case; the lowest counts."""
    if case.subject == "ceilings":
        return
    over = subjects.of(case).ceilings(case)
    # Direct convolution is faster than matrix products, which take copies and a border of zeros.
    tiles = [ceiling for ceiling in over if ceiling.implementation == TILE]
    products = [ceiling for ceiling in over if ceiling.implementation in PRODUCTS]
    for tile in tiles:
        yield Bound(tile.id, 1, "its multiply-adds in registers")
    for ceiling in filter(_fills_blas, () if tiles else products):
        yield Bound(ceiling.id, 1, "its matrix products")
    elements = subjects.of(case).elements(case)
    if case.subject in ELEMENTWISE and elements >= IN_CACHE:
        for triad in cases:
            if (triad.phase, triad.m, triad.dtype) == (TRIAD, IN_CACHE, case.dtype):
                yield Bound(triad.id, elements / (TRIAD_ARRAYS * IN_CACHE), "reading its input")


def _shorter(case: Case, bound: Bound, samples: Samples) -> float | None:
    """By what factor a case's time is surely below what is allowed; None where the bound or the
    case has no time."""
    own, least = samples.get(case.id, {}), samples.get(bound.case, {})
    share = samples.ratio(bound.case, case.id)
    if share is None:
        return None
    return bound.calls * share.low / _allowed(case, own, least)


def _allowed(case: Case, own: Restarts, least: Restarts) -> float:
    beside = case.threads == 1 and took_turns(own, least)
    return SLACK if beside else SLACK * ELSEWHERE


def _fills_blas(case: Case) -> bool:
    layers = shapes_of(case).layers
    wide = sum(layer.multiply_adds for layer in layers if min(layer.n_out, layer.n_in) >= FILLS)
    return wide >= FILLING_SHARE * sum(layer.multiply_adds for layer in layers)
