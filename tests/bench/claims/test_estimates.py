"""Comparisons are pooled over tasks, and what a pooled ratio says answers the question."""

from collections.abc import Sequence

import numpy as np
import pytest

from propbench.bench.claims.referee.answering import answered, word_of
from propbench.bench.claims.referee.comparison import ArmComparison, Finding, compared
from propbench.bench.claims.referee.estimates import Estimate, estimated
from propbench.bench.claims.referee.expectations import (
    LONGER,
    NO_LONGER,
    SAME,
    Answer,
    Expectation,
    Outcome,
)

HORIZON = 10_000.0
TASKS = tuple(f"task {n}" for n in range(8))


def raced(factor: float, task: str, depth: int = 1, noise: float = 0.2) -> ArmComparison:
    """Two arms on 100 seeds, of which the first takes `factor` times as long."""
    draw = np.random.default_rng([TASKS.index(task), depth])
    slow, fast = (
        np.minimum(100 * times * np.exp(noise * draw.standard_normal(100)), HORIZON)
        for times in (factor, 1.0)
    )
    return compared(slow, fast, HORIZON, {"task": task, "depth": str(depth)})


def several(factors: Sequence[float]) -> list[ArmComparison]:
    return [raced(factor, task) for factor, task in zip(factors, TASKS, strict=False)]


def only(comparisons: Sequence[ArmComparison], expects: Expectation = LONGER) -> Estimate:
    (estimate,) = estimated(comparisons, expects)
    return estimate


@pytest.mark.parametrize(
    ("factor", "outcome", "answer"),
    [(2.0, "above", "yes"), (0.5, "below", "no"), (1.0, "same", "no"), (1.05, "same", "no")],
)
def test_tasks_that_agree_decide(factor: float, outcome: Outcome, answer: Answer) -> None:
    estimate = only(several([factor] * 8))
    assert (estimate.outcome, estimate.answer) == (outcome, answer)
    assert estimate.ratio is not None
    assert estimate.ratio.point == pytest.approx(factor, rel=0.05)
    assert estimate.ratio.n == 8


@pytest.mark.parametrize(
    ("expects", "answers"),
    [(LONGER, ("yes", "no", "no")), (SAME, ("no", "no", "yes")), (NO_LONGER, ("no", "yes", "yes"))],
)
def test_the_same_ratio_answers_different_questions(
    expects: Expectation, answers: tuple[Answer, ...]
) -> None:
    found = tuple(only(several([factor] * 8), expects).answer for factor in (2.0, 0.5, 1.0))
    assert found == answers


def test_tasks_that_each_know_their_own_direction_vary() -> None:
    estimate = only(several([3, 1 / 3, 4, 1 / 4]))
    assert (estimate.outcome, estimate.answer) == ("varies", "varies")
    assert [task.finding for task in estimate.tasks] == ["supports", "contradicts"] * 2


def test_tasks_of_which_some_know_nothing_leave_it_open() -> None:
    noisy = raced(1.1, TASKS[3], noise=4.0)
    estimate = only([*several([3, 1 / 3, 1.5]), noisy])
    assert (estimate.outcome, estimate.answer) == ("open", "open")


def test_settings_of_a_task_are_one_task_and_are_averaged_seed_by_seed() -> None:
    settings = [raced(factor, TASKS[0], depth) for factor, depth in ((2.0, 4), (8.0, 8))]
    estimate = only(settings)
    assert [task.task for task in estimate.tasks] == [TASKS[0]]
    assert estimate.ratio is not None
    assert estimate.ratio.point == pytest.approx(4.0, rel=0.05)
    by_seed = np.mean([setting.logs for setting in settings], axis=0)
    assert estimate.pooled is not None
    assert estimate.pooled.se == pytest.approx(float(by_seed.std(ddof=1)) / 10)


def test_a_task_in_which_nobody_arrives_is_named_and_not_counted() -> None:
    never = np.full(100, HORIZON)
    silent = compared(never, never, HORIZON, {"task": TASKS[7], "depth": "1"})
    assert silent.ratio is None
    estimate = only([*several([2.0] * 7), silent])
    assert estimate.ratio is not None
    assert estimate.ratio.n == 7
    assert estimate.answer == "yes"


def test_an_arm_that_mostly_fails_makes_the_ratio_a_bound() -> None:
    slow, fast = np.full(100, HORIZON), np.full(100, 100.0)
    slow[:20] = 500.0
    estimate = only([compared(slow, fast, HORIZON, {"task": TASKS[0]})])
    assert estimate.bound == "at least"
    assert estimate.answer == "yes"


def test_holm_counts_the_estimates_of_a_question_and_not_its_comparisons() -> None:
    barely = [raced(1.0, task, depth=1, noise=0.2) for task in TASKS]
    shifted = [
        ArmComparison(
            {"task": task, "group": str(group)},
            "inconclusive",
            each.ratio,
            effect=each.effect,
            logs=tuple(log + 0.028 for log in each.logs),
        )
        for group in range(6)
        for task, each in zip(TASKS, barely, strict=True)
    ]
    alone = estimated([each for each in shifted if each.factors["group"] == "0"], LONGER)
    together = estimated(shifted, LONGER, lambda each: each.factors["group"])
    assert len(together) == 6
    assert together[0].pooled == alone[0].pooled
    assert together[0].p >= alone[0].p


@pytest.mark.parametrize(
    ("findings", "answer"),
    [
        (("supports", "supports"), "yes"),
        (("contradicts", "equivalent"), "no"),
        (("supports", "contradicts"), "varies"),
        (("inconclusive",), "open"),
    ],
)
def test_facts_answer_without_chance(findings: Sequence[Finding], answer: Answer) -> None:
    facts = [ArmComparison({"where": str(n)}, finding) for n, finding in enumerate(findings)]
    estimate = only(facts)
    assert (estimate.answer, estimate.pooled) == (answer, None)


@pytest.mark.parametrize(
    ("answers", "word"),
    [
        (("yes", "yes"), "true"),
        (("yes", "open"), "mostly true"),
        (("yes", "no"), "true when"),
        (("varies", "open"), "true when"),
        (("no", "open"), "false"),
        (("open",), "cannot tell"),
        ((), "not measured"),
    ],
)
def test_a_question_gets_its_word_from_the_answers(answers: Sequence[Answer], word: str) -> None:
    assert word_of([Estimate(str(n), answer) for n, answer in enumerate(answers)]) == word


def test_a_difference_too_small_to_matter_is_about_the_same() -> None:
    question = answered(("same", "Does it take longer?"), several([1.02] * 8))
    assert question.word == "about the same"
