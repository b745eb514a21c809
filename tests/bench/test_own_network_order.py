"""What of a network is run keeps its budget: loops are cut first, then whoever starts late."""

import pytest

from propbench import impls
from propbench.bench.descriptions import description
from propbench.bench.exits import UsageError
from propbench.bench.order import Order
from propbench.bench.own_network import order as ordering
from propbench.bench.own_network.contenders import Contenders
from propbench.bench.own_network.planning import FEWEST_RESTARTS, RESTARTS, Planner
from propbench.bench.own_network.wanted import wanted
from propbench.bench.statistics.scaling import FARTHEST, FEWEST_SIZES

NAMES = ("numba_fused:serial", "numba_loops", "numpy_inplace", "numpy_vectorized", "python_loops")
ALL = Contenders({name: description(impls.load(name)) for name in NAMES}, {})


def order(
    monkeypatch: pytest.MonkeyPatch, sizes: str, m: int, budget_s: float = 60, speed: float = 1.0
) -> Order:
    monkeypatch.setattr(ordering, "interpreter_factor", lambda: speed)
    return ordering.order(wanted(sizes, m), ALL, budget_s)


def test_on_an_idle_machine_everybody_is_timed_in_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = order(monkeypatch, "2,3,1", 4)
    assert asked.missing == {}
    assert {case.implementation for case in asked.plan.measured} == set(NAMES)
    assert asked.plan.fits
    assert asked.plan.processes >= FEWEST_RESTARTS
    assert asked.profile.processes == RESTARTS


def test_a_call_of_loops_that_takes_long_is_timed_with_fewer_examples_from_which_it_is_estimated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = order(monkeypatch, "20,30,5", 30_000)
    by_loops = [case.m for case in asked.cases if case.implementation == "python_loops"]
    assert by_loops[-1] == 30_000
    assert len(by_loops) == FEWEST_SIZES + 1
    assert FARTHEST * by_loops[-2] >= 30_000
    others = [case for case in asked.cases if case.implementation == "numpy_vectorized"]
    assert [case.m for case in others] == [30_000]
    assert "ceiling:numpy:wide" in {case.implementation for case in asked.cases}


def test_where_no_estimate_reaches_one_small_call_shows_how_slow_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = order(monkeypatch, "784,128,10", 60_000)
    by_loops = [case.m for case in asked.cases if case.implementation == "python_loops"]
    assert len(by_loops) == 2
    assert by_loops[0] < 60_000 / FARTHEST


def test_on_a_slow_machine_whoever_compiles_longest_is_left_out_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = order(monkeypatch, "2,3,1", 4, speed=1.6)
    assert list(asked.missing) == ["numba_loops"]
    assert "compiling takes about" in asked.missing["numba_loops"]
    slower = order(monkeypatch, "2,3,1", 4, speed=2.2)
    assert set(slower.missing) == {"numba_loops", "numba_fused:serial"}
    longer = order(monkeypatch, "2,3,1", 4, budget_s=240, speed=2.2)
    assert longer.missing == {}


def test_a_budget_for_nobody_is_refused_with_what_is_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(UsageError, match=r"budget: got 5\.00.s, expected about .* name fewer"):
        order(monkeypatch, "2,3,1", 4, budget_s=5)


def test_a_busy_machine_is_asked_all_the_same_and_the_plan_says_that_it_takes_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = order(monkeypatch, "2,3,1", 4, speed=4)
    assert not asked.plan.fits
    assert set(asked.missing) == {"numba_loops", "numba_fused:serial"}


def test_whoever_is_too_slow_for_a_single_example_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = order(monkeypatch, "5000,5000,10", 10)
    assert "a single example takes about" in asked.missing["python_loops"]
    with pytest.raises(UsageError, match="too long for the budget"):
        order(monkeypatch, "1000000,1000000,10", 10)


def test_nobody_makes_data_that_do_not_fit_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="GiB"):
        order(monkeypatch, "784,128,10", 900_000_000)


def test_every_case_of_an_order_is_there_once_and_its_start_is_small() -> None:
    planner = Planner(wanted("200,300,5", 5_000), budget_s=60, speed=1.0)
    plan = planner.plan(ALL)
    assert len({case.id for case in plan.cases}) == len(plan.cases)
    assert planner.costs(ALL).sheet.case.m == 10
    assert set(planner.costs(ALL).sheet.specifiers) == set(NAMES)
    assert plan.page_s == 0
