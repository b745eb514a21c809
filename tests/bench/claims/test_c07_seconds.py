"""C7: loops are judged by their seconds."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from propbench.bench.claims.c07_vectorise import CLAIM, timed
from propbench.bench.claims.c07_vectorise.questions import COMPARED
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.verdicts import Finding
from propbench.bench.claims.shared import seconds
from propbench.bench.grid import Case
from propbench.bench.sampling.samples import Restarts
from propbench.bench.statistics import Interval

PROCESSES = range(1, 6)


def _part(name: str, evidence: Evidence) -> Question:
    return next(part for part in CLAIM.judge(evidence) if part.id == name)


def _seconds(name: str, ratio: Callable[[Case], float], spread: float = 0.01) -> Evidence:
    """Seconds of every comparison of a part: the first way takes `ratio` times the second's."""
    noise = np.random.default_rng(3)
    samples: dict[str, Restarts] = {}
    _, works, pairs = COMPARED[name]
    for slow, fast in pairs:
        for case in (case for work in works for case in timed.cases(work, fast.implementation)):
            for way, factor in ((slow, ratio(case)), (fast, 1.0)):
                draws = np.exp(spread * noise.standard_normal(len(PROCESSES)))
                times = (1e-6 * factor * draws).tolist()
                restarts = {n: {0: s} for n, s in zip(PROCESSES, times, strict=True)}
                samples.setdefault(timed.id_of(case, way), restarts)
    return Evidence({}, samples=samples)


@pytest.mark.parametrize("name", COMPARED)
def test_loops_are_judged_by_their_seconds(name: str) -> None:
    assert _part(name, _seconds(name, lambda _: 30.0)).verdict == "supported"
    assert _part(name, _seconds(name, lambda _: 1.0)).verdict == "not supported"
    assert _part(name, _seconds(name, lambda _: 0.1)).verdict == "not supported"
    assert _part(name, _seconds(name, lambda _: 1.25, spread=0.5)).verdict == "inconclusive"


def test_a_loop_that_wins_at_small_sizes_makes_it_depend_and_the_crossing_is_said() -> None:
    part = _part("interpreted", _seconds("interpreted", lambda case: 0.2 * case.m, spread=0))
    assert (part.verdict, part.factor) == ("depends", "m")
    assert "Training step, loops over lists / NumPy: 0.200" in part.answer
    assert "from between m = 1 and 10." in part.answer


def test_without_seconds_or_with_two_processes_nothing_is_concluded() -> None:
    nothing = _part("compiled", Evidence({}))
    assert (nothing.verdict, nothing.answer) == ("inconclusive", "Nothing was timed.")
    few = {
        case: {n: restarts[n] for n in (1, 2)}
        for case, restarts in _seconds("compiled", lambda _: 30.0).samples.items()
    }
    part = _part("compiled", Evidence({}, samples=few))
    assert part.verdict == "inconclusive"
    assert part.cells


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [(1.25, 2.0, "supports"), (0.5, 0.8, "contradicts"), (1.0, 1.25, "equivalent")],
)
def test_an_interval_that_ends_at_the_margin_has_a_p_value_of_a_twentieth(
    low: float, high: float, found: Finding
) -> None:
    ratio = Interval(math.sqrt(low * high), low, high, 5, "confidence")
    assert seconds.p_value_of(ratio, found, 1.25) == pytest.approx(0.05)
