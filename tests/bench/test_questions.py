"""Which cells are timed together, and who enters twice."""

from propbench.bench import subjects
from propbench.bench.grid import Case
from propbench.bench.results import CheckRecord
from propbench.bench.timing.questions import LONGEST_CONTROL_S, questions

IMPLEMENTATIONS = ("python_loops", "numpy_vectorized", "numpy_inplace", "numba_loops")
CASES = [
    Case(implementation, "shallow", activation, "train_step", 1_000)
    for activation in ("relu", "sigmoid")
    for implementation in IMPLEMENTATIONS
]


def checks(cases: list[Case], slow: str = "python_loops") -> dict[str, CheckRecord]:
    def check(case: Case) -> CheckRecord:
        call_s = 2 * LONGEST_CONTROL_S if case.implementation == slow else 1e-4
        return CheckRecord(
            id=case.id,
            kind="measured",
            reason="",
            first_call_s=call_s,
            call_s=call_s,
            prepare_s=call_s,
            max_error=0.0,
            digest="",
        )

    return {case.id: check(case) for case in cases}


def test_everybody_who_answers_a_question_is_timed_together() -> None:
    groups = questions(CASES, checks(CASES), seed=1, process=1)
    together = {frozenset(member.case.activation for member in group) for group in groups}
    assert together == {frozenset({"relu"}), frozenset({"sigmoid"})}
    assert {len(group) for group in groups} == {len(IMPLEMENTATIONS) + 1}


def test_one_of_each_question_enters_twice_and_it_is_the_same_in_every_process() -> None:
    controls = {
        frozenset(
            member.case.id
            for group in questions(CASES, checks(CASES), seed=1, process=process)
            for member in group
            if member.control
        )
        for process in range(1, 6)
    }
    (ids,) = controls
    assert len(ids) == 2


def test_who_enters_twice_changes_from_run_to_run_and_is_never_one_whose_calls_are_long() -> None:
    chosen = {
        member.case.implementation
        for seed in range(50)
        for group in questions(CASES, checks(CASES), seed, process=1)
        for member in group
        if member.control
    }
    assert chosen == set(IMPLEMENTATIONS) - {"python_loops"}


def test_processes_ask_in_different_orders() -> None:
    orders = {
        tuple(group[0].case.id for group in questions(CASES, checks(CASES), 1, process))
        for process in range(10)
    }
    assert len(orders) == 2


def test_a_ceiling_is_timed_beside_what_stands_under_it() -> None:
    cases = [*CASES, *subjects.of(CASES[0]).ceilings(CASES[0])]
    groups = questions(cases, checks(cases), seed=1, process=1)
    with_products = [
        group for group in groups if any("ceiling:" in member.contender for member in group)
    ]
    assert len(with_products) == 1
    assert set(IMPLEMENTATIONS) <= {member.contender for member in with_products[0]}


def test_a_question_of_one_has_no_control() -> None:
    cases = CASES[1:2]
    assert [len(group) for group in questions(cases, checks(cases), 1, 1)] == [1]
