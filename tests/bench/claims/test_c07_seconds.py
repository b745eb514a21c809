"""C7: loops are judged by their seconds, each way by itself and at each class of sizes."""

from collections.abc import Callable

import numpy as np
import pytest

from propbench.bench.claims.c07_vectorise import CLAIM, timed
from propbench.bench.claims.c07_vectorise.questions import COMPARED
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.judging import judge_one
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.words import Word
from propbench.bench.grid import Case
from propbench.bench.sampling.restarts import Samples

PROCESSES = range(1, 6)


def _part(name: str, evidence: Evidence) -> Question:
    return next(part for part in CLAIM.judge(evidence) if part.id == name)


def _seconds(name: str, ratio: Callable[[Case], float], spread: float = 0.01) -> Evidence:
    """Seconds of every comparison of a part: the first way takes `ratio` times the second's."""
    noise = np.random.default_rng(3)
    samples = Samples()
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
@pytest.mark.parametrize(
    ("ratio", "word"), [(30.0, "true"), (1.0, "about the same"), (0.1, "false")]
)
def test_loops_are_judged_by_their_seconds(name: str, ratio: float, word: Word) -> None:
    part = _part(name, _seconds(name, lambda _: ratio))
    assert part.word == word
    assert 1 <= len(part.estimates) <= 6


def test_seconds_that_vary_by_more_than_they_differ_cannot_tell() -> None:
    assert _part("compiled", _seconds("compiled", lambda _: 1.25, spread=0.5)).word == "cannot tell"


def test_works_that_lose_by_very_different_factors_do_not_hide_that_they_lose() -> None:
    """A mean over works as a sample of others would have limits far below 1."""
    factors = {"dot": 3.0, "affine": 60.0, "train_step": 500.0}
    part = _part("interpreted", _seconds("interpreted", lambda case: factors[case.phase]))
    assert part.word == "true"


def test_a_loop_that_wins_at_small_sizes_is_right_where_they_are_large() -> None:
    part = _part("interpreted", _seconds("interpreted", lambda case: 0.02 * case.m, spread=0.001))
    assert part.word == "true when"
    assert part.fails_at
    assert all(name.endswith("m up to 10") for name in part.fails_at)
    assert any(name.endswith("larger m") for name in part.holds_at)


def test_the_claim_is_true_of_the_kind_of_loop_that_loses() -> None:
    lost, won = _seconds("interpreted", lambda _: 30.0), _seconds("compiled", lambda _: 0.5)
    both = Evidence({}, samples=Samples({**won.samples, **lost.samples}))
    assert judge_one(CLAIM, lost).word == "mostly true"
    assert judge_one(CLAIM, both).word == "true when"
    assert judge_one(CLAIM, Evidence({})).word == "not measured"


def test_one_process_concludes_nothing() -> None:
    few = Samples(
        (case, {1: restarts[1]})
        for case, restarts in _seconds("compiled", lambda _: 30.0).samples.items()
    )
    part = _part("compiled", Evidence({}, samples=few))
    assert part.word == "cannot tell"
    assert part.comparisons
