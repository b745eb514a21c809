"""The referee refereed: simulated claims of which the truth is known.

200 claims of four cells each: an arm against itself, against itself at a tenth of its learning
rate, and at a ratio that lies exactly on the margin, where a referee errs most easily.
"""

from functools import cache

import numpy as np
import pytest

from propbench.bench.claims.referee.verdicts import (
    MARGINS,
    SLOWER,
    ArmComparison,
    Finding,
    after_holm,
    finding,
    p_value,
    verdict,
)
from propbench.bench.statistics import RatioTest, ratio_test
from tests.bench.synthetic_races import World

CLAIMS, CELLS, RESAMPLES = 200, 4, 1_000
TUNED = World()
COURSE_STYLE = World(n_candidates=1, n_reporting=30)
"""One learning rate for all: without the noise of tuning, intervals are at their narrowest."""


@cache
def races(world: World, factor: float, claims: int = CLAIMS) -> list[list[RatioTest]]:
    """Of each claim the races of its cells."""
    draw = np.random.default_rng(11)
    return [
        [
            ratio_test(*world.pair(draw, factor), world.horizon, MARGINS, resamples=RESAMPLES)
            for _ in range(CELLS)
        ]
        for _ in range(claims)
    ]


def registered(claim: list[RatioTest]) -> tuple[Finding, ...]:
    found = [finding(one.ratio, one.arrived) for one in claim]
    return after_holm(found, [p_value(f, one.p) for f, one in zip(found, claim, strict=True)])


def words(world: World, factor: float, claims: int = CLAIMS) -> list[str]:
    """The verdicts, the cells as two depths under two rulesets."""
    return [
        verdict(
            [
                ArmComparison({"depth": str(k // 2), "ruleset": str(k % 2)}, found)
                for k, found in enumerate(registered(claim))
            ]
        ).word
        for claim in races(world, factor, claims)
    ]


@pytest.mark.parametrize("world", [TUNED, COURSE_STYLE], ids=["tuned", "course-style"])
def test_an_arm_is_never_slower_than_itself_in_over_5_percent_of_claims(world: World) -> None:
    found = words(world, 1.0)
    assert found.count("supported") + found.count("depends") <= 0.05 * CLAIMS


@pytest.mark.parametrize("world", [TUNED, COURSE_STYLE], ids=["tuned", "course-style"])
def test_an_arm_differs_from_itself_either_way_in_at_most_5_percent_of_claims(world: World) -> None:
    """A false "contradicts" would hide in "not supported", which is right of an arm and itself."""
    differing = sum(
        bool({"supports", "contradicts"} & set(registered(claim))) for claim in races(world, 1.0)
    )
    assert differing <= 0.05 * CLAIMS


def test_an_arm_against_itself_is_mostly_found_equivalent_when_the_noise_allows() -> None:
    assert words(COURSE_STYLE, 1.0).count("not supported") >= 0.5 * CLAIMS


def test_a_learning_rate_cut_tenfold_is_found_slower_though_partly_censored() -> None:
    """At a small rate ten times as many steps lead as far, and half of those runs are cut off."""
    world = World(horizon=1_000.0)
    claims = races(world, 10.0)
    slow = [one.slow.arrived.point for claim in claims for one in claim]
    assert 0.2 < np.mean(slow) < 0.8
    assert all(one.bound == "at least" for claim in claims for one in claim if one.arrived < 1)
    assert words(world, 10.0).count("supported") >= 0.95 * CLAIMS


def test_on_the_margin_holm_holds_wrong_findings_of_a_whole_claim_at_5_percent() -> None:
    claims = races(COURSE_STYLE, SLOWER)
    alone = np.mean([any(one.ratio.low > SLOWER for one in claim) for claim in claims])
    together = np.mean(["supports" in registered(claim) for claim in claims])
    assert together <= 0.05
    assert alone > 0.07


def test_a_claim_in_which_nobody_arrives_is_inconclusive() -> None:
    world = World(horizon=10.0)
    (claim,) = races(world, 1.0, 1)
    assert all(one.nobody_arrived for one in claim)
    assert words(world, 1.0, 1) == ["inconclusive"]
