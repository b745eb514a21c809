"""A finished race becomes a cell that says what its runs say, and no more."""

import pytest

from propbench.bench.claims.referee.arm_summary import candidate_counts
from propbench.bench.claims.referee.comparing import (
    OTHERS,
    ArmPair,
    compare,
    conclude,
    corrected,
    headline,
    under_penalties,
)
from propbench.bench.claims.referee.verdicts import ArmComparison, Finding
from propbench.bench.claims.shared.wording import by_level, tally
from propbench.bench.numbers import percent
from propbench.bench.numbers import times as shown
from propbench.bench.statistics import Interval, wilson
from propbench.bench.training.arms import RELU, SIGMOID
from propbench.bench.training.tasks import N_TARGETS
from tests.bench.claims.finished import BUDGET, Times, finish

AROUND = (90, 95, 100, 105, 110) * 4
"""Twenty runs of about 100 iterations."""


def several(slow: Times, fast: Times, n: int = 4) -> list[ArmPair]:
    one = finish({SIGMOID: slow, RELU: fast})
    return [ArmPair(one, "sigmoid", "relu", {"cell": str(number)}) for number in range(n)]


def times(factor: float) -> list[int | None]:
    return [round(factor * one) for one in AROUND]


@pytest.mark.parametrize(
    ("factor", "expected"),
    [(3.0, "supports"), (1 / 3, "contradicts"), (1.0, "equivalent"), (1.25, "inconclusive")],
)
def test_a_cell_finds_what_the_times_say(factor: float, expected: str) -> None:
    cell = compare(*several(times(factor), AROUND)[0])
    assert cell.finding == expected
    assert cell.ratio is not None
    assert cell.ratio.point == pytest.approx(factor, rel=0.01)


def test_runs_that_did_not_arrive_make_a_bound_and_are_counted() -> None:
    slow = [None if seed % 4 else 400 for seed in range(20)]
    cell = compare(*several(slow, AROUND)[0])
    assert cell.ratio is not None
    assert cell.ratio.point == pytest.approx((15 * BUDGET + 5 * 400) / (20 * 100))
    assert "sigmoid arrived in 5 of 20 runs (11" in cell.note
    assert "at least this" in cell.note


def test_arms_of_which_neither_arrives_are_not_called_equal() -> None:
    nobody: Times = [None] * 20
    cell = compare(*several(nobody, nobody)[0])
    assert cell.finding == "inconclusive"
    assert cell.minimum_detectable is None
    assert cell.ratio is None
    assert "no ratio" in cell.note
    assert conclude(several(nobody, nobody), share=0.8).verdict == "inconclusive"
    assert tally([cell, cell]) == (
        "of 2 comparisons, 2 are undecided (in 2 of them neither arm arrived)"
    )
    assert by_level([cell], "cell") == ""


def test_a_mean_that_a_few_failures_rule_stands_beside_who_is_lower_seed_by_seed() -> None:
    rarely = [None if seed == 0 else 50 for seed in range(20)]
    cell = compare(*several(AROUND, rarely)[0])
    assert cell.ratio is not None
    assert cell.ratio.point == pytest.approx(20 * 100 / (BUDGET + 19 * 50))
    assert f"above 1 on {percent(19 / 20)} of seeds" in cell.note


def test_means_at_a_level_say_how_many_of_their_comparisons_decide() -> None:
    findings: dict[str, tuple[float, Finding]] = {
        "10": (4.0, "supports"),
        "2": (9.0, "inconclusive"),
    }
    cells = [
        ArmComparison(
            {"depth": depth, "copy": copy}, finding, Interval(point, point, point, 20, "range")
        )
        for depth, (point, finding) in findings.items()
        for copy in "ab"
    ]
    told = by_level(cells, "depth")
    assert told == (
        f"{shown(9.0)} at depth 2 (0 of 2 decide), {shown(4.0)} at depth 10 (2 of 2 decide)"
    )
    none = ArmComparison({"depth": "2", "copy": "c"}, "contradicts", None)
    assert by_level([*cells, none], "depth") == f"{told}; 1 without a ratio"


def test_a_penalty_counts_for_the_runs_that_did_not_arrive() -> None:
    slow = [None if seed % 2 else 100 for seed in range(20)]
    one = several(slow, AROUND)[0]
    points = {}
    for penalty in ("half", "restricted", "PAR2", "PAR10"):
        ratio = compare(*one, penalty=penalty).ratio
        assert ratio is not None
        points[penalty] = ratio.point
    expected = {"half": 3, "restricted": 5.5, "PAR2": 10.5, "PAR10": 50.5}
    assert points == pytest.approx(expected)


