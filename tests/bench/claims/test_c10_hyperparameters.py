"""C10: batches, curvature and regret are what they say, and the judge gives verdicts their due."""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice, product

import numpy as np
import pytest

from propbench.bench.claims.c10_hyperparameters import CLAIM, minibatch, steptimes
from propbench.bench.claims.c10_hyperparameters import curvature_rule as rule
from propbench.bench.claims.c10_hyperparameters.curvature import largest
from propbench.bench.claims.c10_hyperparameters.minibatch import BatchedNetwork
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.judging import judge_one
from propbench.bench.claims.referee.words import Word
from propbench.bench.claims.runs.running import observed
from propbench.bench.claims.shared import tuned
from propbench.bench.results import Observation
from propbench.bench.training.parameters import drawn
from propbench.bench.training.seeds import reporting_seeds, tuning_seeds
from propbench.bench.training.targets import first_arrival
from propbench.bench.training.tasks import PLANE, TASKS
from propbench.bench.training.variants import train_many
from propbench.impls.contract import Network

SEEDS = (*tuning_seeds(), *reporting_seeds())
SMALL, LARGE = BatchedNetwork(10, 4, 1, "relu"), BatchedNetwork(200, 4, 1, "relu")


def test_every_epoch_sees_every_example_once_in_a_new_order() -> None:
    places = np.concatenate(list(islice(minibatch.order(3, 10), 40)))
    first, second = places[:200], places[200:]
    assert sorted(first) == sorted(second) == list(range(200))
    assert first.tolist() != second.tolist()


def test_a_batch_of_all_examples_is_plain_descent() -> None:
    """The order within a batch changes nothing but rounding, so `train_many` must agree."""
    task = TASKS[minibatch.TASK]
    x, y = task.data(0)
    setting = BatchedNetwork(200, 16, 1, "tanh")
    losses, _ = train_many(setting.network, [setting.start(0)], x, y, np.array([3.16]), 400)
    expected = first_arrival(losses[:, 0], task.headline_target)
    assert expected is not None
    assert minibatch.iterations(setting, [3.16], [0]).tolist() == [[expected]]


@pytest.mark.parametrize("implementation", ["python_builtins", "numpy_inplace"])
def test_an_implementation_takes_as_many_iterations(implementation: str) -> None:
    setting = BatchedNetwork(50, 16, 1, "relu")
    (expected,) = minibatch.iterations(setting, [3.16], [2])[0]
    assert expected < minibatch.BUDGET
    assert minibatch.iterations_in(implementation, setting, 3.16, 2) == expected


def test_curvature_is_the_largest_eigenvalue_of_the_hessian() -> None:
    """Of logistic regression, whose Hessian is known: x diag(p (1 - p)) x' / m, with b beside."""
    x, y = TASKS["xor"].data(0)
    network = Network((2, 1))
    start = drawn(network, "glorot", 0)
    p = 1 / (1 + np.exp(-(start.w[0] @ x + start.b[0])))
    extended = np.vstack([x, np.ones(x.shape[1])])
    hessian = (extended * p * (1 - p)) @ extended.T / x.shape[1]
    expected = np.linalg.eigvalsh(hessian)[-1]
    assert largest(network, start, x, y) == pytest.approx(expected, rel=1e-3)


def _grid_runs() -> Iterator[Observation]:
    for setting, iterations in ((SMALL, 200), (LARGE, 100)):
        runs = {(1.0, seed): iterations + seed % 5 for seed in SEEDS}
        yield from observed(CLAIM, tuned.measured({"by": "grid", **asdict(setting)}, runs))


def _step_seconds(of_large: dict[str, float]) -> Iterator[Observation]:
    for name, large in of_large.items():
        for setting, value in ((SMALL, 1e-3), (LARGE, large)):
            for repeat in range(8):
                where = {"infrastructure": name, "repeat": repeat, **asdict(setting)}
                yield Observation(claim="C10", quantity="seconds", factors=where, value=value)


@pytest.mark.parametrize(("large", "word"), [(1e-2, "true"), (1e-3, "about the same")])
def test_seconds_are_judged_by_regret(large: float, word: Word) -> None:
    seen = (*_grid_runs(), *_step_seconds({"Python": large, "NumPy": 1e-3}))
    part = CLAIM.judge(Evidence({}, seen))[0]
    assert part.word == word
    assert [each.name for each in part.estimates] == ["NumPy", "Python"]
    assert {"infrastructure": "NumPy", "rate": 1.0, **asdict(LARGE)} in part.series


@pytest.mark.parametrize(("other", "word"), [(70, "false"), (140, "true")])
def test_iterations_are_judged_by_the_same_run_elsewhere(other: int, word: Word) -> None:
    seen = tuple(
        Observation(
            claim="C10",
            quantity="same_run",
            factors={"infrastructure": name, "seed": seed, **asdict(SMALL)},
            value=float(value),
        )
        for name, value in (("NumPy", 70), ("Python", other))
        for seed in range(3)
    )
    part = CLAIM.judge(Evidence({}, seen))[1]
    assert part.word == word
    assert {each.pooled for each in part.estimates} == {None}


def _searches(factor: float) -> tuple[Observation, ...]:
    """Eight tasks, two networks each: a rate by rule takes so many times a search's iterations."""
    return tuple(
        seen
        for task, depth in product(PLANE, "14")
        for by in (rule.SEARCH, *rule.MULTIPLES)
        for seen in observed(
            CLAIM,
            tuned.measured(
                {"task": task, "depth": depth, "activation": "relu", "by": by},
                {
                    (1.0, seed): (1.0 if by == rule.SEARCH else factor) * (60 + seed % 5)
                    for seed in SEEDS
                },
            ),
        )
    )


@pytest.mark.parametrize(("factor", "word"), [(3.0, "true"), (1.0, "about the same")])
def test_trying_is_judged_by_what_the_rules_lose(factor: float, word: Word) -> None:
    part = CLAIM.judge(Evidence({}, _searches(factor)))[2]
    assert part.word == word
    assert [each.ratio.n for each in part.estimates if each.ratio] == [8, 8]


@pytest.mark.parametrize(
    ("factor", "large", "word"),
    [(3.0, 1e-2, "mostly true"), (3.0, 1e-3, "about the same"), (1.0, 1e-2, "about the same")],
)
def test_both_halves_of_the_claim_must_hold(factor: float, large: float, word: Word) -> None:
    """Nobody looked at iterations, so that it cannot be more than mostly true."""
    seconds = _step_seconds({"Python": large, "NumPy": 1e-3})
    seen = (*_searches(factor), *_grid_runs(), *seconds)
    assert judge_one(CLAIM, Evidence({}, seen)).word == word


def test_with_nothing_measured_nothing_is_said() -> None:
    assert {part.word for part in CLAIM.judge(Evidence({}))} == {"not measured"}


def test_every_infrastructure_is_timed_in_every_repeat() -> None:
    found = list(steptimes.seconds([SMALL], 2))
    names = steptimes.infrastructures()
    assert {(name, repeat) for name, _, repeat, _ in found} == {
        (name, repeat) for name in names for repeat in range(2)
    }
    assert min(value for *_, value in found) > 0
