"""C5's judge says what its evidence says, and the quick profile runs for real."""

from collections.abc import Iterable

import pytest

from propbench.bench.claims.c05_initialisation import CLAIM
from propbench.bench.claims.c05_initialisation.registration import START_QUESTIONS, SWEEP
from propbench.bench.claims.c05_initialisation.symmetry_runs import SYMMETRY_RUNS, first_steps
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Factors, Question
from propbench.bench.claims.runs.running import observed
from propbench.bench.results import Observation
from propbench.bench.training.races import Finish, Race
from propbench.bench.training.tasks import PLANE
from tests.bench.claims.finished import Times, finish, in_place_of

QUICK: Times = [100 + seed % 5 for seed in range(20)]
SLOW: Times = [300 + seed % 5 for seed in range(20)]
NEVER: Times = [None] * 20


def observation(quantity: str, factors: Factors, value: float) -> Observation:
    return Observation(claim="C5", quantity=quantity, factors=dict(factors), value=float(value))


def _finishes(name: str, textbook: Times, other: Times) -> dict[Race, Finish]:
    """Every race of one question, with the same times in each."""
    (asked,) = (one for one in START_QUESTIONS if one.name == name)
    found = {}
    for race in asked.races:
        first, second = race.arms
        made = finish({first: textbook, second: other}, race.task, race.hidden)
        found[race] = in_place_of(race, made)
    return found


def _part(name: str, evidence: Evidence) -> Question:
    return next(part for part in CLAIM.judge(evidence) if part.id == name)


@pytest.mark.parametrize(
    ("name", "other", "verdict"),
    [
        ("zero", NEVER, "supported"),
        ("zero", QUICK, "not supported"),
        ("zero_b", QUICK, "supported"),
        ("zero_b", SLOW, "supported"),
        ("zero_output", QUICK, "supported"),
        ("zero_output", SLOW, "not supported"),
        ("small", NEVER, "not supported"),
        ("large", SLOW, "supported"),
        ("large", QUICK, "not supported"),
    ],
)
def test_each_question_is_answered_by_its_races(name: str, other: Times, verdict: str) -> None:
    assert _part(name, Evidence(_finishes(name, QUICK, other))).verdict == verdict


def test_zero_b_is_not_fine_where_random_b_is_faster() -> None:
    assert _part("zero_b", Evidence(_finishes("zero_b", SLOW, QUICK))).verdict == "not supported"


def test_nothing_is_fine_that_never_arrives_even_if_nothing_else_does() -> None:
    part = _part("small", Evidence(_finishes("small", NEVER, NEVER)))
    assert part.verdict == "inconclusive"
    assert "0 of 300 runs arrived from the textbook's start, 0 from this" in part.answer


def test_a_small_start_that_fails_only_in_deep_networks_depends_on_depth() -> None:
    deep, shallow = (_finishes("small", QUICK, other) for other in (NEVER, QUICK))
    mixed = {race: (deep if len(race.hidden) > 1 else shallow)[race] for race in deep}
    part = _part("small", Evidence(mixed))
    assert (part.verdict, part.factor) == ("depends", "depth")


def _clock(implementation: str, distinct: int, weight: float = 0.5) -> Iterable[Observation]:
    for step in (1, 10):
        where: dict[str, str | int | float] = {
            "implementation": implementation,
            "task": "xor",
            "dtype": "float64",
            "width": 4,
            "step": step,
            "largest_weight": weight,
        }
        yield observation("distinct_units", where, distinct if step == 10 else 1)


def _judged(*clocks: Iterable[Observation]) -> Question:
    return _part("clock", Evidence({}, tuple(one for clock in clocks for one in clock)))


def test_units_that_come_apart_in_one_implementation_only_depend_on_it() -> None:
    part = _judged(_clock("loops", 1), _clock("other_loops", 1), _clock("blas", 2))
    assert part.verdict == "depends"
    assert part.cells[-1].note == "2 kinds, seen from step 10 on"
    assert "blas more than one in 1 of 1 cases, of width 4 (xor, float64)" in part.answer


def test_units_that_stay_alike_everywhere_support_the_claim() -> None:
    assert _judged(_clock("loops", 1), _clock("blas", 1)).verdict == "supported"


def test_units_that_have_not_moved_show_nothing() -> None:
    assert _judged(_clock("loops", 1, weight=1e-17)).verdict == "inconclusive"


def _from_zero(activation: str, weight: float) -> list[Observation]:
    where: dict[str, str | int | float] = {"task": "xor", "depth": 1, "activation": activation}
    return [
        observation("largest_from_zero", where, weight),
        observation("distinct_from_zero", where, 1),
    ]


def test_weights_that_never_leave_zero_fail_for_another_reason_than_symmetry() -> None:
    part = _part("reason", Evidence({}, tuple(_from_zero("tanh", 0.0))))
    assert part.verdict == "not supported"
    assert "not one, because its gradient is exactly zero, in tanh" in part.answer
    assert _part("reason", Evidence({}, tuple(_from_zero("sigmoid", 0.1)))).verdict == "supported"


@pytest.mark.parametrize(("zero", "verdict"), [(60.0, "supported"), (20.0, "not supported")])
def test_logistic_regression_fails_from_zero_where_it_takes_longer(
    zero: float, verdict: str
) -> None:
    observations = tuple(
        observation(
            "logistic_iterations",
            {"task": "xor", "rule": rule, "seed": seed},
            mean + seed % 3,
        )
        for rule, mean in (("zero", zero), ("glorot", 20.0))
        for seed in range(20)
    )
    assert _part("logistic", Evidence({}, observations)).verdict == verdict


def test_every_question_is_asked_of_digits_too() -> None:
    for asked in START_QUESTIONS:
        assert {where["task"] for where in asked.races.values()} == {*PLANE, "digits"}
    scales = {(race.task, race.arms[1].initialisation) for race in SWEEP}
    assert {("digits", "small"), ("digits", "normal_10")} < scales
    assert {task for profile in ("standard", "full") for task in SYMMETRY_RUNS[profile]} == {
        "xor",
        "digits",
    }


def test_units_on_digits_that_begin_at_zero_move_and_stay_alike_in_plain_loops() -> None:
    found = {
        (where["task"], where["activation"], where["depth"]): reading
        for where, reading in first_steps()
    }
    sigmoid = found["digits", "sigmoid", 1]
    assert sigmoid.largest_weight > 1e-3
    assert sigmoid.distinct == 1
    assert found["digits", "relu", 1].largest_weight == 0


def test_without_evidence_nothing_is_claimed() -> None:
    assert {part.verdict for part in CLAIM.judge(Evidence({}))} == {"inconclusive"}


def test_a_smaller_profile_races_a_part_of_the_larger_one() -> None:
    quick, standard, full = (set(CLAIM.races(name)) for name in ("quick", "standard", "full"))
    assert quick <= standard < full
    assert standard


def test_the_quick_profile_runs_and_its_experiments_have_cells() -> None:
    observations = tuple(observed(CLAIM, (*CLAIM.measure("quick"), *CLAIM.measure_here("quick"))))
    parts = {part.id: part for part in CLAIM.judge(Evidence({}, observations))}
    for name in ("reason", "logistic", "clock"):
        assert parts[name].cells, name