def test_a_target_that_is_met_at_the_start_takes_one_iteration() -> None:
    cell = compare(*several([0] * 20, [0] * 20)[0], target=0)
    assert cell.ratio is not None
    assert cell.ratio.point == 1


def test_a_few_seeds_detect_nothing() -> None:
    cell = compare(*several([100, 110, 120], [30, 40, 50])[0])
    assert cell.finding == "inconclusive"
    assert cell.minimum_detectable is None


def test_the_verdict_holds_at_every_target_and_penalty_where_all_arrive() -> None:
    conclusion = conclude(several(times(3), AROUND), share=0.8)
    assert conclusion.verdict == "supported"
    assert conclusion.flips == ()


def test_a_verdict_that_a_penalty_turns_round_depends_on_censoring() -> None:
    """Slow is quick where it arrives, which is in six of ten runs: a small loss, or a large one."""
    slow = [None if seed % 10 < 4 else 10 for seed in range(100)]
    fast = [700 + seed % 10 for seed in range(100)]
    conclusion = conclude(several(slow, fast, n=1), share=0.8)
    assert conclusion.verdict == "depends"
    assert conclusion.factor == "censoring"
    assert {"protocol": "penalty", "level": "PAR10", "verdict": "supported"} in conclusion.flips


def test_each_comparison_says_what_it_would_find_under_every_other_penalty() -> None:
    slow = [None if seed % 10 < 4 else 10 for seed in range(100)]
    fast = [700 + seed % 10 for seed in range(100)]
    (cell,) = conclude(several(slow, fast, n=1), share=0.8).cells
    assert cell.finding == "contradicts"
    assert cell.under["PAR10"] == "supports"
    assert cell.under.keys() == set(OTHERS)
    assert under_penalties([cell], share=0.8)["PAR10"] == "supported"


def test_what_no_race_measured_has_no_verdict_under_another_penalty() -> None:
    raced = conclude(several(times(3), AROUND), share=0.8).cells
    assert set(under_penalties(raced, share=0.8).values()) == {"supported"}
    assert under_penalties([*raced, ArmComparison({"cell": "other"}, "supports")], share=0.8) == {}
    assert under_penalties([], share=0.8) == {}


def test_a_comparison_keeps_what_each_arm_did_by_itself() -> None:
    slow = [None if seed % 4 else 400 for seed in range(20)]
    one, other = compare(*several(slow, AROUND)[0]).arms
    assert (one.name, other.name) == ("sigmoid", "relu")
    assert (one.arrived, other.arrived) == (wilson(5, 20), wilson(20, 20))
    assert one.expected_iterations == (15 * BUDGET + 5 * 400) / 5
    assert other.expected_iterations == 100
    assert other.expected_best == {1: pytest.approx(100)}


def test_trials_are_doubled_until_all() -> None:
    assert candidate_counts(1) == (1,)
    assert candidate_counts(8) == (1, 2, 4, 8)
    assert candidate_counts(11) == (1, 2, 4, 8, 11)


def test_a_target_with_another_verdict_is_listed_as_a_flip() -> None:
    """Ninety-five per cent of the budget is enough for the headline, and not for harder targets."""
    late = [950] * 20
    conclusion = conclude(several(late, late), share=0.8)
    assert conclusion.verdict == "not supported"
    hardest = {"protocol": "target", "level": str(N_TARGETS), "verdict": "inconclusive"}
    assert hardest in conclusion.flips


def test_holm_holds_back_a_cell_that_many_others_stand_beside() -> None:
    cells = [ArmComparison({"cell": str(number)}, "supports", p_value=0.02) for number in range(3)]
    assert {cell.finding for cell in corrected(cells)} == {"inconclusive"}
    assert all(cell.is_held_back for cell in corrected(cells))
    assert corrected(cells[:1])[0].finding == "supports"


def test_the_headline_is_the_target_that_tuning_selects_by() -> None:
    one = finish({SIGMOID: AROUND, RELU: AROUND})
    entrant = one.entrants["relu"]
    (tuned,) = entrant.tuned.values()
    assert headline(one) == len(tuned[0].arrivals) - 1
