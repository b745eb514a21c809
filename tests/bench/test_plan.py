"""The plan keeps its budget: processes first, then slices from the end, the headline never."""

from dataclasses import replace
from functools import partial

import pytest

from propbench import impls
from propbench.bench import grid, selection
from propbench.bench.pace import Pace
from propbench.bench.plan import SLACK, Plan, make_plan

IMPLEMENTATIONS = [impls.load("numpy_vectorized"), impls.load("python_loops")]


def plan(budget_s: float, speed: float = 1.0) -> Plan:
    predicted = partial(make_plan, implementations=IMPLEMENTATIONS, speed=speed, budget_s=budget_s)
    whole = predicted(grid.STANDARD, grid.select(grid.STANDARD, IMPLEMENTATIONS))
    return selection._within_budget(whole, predicted, IMPLEMENTATIONS)


def test_a_machine_that_is_fast_enough_does_all_of_it() -> None:
    made = plan(budget_s=3_600)
    assert (made.processes, made.cut) == (grid.STANDARD.processes, ())
    assert not any("Cut" in line for line in made.lines())


def test_processes_are_cut_before_cells() -> None:
    whole = plan(budget_s=3_600)
    made = plan(budget_s=whole.total_s - 1.5 * whole.process_s)
    assert made.processes == grid.STANDARD.processes - 2
    assert made.cut == ()
    assert f"Cut to keep the budget: {made.processes} of 5 processes" in made.lines()


def test_cells_are_cut_from_the_end_and_the_headline_stays() -> None:
    made = plan(budget_s=80)
    assert made.processes == grid.STANDARD.fewest_processes
    assert made.cut[0] == grid.STANDARD.slices[-1].words
    assert any(map(grid.is_headline, made.cases))
    assert made.fits
    assert made.lines()[-1].startswith("Cut to keep the budget: ")


def test_where_nothing_keeps_the_budget_no_answer_is_lost_and_it_is_said() -> None:
    made = plan(budget_s=1)
    assert (made.processes, made.cut) == (grid.STANDARD.fewest_processes, ())
    assert made.lines()[-1] == "This machine is too slow now to keep the budget."


def test_a_slower_machine_does_less() -> None:
    assert len(plan(budget_s=200, speed=3).cases) < len(plan(budget_s=200).cases)


@pytest.mark.parametrize(("slower", "allowed"), [(0.5, True), (1.0, True), (20.0, False)])
def test_a_machine_that_became_slower_starts_no_further_process(
    monkeypatch: pytest.MonkeyPatch, slower: float, allowed: bool
) -> None:
    made = plan(budget_s=3_600)
    made = replace(made, budget_s=(made.measuring_s + made.after_s) / SLACK)
    clock = [0.0]
    monkeypatch.setattr("propbench.bench.pace.time.monotonic", lambda: clock[0])
    pace = Pace(made, began_s=0.0)
    with pace.timing():
        clock[0] += slower * made.process_s
    assert pace.allows_another() == allowed
