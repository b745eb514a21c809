"""C3: dead units are found where they are, and the judge gives each verdict its due."""

from collections.abc import Iterator

import numpy as np
import pytest

from propbench.bench.claims.c03_leaky import CLAIM, dying, slopes
from propbench.bench.claims.c03_leaky.families import member, with_family
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.runs.running import observed
from propbench.bench.claims.shared import tuned
from propbench.bench.claims.shared.stress import StressSetting, born_dead, stress
from propbench.bench.results import Observation
from propbench.bench.training.arms import LEAKY_RELU, RELU
from propbench.bench.training.races import Finish, Race
from propbench.bench.training.seeds import reporting_seeds, tuning_seeds
from tests.bench.claims.finished import Times, finish, in_place_of

AROUND = (90, 95, 100, 105, 110) * 4


def times(factor: float) -> Times:
    return [round(factor * one) for one in AROUND]


def part(name: str, evidence: Evidence) -> Question:
    return next(one for one in CLAIM.judge(evidence) if one.id == name)


def test_a_bias_far_below_zero_kills_relu_and_not_leaky_relu() -> None:
    """With every z negative nothing of ReLU's hidden layer can learn; leaky ReLU still does."""
    setting = StressSetting("xor", (8,), 60, bias=-50.0)
    runs = [(1.0, seed) for seed in range(3)]
    assert stress(setting, RELU, runs).dead.tolist() == [1, 1, 1]
    assert stress(setting, LEAKY_RELU, runs).dead.tolist() == [0, 0, 0]
    assert born_dead(setting, RELU, range(3)) == 1
    assert born_dead(setting, LEAKY_RELU, range(3)) == 0


def test_without_stress_hardly_a_unit_is_dead_and_most_runs_arrive() -> None:
    setting = StressSetting("xor", (16,), 400)
    found = stress(setting, RELU, [(1.0, seed) for seed in range(3)])
    assert found.dead.max() < 0.2
    assert np.median(found.iterations) < 400
    assert not found.diverged.any()


def test_deeper_and_thinner_networks_are_born_dead_more_often() -> None:
    shares = [
        born_dead(StressSetting("xor", (2,) * depth, 0), RELU, range(100)) for depth in (1, 4, 16)
    ]
    assert shares == sorted(shares)
    assert shares[-1] > 0.5


def test_prelu_is_put_under_stress_by_the_code_of_variants() -> None:
    found = stress(StressSetting("xor", (4,), 40), slopes.PRELU, [(0.5, 0), (0.5, 1)])
    assert found.iterations.shape == found.dead.shape == (2,)


@pytest.mark.parametrize(
    ("factor", "expected"), [(2.0, "supported"), (1.0, "not supported"), (0.4, "not supported")]
)
def test_a_good_start_is_judged_by_relu_over_leaky_relu(factor: float, expected: str) -> None:
    one = finish({RELU: times(factor), LEAKY_RELU: AROUND})
    finishes = {race: in_place_of(race, one) for race in CLAIM.races("standard")}
    assert part("good start", Evidence(finishes)).verdict == expected


@pytest.mark.parametrize(
    ("factors", "expected"),
    [((3.0, 3.0), "supported"), ((1.0, 1.0), "not supported"), ((3.0, 1.0), "depends")],
)
def test_stress_is_judged_condition_by_condition(
    factors: tuple[float, float], expected: str
) -> None:
    runs = tuple(
        one
        for bias, factor in zip((0, -1), factors, strict=True)
        for one in _stressed(bias, factor)
    )
    found = part("stress", Evidence({}, runs))
    assert found.verdict == expected
    assert "50" in found.answer
    if expected == "depends":
        assert found.factor == "bias"


def _stressed(bias: int, factor: float) -> Iterator[Observation]:
    """Two depths, so that the bias and not the cell decides."""
    seeds = (*tuning_seeds(), *reporting_seeds())
    for depth in ("1", "2"):
        for arm, slower in ((RELU, factor), (LEAKY_RELU, 1.0)):
            where = {"task": "xor", "at": "tuned", "bias": f"{bias}", "depth": depth, "width": "4"}
            where = {**where, "arm": arm.name}
            runs = {(1.0, seed): slower * (50 + seed % 5) for seed in seeds}
            yield from observed(CLAIM, tuned.measured(where, runs))
            yield Observation(
                claim="C3", quantity="dead", factors={**where}, value=0.5 if arm == RELU else 0.0
            )


def _slope_race(best: float, fixed: float = 1.0) -> tuple[Race, dict[Race, Finish]]:
    arms = {arm: times(4) for arm in slopes.ARMS}
    arms[LEAKY_RELU], arms[slopes.SLOPES[4]], arms[RELU] = times(fixed), times(best), times(2)
    race = CLAIM.races("full")[-1]
    return race, {race: in_place_of(race, finish(arms))}


@pytest.mark.parametrize(
    ("best", "fixed", "expected"), [(0.5, 1.0, "supported"), (1.0, 1.0, "not supported")]
)
def test_changing_the_slope_pays_when_the_best_is_faster(
    best: float, fixed: float, expected: str
) -> None:
    _, finishes = _slope_race(best, fixed)
    found = part("slope", Evidence(finishes))
    assert found.verdict == expected
    assert "lost to ReLU in 0 of 1 races" in found.answer
    assert len([row for row in found.series if "slope" in row]) == len(slopes.ARMS)


def test_a_family_is_tuned_over_its_members() -> None:
    one = finish({RELU: times(2), LEAKY_RELU: times(1), slopes.SLOPES[4]: times(0.5)})
    family = with_family(one, "family", (RELU, LEAKY_RELU, slopes.SLOPES[4])).entrants["family"]
    assert member(family) == "leaky_0.1"
    assert len(family.tuned) == 3
    np.testing.assert_array_equal(family.times(0), one.entrants["leaky_0.1"].times(0))


def test_the_slopes_run_from_relu_to_a_linear_network() -> None:
    assert slopes.SLOPES[0] is RELU
    assert slopes.SLOPES[-1].slope == 1
    assert [arm.slope for arm in slopes.SLOPES[1:]] == sorted(
        arm.slope for arm in slopes.SLOPES[1:]
    )


def test_that_others_try_needs_no_measurement_and_the_rest_says_nothing_without() -> None:
    parts = {one.id: one.verdict for one in CLAIM.judge(Evidence({}))}
    assert parts.pop("nobody") == "not supported"
    assert set(parts.values()) == {"inconclusive"}


def test_smaller_profiles_are_part_of_the_full_one() -> None:
    full = set(CLAIM.races("full"))
    assert set(CLAIM.races("quick")) <= set(CLAIM.races("standard")) <= full
    assert set(dying.CONDITIONS[:1]) < set(dying.CONDITIONS)


def test_the_quick_profile_runs() -> None:
    found = CLAIM.judge(Evidence({}, tuple(observed(CLAIM, CLAIM.measure("quick")))))
    assert len(next(one for one in found if one.id == "stress").cells) == 1
