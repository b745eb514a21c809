"""C5's judge says what its evidence says, and the quick profile runs for real."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from propbench.bench.claims.c05_initialisation import CLAIM
from propbench.bench.claims.c05_initialisation.registration import START_QUESTIONS, SWEEP
from propbench.bench.claims.c05_initialisation.symmetry_runs import SYMMETRY_RUNS, first_steps
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Factors, Question
from propbench.bench.claims.referee.words import Word
from propbench.bench.claims.runs.running import observed
from propbench.bench.results import Observation
from propbench.bench.training.races import Finish, Race
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


def _asked(name: str, evidence: Evidence) -> Question:
    return next(question for question in CLAIM.judge(evidence) if question.id == name)


@pytest.mark.parametrize(
    ("name", "other", "word"),
    [
        ("zero", NEVER, "true"),
        ("zero", QUICK, "about the same"),
        ("zero_b", QUICK, "true"),
        ("zero_b", SLOW, "true"),
        ("zero_output", QUICK, "true"),
        ("zero_output", SLOW, "false"),
        ("small", NEVER, "false"),
        ("small", QUICK, "true"),
        ("large", SLOW, "true"),
        ("large", QUICK, "about the same"),
    ],
)
def test_each_question_is_answered_by_its_races_pooled_over_tasks(
    name: str, other: Times, word: Word
) -> None:
    question = _asked(name, Evidence(_finishes(name, QUICK, other)))
    assert question.word == word
    assert len(question.estimates) <= 6
    assert len(question.estimates) < len(question.comparisons)


def test_zero_b_is_not_fine_where_random_b_is_faster() -> None:
    assert _asked("zero_b", Evidence(_finishes("zero_b", SLOW, QUICK))).word == "false"


def test_where_nothing_ever_arrives_nothing_is_told() -> None:
    question = _asked("small", Evidence(_finishes("small", NEVER, NEVER)))
    assert question.word == "cannot tell"
    assert all(estimate.silent for estimate in question.estimates)


def test_a_small_start_that_fails_only_in_deep_networks_is_told_by_depth() -> None:
    deep, shallow = (_finishes("small", QUICK, other) for other in (NEVER, QUICK))
    mixed = {race: (deep if len(race.hidden) > 1 else shallow)[race] for race in deep}
    question = _asked("small", Evidence(mixed))
    assert question.word == "true when"
    assert question.holds_at == ("one hidden layer",)


def test_the_sentence_is_false_where_one_of_its_parts_is() -> None:
    questions = {
        name: replace(question, word="true")
        for name, question in ((each.id, each) for each in CLAIM.judge(Evidence({})))
    }
    assert CLAIM.formula(questions) == "true"
    questions["small"] = replace(questions["small"], word="false")
    assert CLAIM.formula(questions) == "false"
    questions["small"] = replace(questions["small"], word="true")
    for beside in ("logistic", "clock", "zero_output"):
        questions[beside] = replace(questions[beside], word="false")
    assert CLAIM.formula(questions) == "true"
    questions["reason"] = replace(questions["reason"], word="false")
    assert CLAIM.formula(questions) == "true, but not for that reason"


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
    return _asked("clock", Evidence({}, tuple(one for clock in clocks for one in clock)))


def test_units_that_come_apart_in_one_implementation_only_depend_on_it() -> None:
    question = _judged(_clock("loops", 1), _clock("other_loops", 1), _clock("blas", 2))
    assert question.word == "true when"
    assert question.comparisons[-1].note == "2 kinds, seen from step 10 on"


def test_units_that_stay_alike_everywhere_support_the_claim() -> None:
    assert _judged(_clock("loops", 1), _clock("blas", 1)).word == "true"


def test_units_that_have_not_moved_show_nothing() -> None:
    assert _judged(_clock("loops", 1, weight=1e-17)).word == "cannot tell"


def _from_zero(activation: str, weight: float) -> list[Observation]:
    where: dict[str, str | int | float] = {"task": "xor", "depth": 1, "activation": activation}
    return [
        observation("largest_from_zero", where, weight),
        observation("distinct_from_zero", where, 1),
    ]


def test_weights_that_never_leave_zero_fail_for_another_reason_than_symmetry() -> None:
    observations = (*_from_zero("tanh", 0.0), *_from_zero("sigmoid", 0.1))
    question = _asked("reason", Evidence({}, observations))
    assert question.word == "true when"
    assert (question.holds_at, question.fails_at) == (("sigmoid",), ("tanh",))


@pytest.mark.parametrize(("zero", "word"), [(60.0, "true"), (20.0, "about the same")])
def test_logistic_regression_fails_from_zero_where_it_takes_longer(zero: float, word: Word) -> None:
    observations = tuple(
        observation(
            "logistic_iterations",
            {"task": "moons", "rule": rule, "seed": seed},
            mean + seed % 3,
        )
        for rule, mean in (("zero", zero), ("glorot", 20.0))
        for seed in range(20)
    )
    assert _asked("logistic", Evidence({}, observations)).word == word


def test_every_question_is_asked_of_digits_too() -> None:
    for asked in START_QUESTIONS:
        assert "digits_even" in {where["task"] for where in asked.races.values()}
    scales = {(race.task, race.arms[1].initialisation) for race in SWEEP}
    assert {("digits_even", "small"), ("digits_even", "normal_10")} < scales
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
    assert {question.word for question in CLAIM.judge(Evidence({}))} == {"not measured"}


def test_a_smaller_profile_races_a_part_of_the_larger_one() -> None:
    quick, standard, full = (set(CLAIM.races(name)) for name in ("quick", "standard", "full"))
    assert quick <= standard < full
    assert standard


def test_the_quick_profile_runs_and_its_experiments_have_cells() -> None:
    observations = tuple(observed(CLAIM, (*CLAIM.measure("quick"), *CLAIM.measure_here("quick"))))
    for name in ("reason", "logistic", "clock"):
        assert _asked(name, Evidence({}, observations)).comparisons, name
