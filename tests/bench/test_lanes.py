"""Cases are checked side by side in lanes that take about as long."""

from dataclasses import replace

from propbench.bench.grid import HEADLINE_CASE, Case
from propbench.bench.timing.lanes import MOST_LANES, lane_s, lanes

NAMES = ("python_loops", "numba_loops", "numba_fused:serial", "numpy_vectorized", "numpy_inplace")
CASES = [replace(HEADLINE_CASE, implementation=name, m=m) for m in (1, 10) for name in NAMES]


def _predicted(**seconds: float) -> dict[str, float]:
    return {case.id: seconds.get(case.implementation.partition(":")[0], 1.0) / 2 for case in CASES}


def _names(lane: tuple[Case, ...]) -> set[str]:
    return {case.implementation for case in lane}


def test_every_case_is_in_one_lane_and_an_implementation_in_no_two() -> None:
    shares = lanes(CASES, _predicted(), cores=2)
    assert sorted(case.id for lane in shares for case in lane) == sorted(c.id for c in CASES)
    assert not _names(shares[0]) & _names(shares[1])


def test_two_kinds_of_networks_of_one_implementation_are_side_by_side() -> None:
    both = [CASES[0], replace(CASES[0], network="conv", subject="conv")]
    predicted = {case.id: 1.0 for case in both}
    assert list(map(len, lanes(both, predicted, cores=2))) == [1, 1]


def test_the_longest_implementation_has_a_lane_of_its_own_where_the_others_fill_one() -> None:
    predicted = _predicted(python_loops=4.0)
    shares = lanes(CASES, predicted, cores=2)
    assert {"python_loops"} in [_names(lane) for lane in shares]
    assert [lane_s(lane, predicted) for lane in shares] == [4.0, 4.0]


def test_there_are_no_more_lanes_than_cores_or_implementations_and_never_many() -> None:
    assert len(lanes(CASES, _predicted(), cores=1)) == 1
    assert len(lanes(CASES[:1], _predicted(), cores=8)) == 1
    assert len(lanes(CASES, _predicted(), cores=64)) == MOST_LANES
    assert lanes([], {}, cores=2) == []
