"""The plan keeps its budget: processes first, then slices from the end, the headline never."""

from dataclasses import replace
from functools import partial

import pytest

from propbench import impls
from propbench.bench import cutting, grid
from propbench.bench.claims.runs import training_plan as claims
from propbench.bench.claims.runs.training_plan import TrainingPlan
from propbench.bench.cutting import within_budget
from propbench.bench.descriptions import Described, description
from propbench.bench.pace import OVER, Pace
from propbench.bench.plan import Plan, make_plan
from propbench.bench.selection import resolve

IMPLEMENTATIONS = [impls.load("numpy_vectorized"), impls.load("python_loops")]


TRAINING = claims.planned("standard")


def plan(budget_s: float, speed: float = 1.0, training: TrainingPlan | None = None) -> Plan:
    predicted = partial(make_plan, implementations=IMPLEMENTATIONS, speed=speed, budget_s=budget_s)
    return within_budget(grid.STANDARD, IMPLEMENTATIONS, training, predicted)


def test_a_machine_that_is_fast_enough_does_all_of_it() -> None:
    made = plan(budget_s=3_600, training=TRAINING)
    assert (made.processes, made.cut, made.claims) == (grid.STANDARD.processes, (), TRAINING)
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


def test_training_is_cut_before_the_core_of_the_profile_and_after_the_rest() -> None:
    whole = plan(budget_s=3_600, training=TRAINING)
    made = plan(budget_s=whole.after_s, training=TRAINING)
    beyond = len(grid.STANDARD.slices) - grid.STANDARD.core
    assert made.cut.index(cutting.TRAINING) == beyond
    assert made.claims is not None
    assert not made.claims.trains
    assert made.training_s < whole.training_s


def test_where_nothing_keeps_the_budget_the_headline_is_measured_and_it_is_said() -> None:
    made = plan(budget_s=1)
    assert made.processes == grid.STANDARD.fewest_processes
    assert len(made.cut) == len(grid.STANDARD.slices) - 1
    assert any(map(grid.is_headline, made.measured))
    assert made.lines()[-1] == "This machine is too slow now to keep the budget."


def library(name: str, compile_s: tuple[float, float]) -> Described:
    usual = description(impls.load("numpy_vectorized"))
    return replace(usual, name=name, family="framework", compile_s=compile_s)


def test_libraries_are_cut_before_what_is_this_projects_own() -> None:
    """First who compiles for long, whatever it is timed on, then others beyond the headline."""
    present = [*IMPLEMENTATIONS, library("eager", (0.0, 0.0)), library("slow", (20.0, 3.0))]

    def of(name: str, budget_s: float) -> int:
        predicted = partial(make_plan, implementations=present, budget_s=budget_s)
        made = within_budget(grid.STANDARD, present, None, predicted)
        assert cuts[: len(made.cut)] == made.cut[: len(cuts)]
        return sum(case.implementation == name for case in made.cases)

    cuts = ("slow: slow to compile", "eager beyond the headline")
    generous, tight, tightest = 3_600, 350, 100
    n = of("numpy_vectorized", generous)
    assert [of("slow", s) for s in (generous, tight, tightest)] == [n, 0, 0]
    assert [of("eager", s) for s in (generous, tight, tightest)] == [n, n, 1]
    assert of("numpy_vectorized", tight) == n


def test_who_says_how_long_it_compiles_is_planned_so() -> None:
    made = {
        name: make_plan(grid.QUICK, grid.select(grid.QUICK, [each]), [each])
        for name, each in (
            ("eager", library("eager", (0.0, 0.0))),
            ("slow", library("slow", (20.0, 3.0))),
        )
    }
    n = len([case for case in made["slow"].cases if case.implementation == "slow"])
    compiling_s = [sum(plan.check_s.values()) for plan in made.values()]
    assert compiling_s[1] - compiling_s[0] == pytest.approx(3.0 * n)


def test_nothing_is_cut_that_would_save_little() -> None:
    predicted = partial(make_plan, implementations=IMPLEMENTATIONS, budget_s=1)
    made = within_budget(grid.QUICK, IMPLEMENTATIONS, None, predicted)
    assert made.cut == ()
    assert made.lines()[-1] == "This machine is too slow now to keep the budget."


def test_a_slower_machine_does_less() -> None:
    assert len(plan(budget_s=200, speed=3).cases) < len(plan(budget_s=200).cases)


@pytest.mark.parametrize(("slower", "allowed"), [(0.5, True), (1.0, True), (20.0, False)])
def test_a_machine_that_became_slower_starts_no_further_process(
    monkeypatch: pytest.MonkeyPatch, slower: float, allowed: bool
) -> None:
    made = plan(budget_s=3_600)
    made = replace(made, budget_s=(made.measuring_s + made.after_s) / OVER)
    clock = [0.0]
    monkeypatch.setattr("propbench.bench.pace.time.monotonic", lambda: clock[0])
    pace = Pace(made, began_s=0.0)
    with pace.timing(whole=True):
        clock[0] += slower * made.process_s
    assert pace.allows_another() == allowed


def test_a_run_that_goes_on_starts_no_process_because_the_last_was_there_already(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = plan(budget_s=3_600)
    monkeypatch.setattr("propbench.bench.pace.time.monotonic", lambda: 0.0)
    pace = Pace(made, began_s=0.5 * made.process_s + made.after_s - OVER * made.budget_s)
    assert not pace.allows_another()
    with pace.timing(whole=False):
        """Nothing is left to do."""
    assert not pace.allows_another()


def test_what_the_first_stage_took_decides_anew_what_is_cut() -> None:
    order = resolve("standard", ["numpy_vectorized", "python_loops"], None, budget_s=300)
    on_a_fast_one = order.on_a_machine(slower=(0.5 / order.plan.speed) ** 2)
    slower = on_a_fast_one.on_a_machine(slower=36.0)
    assert len(slower.cases) < len(on_a_fast_one.cases)
    assert slower.on_a_machine(slower=1 / 36).cases == on_a_fast_one.cases


def test_where_nothing_keeps_the_budget_what_was_promised_is_measured() -> None:
    order = resolve("standard", ["numpy_vectorized", "python_loops"], None, budget_s=300)
    assert order.on_a_machine(slower=1e6) is order
