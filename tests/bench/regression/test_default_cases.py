"""What is compared is taken from the grid."""

from propbench import impls
from propbench.bench.grid import Case
from propbench.bench.process import ROOT
from propbench.bench.regression.sides.default_cases import GATED, grid_cases, select
from propbench.bench.regression.sides.listing import grid_targets

SHIPPED = [impls.load(name) for name in impls.names()]


def _default() -> list[Case]:
    return select(SHIPPED, None)


def test_the_default_is_24_different_cases_of_the_grid() -> None:
    chosen = _default()
    assert len(set(chosen)) == len(chosen) == 24
    assert set(chosen) <= set(grid_cases(SHIPPED))


def test_every_family_and_every_phase_is_there() -> None:
    families = {one.name: one.family for one in SHIPPED}
    chosen = _default()
    phases = {"forward", "backward", "update", "train_step", "activation", "derivative", "dot"}
    for family in GATED:
        of_family = [case for case in chosen if families[case.implementation] == family]
        assert {case.phase for case in of_family} == phases


def test_a_pattern_selects_from_the_whole_grid() -> None:
    chosen = select(SHIPPED, "numpy_vectorized-shallow-relu-train_step-*")
    assert len(chosen) > 3
    assert {case.phase for case in chosen} == {"train_step"}


def test_a_target_survives_the_way_to_a_worker() -> None:
    from propbench.bench.regression.sides.targets import Target

    for target in grid_targets((), ROOT, None):
        assert Target.of(target.message()) == target
