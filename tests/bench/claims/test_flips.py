"""The smallest change of protocol that reverses a finding."""

from propbench.bench.claims.referee.flips import smallest_flip
from propbench.bench.claims.referee.verdicts import ArmComparison, Finding
from propbench.bench.statistics import Interval


def cell(depth: str, ruleset: str, finding: Finding, ratio: float | None = None) -> ArmComparison:
    interval = None if ratio is None else Interval(ratio, ratio, ratio, 20, "confidence")
    return ArmComparison({"depth": depth, "ruleset": ruleset}, finding, interval)


def test_fewer_factors_come_before_larger_changes() -> None:
    deep = cell("8", "R1", "supports")
    near, both = cell("1", "R1", "equivalent"), cell("4", "R2", "contradicts")
    assert smallest_flip([both, near, deep]) == (deep, near)


def test_equally_near_cells_are_told_apart_by_how_much_changes() -> None:
    middle = cell("2", "R1", "supports", 5.4)
    equal, reverse = cell("1", "R1", "equivalent", 1.0), cell("4", "R1", "contradicts", 0.7)
    assert smallest_flip([middle, equal, reverse]) == (middle, reverse)
    equal_too = cell("2", "R2", "equivalent", 1.2)
    assert smallest_flip([middle, equal_too, equal]) == (middle, equal)


def test_there_is_no_flip_without_cells_on_both_sides() -> None:
    undecided = cell("2", "R1", "inconclusive")
    assert smallest_flip([cell("1", "R1", "supports"), undecided]) is None
    assert smallest_flip([cell("1", "R1", "contradicts"), undecided]) is None
    assert smallest_flip([]) is None
