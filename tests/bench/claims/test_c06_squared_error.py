"""C6's judge says what its runs say, whichever way they went."""

from itertools import product

import numpy as np
import pytest

from propbench.bench.claims.c06_squared_error import CLAIM
from propbench.bench.claims.c06_squared_error.single_unit import CROSS_ENTROPY, LINEAR, SQUARED
from propbench.bench.claims.c06_squared_error.three_losses import BUDGET, GRID
from propbench.bench.claims.c06_squared_error.two_classes import NOISE, STARTS, TASKS
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.judging import judge_one
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.words import Word
from propbench.bench.claims.runs.running import observed
from propbench.bench.claims.shared.tuned import SEEDS
from propbench.bench.results import Observation


def observation(quantity: str, value: float, **factors: str | float | int) -> Observation:
    return Observation(claim="C6", quantity=quantity, factors=factors, value=value)


def runs(quantity: str, loss: str, start: str, level: float, best: int = 1) -> list[Observation]:
    """An arm whose rate at place `best` is best: all seeds near a level, with some spread."""
    spread = np.random.default_rng(1).uniform(0.9, 1.1, len(SEEDS))
    return [
        observation(
            quantity,
            min(level * factor * (1 if place == best else 3), BUDGET),
            task=task,
            noise=noise,
            start=start,
            loss=loss,
            rate=rate,
            seed=seed,
        )
        for task, noise in product(TASKS, NOISE)
        for place, rate in enumerate(GRID.learning_rates[:3])
        for seed, factor in zip(SEEDS, spread, strict=True)
    ]


def part_of(name: str, observations: list[Observation]) -> Question:
    return next(part for part in CLAIM.judge(Evidence({}, tuple(observations))) if part.id == name)


def judged(quantity: str, part: str, loss: str, level: float, start: str = "zero") -> Question:
    entropy = runs(quantity, CROSS_ENTROPY, start, 25)
    return part_of(part, runs(quantity, loss, start, level) + entropy)


@pytest.mark.parametrize(
    ("level", "word"), [(75.0, "true"), (25.0, "about the same"), (10.0, "false")]
)
@pytest.mark.parametrize(
    ("part", "start"), [("ordinary", "zero"), ("saturated", "saturated_wrong")]
)
def test_squared_error_is_bad_where_it_needs_more_iterations(
    part: str, start: str, level: float, word: Word
) -> None:
    judged_part = judged("shared", part, SQUARED, level, start)
    assert judged_part.word == word
    assert [each.ratio.n for each in judged_part.estimates if each.ratio] == [len(TASKS)] * 2


def test_runs_that_never_arrive_are_a_bound_and_are_counted() -> None:
    part = judged("shared", "ordinary", SQUARED, 10 * BUDGET)
    assert part.word == "true"
    assert {each.bound for each in part.estimates} == {"at least"}
    assert {row["arrived"] for row in part.series if row["loss"] == SQUARED} == {0.0}


def test_a_start_is_judged_with_its_own_question() -> None:
    assert judged("shared", "saturated", SQUARED, 75.0, "zero").word == "not measured"


def test_no_two_starts_are_one() -> None:
    """Small random weights gave every comparison of the zero start a second time."""
    assert STARTS == ("zero", "saturated_wrong")


@pytest.mark.parametrize(("best", "at_edge"), [(0, "yes"), (1, "no"), (2, "yes")])
def test_a_rate_at_the_edge_of_those_that_were_tried_is_said_to_be(best: int, at_edge: str) -> None:
    arms = [
        row
        for loss in (SQUARED, CROSS_ENTROPY)
        for row in runs("shared", loss, "zero", 25, best=best)
    ]
    series = part_of("ordinary", arms).series
    assert {row["at_edge"] for row in series} == {at_edge}
    assert {row["rate"] for row in series} == {GRID.learning_rates[best]}


def test_least_squares_is_judged_to_its_own_goal() -> None:
    assert judged("own", "linear", LINEAR, 75.0).word == "true"
    assert judged("shared", "linear", LINEAR, 75.0).word == "not measured"


@pytest.mark.parametrize(("squared", "word"), [(0.06, "true"), (0.03, "about the same")])
def test_errors_on_clean_labels_are_compared(squared: float, word: Word) -> None:
    arms = [
        *runs("clean_error", SQUARED, "zero", squared),
        *runs("clean_error", CROSS_ENTROPY, "zero", 0.03),
    ]
    part = part_of("noise", arms)
    assert part.word == word
    assert len(part.estimates) == len(NOISE)


def convexity(squared: float, entropy: float, start: str = "zero") -> list[Observation]:
    return [
        observation("negative_curvature", value, examples="cancer", start=start, loss=loss)
        for loss, value in ((SQUARED, squared), (CROSS_ENTROPY, entropy))
    ]


@pytest.mark.parametrize(
    ("squared", "entropy", "word"),
    [(0.3, 0.0, "true"), (0.0, 0.0, "false"), (0.3, 0.3, "false"), (0.0, 0.3, "false")],
)
def test_convexity_is_lost_only_where_squared_error_alone_bends_down(
    squared: float, entropy: float, word: Word
) -> None:
    assert part_of("nonconvex", convexity(squared, entropy)).word == word


def test_one_start_that_meets_negative_curvature_is_enough() -> None:
    seen = convexity(0.0, 0.0) + convexity(0.5, 0.0, "saturated_wrong")
    part = part_of("nonconvex", seen)
    assert (part.word, len(part.comparisons)) == ("true", 1)


@pytest.mark.parametrize(
    ("ordinary", "saturated", "curvature", "word"),
    [
        (75.0, 75.0, 0.3, "true"),
        (10.0, 75.0, 0.3, "true when"),
        (10.0, 10.0, 0.3, "false"),
        (75.0, 75.0, 0.0, "true, but not for that reason"),
    ],
)
def test_the_claim_joins_the_effect_with_its_reason(
    ordinary: float, saturated: float, curvature: float, word: Word
) -> None:
    levels = {"zero": ordinary, "saturated_wrong": saturated}
    seen = convexity(curvature, 0.0) + [
        row
        for start, level in levels.items()
        for loss, own in ((SQUARED, level), (CROSS_ENTROPY, 25.0))
        for row in runs("shared", loss, start, own)
    ]
    assert judge_one(CLAIM, Evidence({}, tuple(seen))).word == word


def test_without_evidence_nothing_was_measured() -> None:
    assert {part.word for part in CLAIM.judge(Evidence({}))} == {"not measured"}


def test_the_quick_profile_runs_and_is_the_same_twice() -> None:
    first, second = list(CLAIM.measure("quick")), list(CLAIM.measure("quick"))
    assert first == second
    parts = {part.id: part for part in CLAIM.judge(Evidence({}, tuple(observed(CLAIM, first))))}
    assert parts["nonconvex"].word == "true"
