"""The comparison of contenders: ratios by process, goals met or not, absent ones named."""

from bench.peers import table
from bench.peers.goals import GOALS
from bench.peers.session import Medians, comparisons

FUSED = next(goal for goal in GOALS if goal.title == "numba_fused : better NumPy")


def _medians(fused: float) -> Medians:
    """NumPy in place takes 2, the textbook NumPy 3, on one cell in five processes."""
    seconds = {"numba_fused:serial": fused, "numpy_inplace": 2.0, "numpy_vectorized": 3.0}
    return {
        "any-deep-float64-1t": {name: dict.fromkeys(range(5), s) for name, s in seconds.items()}
    }


def test_the_reference_is_the_faster_of_its_pair() -> None:
    assert table.ratios(FUSED, _medians(1.0))["any-deep-float64-1t"].point == 2.0


def test_a_goal_says_whether_it_is_met() -> None:
    assert any("better NumPy:  2.00" in line and line.endswith(" met") for line in _told(1.0))
    assert any("better NumPy:  1.00" in line and "NOT MET" in line for line in _told(2.0))


def test_the_mean_is_geometric() -> None:
    medians = _medians(1.0) | {"any-shallow-float64-1t": _medians(4.0)["any-deep-float64-1t"]}
    mean = table.mean_ratio(FUSED, medians)
    assert mean is not None
    assert abs(mean.point - 1.0) < 1e-12


def test_what_is_not_installed_is_named_and_not_compared() -> None:
    told = table.lines(_medians(1.0), ["jax_jit"])
    assert "not installed: jax_jit" in told[0]
    assert "numba_fused : jax_jit: not compared" in told


def test_everyone_named_in_a_goal_takes_part() -> None:
    found, missing = comparisons()
    taking_part = {name for comparison in found for name in comparison.contenders}
    named = {name for goal in GOALS for name in (*goal.contenders, *goal.references)}
    assert taking_part | set(missing) == named


def test_threads_are_never_mixed() -> None:
    parallel = next(goal for goal in GOALS if goal.threads == 2)
    assert table.ratios(parallel, _medians(1.0)) == {}


def _told(fused: float) -> list[str]:
    return table.lines(_medians(fused), [])
