"""C6's judge says what its runs say, whichever way they went."""

from itertools import product

import numpy as np
import pytest

from propbench.bench.claims.c06_squared_error import CLAIM
from propbench.bench.claims.c06_squared_error.single_unit import CROSS_ENTROPY, LINEAR, SQUARED
from propbench.bench.claims.c06_squared_error.three_losses import BUDGET, RATES
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.runs.running import observed
from propbench.bench.results import Observation
from propbench.bench.training.seeds import reporting_seeds, tuning_seeds


def observation(quantity: str, value: float, **factors: str | float | int) -> Observation:
    return Observation(claim="C6", quantity=quantity, factors=factors, value=value)


def runs(quantity: str, loss: str, start: str, level: float) -> list[Observation]:
    """An arm whose second rate is best: all seeds near a level, with some spread."""
    spread = np.random.default_rng(1).uniform(0.9, 1.1, len(tuning_seeds() + reporting_seeds()))
    return [
        observation(
            quantity,
            min(level * factor * (1 if place == 1 else 3), BUDGET),
            task=task,
            noise=noise,
            start=start,
            loss=loss,
            rate=float(rate),
            seed=seed,
        )
        for task, noise in product(("cancer", "digits_even"), (0.0, 0.2))
        for place, rate in enumerate(RATES)
        for seed, factor in zip(tuning_seeds() + reporting_seeds(), spread, strict=True)
    ]


def judged(quantity: str, part: str, loss: str, level: float, start: str = "zero") -> Question:
    evidence = runs(quantity, loss, start, level) + runs(quantity, CROSS_ENTROPY, start, 0.05 * 500)
    parts = {one.id: one for one in CLAIM.judge(Evidence({}, tuple(evidence)))}
    return parts[part]


@pytest.mark.parametrize(
    ("level", "verdict"),
    [(75.0, "supported"), (25.0, "not supported"), (10.0, "not supported")],
)
@pytest.mark.parametrize(
    ("part", "start"), [("ordinary", "zero"), ("saturated", "saturated_wrong")]
)
def test_squared_error_is_bad_where_it_needs_more_iterations(
    part: str, start: str, level: float, verdict: str
) -> None:
    found = judged("shared", part, SQUARED, level, start)
    assert found.verdict == verdict
    assert len(found.cells) == 4
    assert f"{SQUARED} in 80 of 80" in found.answer


def test_runs_that_never_arrive_support_it_and_are_counted() -> None:
    found = judged("shared", "ordinary", SQUARED, 10 * BUDGET)
    assert found.verdict == "supported"
    assert f"{SQUARED} in 0 of 80" in found.answer
    assert "arrived in 0 of 20 runs" in found.cells[0].note
    assert "at least" in found.cells[0].note


def test_a_start_is_judged_with_its_own_question() -> None:
    assert judged("shared", "saturated", SQUARED, 75.0, "zero").verdict == "inconclusive"


def test_least_squares_is_judged_to_both_goals() -> None:
    found = judged("own", "linear", LINEAR, 75.0)
    assert found.verdict == "supported"
    assert {cell.factors["goal"] for cell in found.cells} == {"own"}


@pytest.mark.parametrize(("squared", "verdict"), [(0.06, "supported"), (0.02, "not supported")])
def test_errors_on_clean_labels_are_compared(squared: float, verdict: str) -> None:
    evidence = [
        one
        for loss, level in ((SQUARED, squared), (CROSS_ENTROPY, 0.03))
        for one in runs("clean_error", loss, "zero", level)
    ]
    parts = {one.id: one for one in CLAIM.judge(Evidence({}, tuple(evidence)))}
    assert parts["noise"].verdict == verdict
    assert "% wrong at rate 0.0316" in parts["noise"].cells[0].note


def convexity(squared: float, entropy: float) -> Question:
    by_loss = {SQUARED: squared, CROSS_ENTROPY: entropy}
    evidence = [
        observation("negative_curvature", value, examples="cancer", start="zero", loss=loss)
        for loss, value in by_loss.items()
    ]
    return CLAIM.judge(Evidence({}, tuple(evidence)))[0]


def test_convexity_is_lost_only_where_squared_error_alone_bends_down() -> None:
    assert convexity(0.3, 0.0).verdict == "supported"
    assert convexity(0.0, 0.0).verdict == "not supported"
    assert convexity(0.3, 0.3).verdict == "not supported"
    assert convexity(0.0, 0.3).cells[0].finding == "contradicts"


def test_without_evidence_nothing_was_measured() -> None:
    for part in CLAIM.judge(Evidence({})):
        assert part.verdict == "inconclusive"
        assert part.answer == "Nothing was measured."


def test_the_quick_profile_runs_and_is_the_same_twice() -> None:
    first, second = list(CLAIM.measure("quick")), list(CLAIM.measure("quick"))
    assert first == second
    parts = {part.id: part for part in CLAIM.judge(Evidence({}, tuple(observed(CLAIM, first))))}
    assert parts["nonconvex"].verdict == "supported"
    assert len(parts["ordinary"].cells) == 1
