"""The comparison of contenders: ratios by process, goals met or not, absent ones named."""

import random

import pytest

from propbench.bench.cases import Case
from propbench.bench.ceilings import products_over
from propbench.bench.peers import table
from propbench.bench.peers.goals import GOALS
from propbench.bench.peers.session import Medians, comparisons
from propbench.bench.peers.worker import compare

FUSED = next(goal for goal in GOALS if goal.title == "numba_fused : better NumPy")
FIRST, SECOND = (cell.id for cell in FUSED.cells[:2])


def _medians(fused: float, **others: float) -> Medians:
    """NumPy in place takes 2, the textbook NumPy 3, on one cell in five processes."""
    seconds = {"numba_fused:serial": fused, "numpy_inplace": 2.0, "numpy_vectorized": 3.0}
    return {FIRST: {name: dict.fromkeys(range(5), s) for name, s in (seconds | others).items()}}


def test_the_reference_is_the_faster_of_its_pair() -> None:
    assert table.ratios(FUSED, _medians(1.0))[FIRST].point == 2.0


def test_a_goal_says_whether_it_is_met() -> None:
    assert any("better NumPy:  2.00" in line and line.endswith(" met") for line in _told(1.0))
    assert any("better NumPy:  1.00" in line and "NOT MET" in line for line in _told(2.0))


def test_the_mean_is_geometric() -> None:
    medians = _medians(1.0) | {SECOND: _medians(4.0)[FIRST]}
    mean = table.mean_ratio(FUSED, medians)
    assert mean is not None
    assert abs(mean.point - 1.0) < 1e-12


def test_what_is_not_installed_is_named_and_not_compared() -> None:
    told = table.lines(_medians(1.0), ["jax_jit"])
    assert "not installed: jax_jit" in told[0]
    assert "numba_fused : jax_jit: not compared" in told


def test_everyone_named_in_a_goal_takes_part() -> None:
    found, missing = comparisons()
    taking_part = {
        name for comparison in found for names in comparison.cells.values() for name in names
    }
    named = {name for goal in GOALS for name in goal.names}
    assert taking_part | set(missing) == named


def test_threads_are_never_mixed() -> None:
    parallel = next(goal for goal in GOALS if goal.contenders == ("numba_fused:parallel",))
    seconds = {"numba_fused:parallel": {1: 1.0}, "torch_eager:autograd": {1: 2.0}}
    one_thread = next(cell for goal in GOALS for cell in goal.cells if cell.threads == 1)
    assert table.ratios(parallel, {one_thread.id: seconds}) == {}
    assert table.ratios(parallel, {parallel.cells[0].id: seconds})


def test_what_the_products_alone_allow_is_said_where_it_is_less_than_the_goal() -> None:
    """Products that take 1.6 of NumPy's 2 leave room for 1.25 and no more."""
    medians = _medians(1.9, **{"ceiling:numpy:wide": 1.8, "ceiling:scipy:small": 1.6})
    medians |= {SECOND: _medians(1.9, **{"ceiling:numpy:wide": 1.0})[FIRST]}
    told = "\n".join(table.lines(medians, []))
    short = "shallow-relu-m100"
    assert f"{short:32}  1.05 [1.05, 1.05], at most  1.25 [1.25, 1.25]" in told
    assert "bare matrix products reach  1.58 [1.58, 1.58]" in told
    assert f"below 1.3 in 1 of 2 cells: {short}\n" in told


def test_a_goal_without_products_has_no_limit() -> None:
    assert "at most" not in "\n".join(_told(1.0))


def test_small_blocks_take_part_only_where_they_are_smaller_than_all() -> None:
    found, _ = comparisons()
    cells = {cell: names for one in found if one.threads == 1 for cell, names in one.cells.items()}
    for cell in FUSED.cells:
        small = [name for name in cells[cell] if name.endswith(":small")]
        assert len(small) == (0 if cell.m == 100 else 2)


@pytest.mark.parametrize("m", [100, 250])
def test_a_process_times_everyone_on_a_cell_after_checking_them(m: int) -> None:
    cell = Case("any", "shallow", "relu", "train_step", m)
    names = ["numpy_inplace", *products_over(m)]
    seconds = compare(cell, names, random.Random(0))  # noqa: S311
    assert set(seconds) == set(names)
    assert all(rounds for rounds in seconds.values())


def _told(fused: float) -> list[str]:
    return table.lines(_medians(fused), [])
