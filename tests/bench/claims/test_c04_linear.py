"""C4's judge says what its evidence says, and the quick profile runs for real."""

from collections.abc import Iterable

import pytest

from propbench.bench.claims.c04_linear import CLAIM
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Factors, Question
from propbench.bench.claims.referee.words import Word
from propbench.bench.claims.runs.running import observed
from propbench.bench.claims.shared.optimum import BUDGETS
from propbench.bench.results import Observation

SEEDS = range(20)


def observation(quantity: str, factors: Factors, value: float) -> Observation:
    return Observation(claim="C4", quantity=quantity, factors=dict(factors), value=float(value))


def _runs(quantity: str, layers: int, value: float, noise: float = 1.0) -> list[Observation]:
    """Of every task, with a little noise of the seed's own."""
    return [
        observation(
            quantity, {"task": task, "layers": layers, "seed": seed}, value + noise * (seed % 3)
        )
        for task in BUDGETS
        for seed in SEEDS
    ]


def _iterations(layers: int, value: float) -> list[Observation]:
    return _runs("iterations", layers, value)


def _accuracies(layers: int, share: float) -> list[Observation]:
    return _runs("accuracy", layers, share, 0.001)


def _departures(bits: str | int, values: Iterable[float]) -> list[Observation]:
    where: dict[str, str | int | float] = {"dtype": "float32", "bits": bits}
    return [
        observation("departure", where | {"implementation": f"i{place}"}, value)
        for place, value in enumerate(values)
    ]


def _asked(name: str, observations: Iterable[Observation]) -> Question:
    questions = CLAIM.judge(Evidence({}, tuple(observations)))
    return next(question for question in questions if question.id == name)


@pytest.mark.parametrize(("deep", "word"), [(60, "true"), (90, "false"), (30, "false")])
def test_training_is_unchanged_only_where_depth_is_neither_slower_nor_faster(
    deep: float, word: Word
) -> None:
    observations = [*_iterations(1, 60)]
    for layers in (2, 3, 8):
        observations += _iterations(layers, deep)
    training = _asked("training", observations)
    assert training.word == word
    assert len(training.estimates) == 3


def test_training_is_the_same_at_some_depths_where_others_change_it() -> None:
    observations = [*_iterations(1, 60), *_iterations(2, 60), *_iterations(3, 60)]
    training = _asked("training", [*observations, *_iterations(8, 20)])
    assert training.word == "true when"
    assert training.fails_at == ("8 layers",)


@pytest.mark.parametrize(("share", "word"), [(0.9, "true"), (0.8, "false")])
def test_accuracy_is_equal_when_errors_are_as_many(share: float, word: Word) -> None:
    observations = _accuracies(1, 0.9)
    for layers in (2, 3, 8):
        observations += _accuracies(layers, share)
    assert _asked("accuracy", observations).word == word


def test_one_run_that_diverged_decides_nothing_about_accuracy() -> None:
    observations = [*_accuracies(1, 0.9), *_accuracies(2, 0.9)]
    (last, *_), kept = observations[-1:], observations[:-1]
    diverged = observation("accuracy", last.factors, 0.1)
    (estimate,) = _asked("accuracy", [*kept, diverged]).estimates
    assert estimate.outcome == "same"
    assert {task.finding for task in estimate.tasks} == {"equivalent"}


@pytest.mark.parametrize(
    ("ordinary", "tiny", "word"),
    [
        (1e-8, 0.2, "true when"),
        (1e-8, 1e-8, "true"),
        (0.2, 0.2, "false"),
        (1e-3, 1e-3, "cannot tell"),
    ],
)
def test_precision_is_judged_at_ordinary_size_and_near_underflow(
    ordinary: float, tiny: float, word: Word
) -> None:
    observations = _departures("all", [ordinary] * 2) + _departures(2, [tiny] * 2)
    assert _asked("precision", observations).word == word


def _collapsed(error: float) -> list[Observation]:
    where = {"implementation": "numpy"}
    return [
        observation("collapse_error", where | {"layers": 2}, error),
        observation("beyond_rank", where | {"narrowest": 2}, error),
        observation("at_rank", where | {"narrowest": 2}, 0.1),
    ]


@pytest.mark.parametrize(("error", "word"), [(1e-15, "true"), (1e-9, "false")])
def test_the_function_is_the_same_when_outputs_and_ranks_are(error: float, word: Word) -> None:
    assert _asked("function", _collapsed(error)).word == word


def test_the_claim_is_true_of_the_function_where_training_denies_it() -> None:
    observations = [*_collapsed(1e-15), *_iterations(1, 60), *_iterations(8, 120)]
    questions = {
        question.id: question for question in CLAIM.judge(Evidence({}, tuple(observations)))
    }
    assert (questions["function"].word, questions["training"].word) == ("true", "false")
    assert CLAIM.formula(questions) == "true when"


def test_without_evidence_nothing_is_claimed() -> None:
    assert {question.word for question in CLAIM.judge(Evidence({}))} == {"not measured"}


def test_the_quick_profile_runs_and_every_question_gets_comparisons() -> None:
    observations = tuple(observed(CLAIM, (*CLAIM.measure("quick"), *CLAIM.measure_here("quick"))))
    for question in CLAIM.judge(Evidence({}, observations)):
        assert question.comparisons, question.id
