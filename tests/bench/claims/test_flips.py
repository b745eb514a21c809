"""The smallest change of protocol that reverses a finding."""

import pytest

from propbench.bench.claims.referee.flips import smallest_flip
from propbench.bench.claims.referee.verdicts import ArmComparison, Finding
from propbench.bench.statistics import Interval

DEPTHS = {"depth": ("1", "2", "4", "8")}


def cell(depth: str, ruleset: str, finding: Finding, ratio: float | None = None) -> ArmComparison:
    interval = None if ratio is None else Interval(ratio, ratio, ratio, 20, "confidence")
    return ArmComparison({"depth": depth, "ruleset": ruleset}, finding, interval)


def test_fewer_factors_come_before_fewer_steps_and_larger_changes() -> None:
    deep = cell("8", "R1", "supports")
    far, both = cell("1", "R1", "equivalent"), cell("4", "R2", "contradicts")
    assert smallest_flip([both, far, deep], DEPTHS) == (deep, far)
    near = cell("4", "R1", "equivalent")
    assert smallest_flip([far, near, deep], DEPTHS) == (deep, near)


def test_equally_near_cells_are_told_apart_by_how_much_changes() -> None:
    middle = cell("2", "R1", "supports", 5.4)
    equal, reverse = cell("1", "R1", "equivalent", 1.0), cell("4", "R1", "contradicts", 0.7)
    assert smallest_flip([middle, equal, reverse], DEPTHS) == (middle, reverse)
    equal_too = cell("2", "R2", "equivalent", 1.2)
    assert smallest_flip([middle, equal_too, equal], DEPTHS) == (middle, equal)


def test_factors_without_an_order_are_one_step_apart() -> None:
    one, other = cell("1", "R0", "supports"), cell("1", "R2", "equivalent")
    further = cell("4", "R0", "equivalent")
    assert smallest_flip([one, further, other], DEPTHS) == (one, other)


def test_there_is_no_flip_without_cells_on_both_sides() -> None:
    undecided = cell("2", "R1", "inconclusive")
    assert smallest_flip([cell("1", "R1", "supports"), undecided], DEPTHS) is None
    assert smallest_flip([cell("1", "R1", "contradicts"), undecided], DEPTHS) is None
    assert smallest_flip([], DEPTHS) is None


def test_a_level_that_its_order_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match="'3' is not in the order 1, 2, 4, 8"):
        smallest_flip([cell("3", "R1", "supports"), cell("1", "R1", "equivalent")], DEPTHS)
