"""A finished race becomes a comparison that says what its runs say, and no more."""

import pytest

from propbench.bench.claims.referee.comparing import ArmPair, compare
from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.training.arms import RELU, SIGMOID
from tests.bench.claims.finished import BUDGET, Times, finish

AROUND = (90, 95, 100, 105, 110) * 4
"""Twenty runs of about 100 iterations."""


def compared(slow: Times, fast: Times = AROUND) -> ArmComparison:
    made = finish({SIGMOID: slow, RELU: fast})
    return compare(ArmPair(made, SIGMOID.name, RELU.name, {"task": "xor"}))


def times(factor: float) -> list[int | None]:
    return [round(factor * time) for time in AROUND]


@pytest.mark.parametrize(
    ("factor", "expected"), [(3.0, "supports"), (1 / 3, "contradicts"), (1.0, "equivalent")]
)
def test_a_comparison_finds_what_the_times_say(factor: float, expected: str) -> None:
    comparison = compared(times(factor))
    assert comparison.finding == expected
    assert comparison.ratio is not None
    assert comparison.ratio.point == pytest.approx(factor, rel=0.01)


def test_a_few_runs_that_fail_do_not_move_the_ratio() -> None:
    slow = [None, None, *times(2.0)[2:]]
    comparison = compared(slow)
    assert comparison.ratio is not None
    assert comparison.ratio.point == pytest.approx(2.0, rel=0.05)
    assert comparison.bound == ""
    assert "sigmoid arrived in 18 of 20 runs (70" in comparison.note


def test_where_half_of_an_arm_fails_the_ratio_is_a_bound() -> None:
    slow = [None if seed % 4 else 400 for seed in range(20)]
    comparison = compared(slow)
    assert comparison.bound == "at least"
    assert comparison.ratio is not None
    assert comparison.ratio.point == pytest.approx(BUDGET / 100)
    assert compared(AROUND, slow).bound == "at most"


def test_arms_of_which_neither_arrives_are_not_called_equal() -> None:
    nobody: Times = [None] * 20
    comparison = compared(nobody, nobody)
    assert comparison.ratio is None
    assert comparison.effect is None
    assert comparison.finding == "inconclusive"
    assert comparison.is_silent


def test_a_comparison_knows_what_each_arm_did() -> None:
    slow, fast = compared(times(2.0)).arms
    assert (slow.name, slow.median, slow.arrived.point) == ("sigmoid", 200, 1.0)
    assert (fast.name, fast.median, fast.learning_rate) == ("relu", 100, 1.0)
