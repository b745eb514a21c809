"""Iterations of deep linear networks to the loss of the best linear function, and their accuracy.

A logistic regression is convex: its lowest loss is known. The learning rate of each depth and
start is tuned on seeds of its own, by the mean of iterations to the distance; equal means
are told apart by the last loss.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from threadpoolctl import threadpool_limits

from propbench.bench.claims.shared.linear import collapsed
from propbench.bench.training.parameters import Parameters, drawn
from propbench.bench.training.rulesets import R1
from propbench.bench.training.seeds import reporting_seeds, tuning_seeds
from propbench.bench.training.targets import first_arrival
from propbench.bench.training.tasks import TASKS
from propbench.bench.training.tuning import lowest
from propbench.bench.training.variants import train_many
from propbench.impls.contract import Array, Network

DISTANCES = {"moons": 1e-5, "sine": 1e-5, "spirals": 1e-5, "digits_even": 0.01}
"""Above the lowest loss, in nats, by task: those on which a linear function learns something. Of
two features the optimum is so soon come by that a farther target is met within a few iterations,
and whole numbers tell no ratio apart. On digits, whose pixels are of very unequal use, a nearer one
takes thousands."""

BUDGETS = {"moons": 200, "sine": 200, "spirals": 200, "digits_even": 500}
"""In iterations, of the same tasks."""

_TUNING_SEEDS = tuning_seeds(10)
_UNSEEN_SEED, _UNSEEN = 10_000, 1_797
"""As many as there are digits; those that a network was trained on are left out."""


@dataclass(frozen=True)
class Runs:
    """`hidden` are sizes of linear layers, none for logistic regression; `rule` of the start."""

    task: str
    hidden: tuple[int, ...]
    rule: str
    max_iterations: int
    n_reporting: int = 50

    @property
    def network(self) -> Network:
        task = TASKS[self.task]
        return Network(task.sizes(self.hidden), "linear", task.output)


@dataclass(frozen=True)
class Result:
    """Of the tuned learning rate, by reporting seed.

    `iterations` to the task's distance, the budget where it was not met; `accuracy` on examples
    that were not trained on, after the whole budget.
    """

    learning_rate: float
    iterations: tuple[int, ...]
    accuracy: tuple[float, ...]


def result(runs: Runs) -> Result:
    """Tune, then report on other seeds."""
    rates = R1.grid.learning_rates
    times, last = zip(*(_tuning(runs, rate) for rate in rates), strict=True)
    best = rates[lowest(np.array(times), np.array(last))]
    seeds = reporting_seeds(runs.n_reporting)
    losses, trained = _train(runs, best, seeds)
    return Result(
        best,
        tuple(_arrivals(runs, losses, seeds)),
        tuple(map(partial(_accuracy, runs), seeds, trained)),
    )


@lru_cache(maxsize=256)
def lowest_loss(task: str, seed: int) -> float:
    """The mean cross-entropy of logistic regression without penalty, at its optimum."""
    # Imported here because it takes a second, which processes that only judge should not pay.
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import log_loss

    x, y = TASKS[task].data(seed)
    model = LogisticRegression(C=np.inf, tol=1e-6, max_iter=20_000)
    model.fit(x.T, y[0])
    return float(log_loss(y[0], model.predict_proba(x.T)[:, 1]))


def _tuning(runs: Runs, rate: float) -> tuple[list[float], float]:
    """What a learning rate is chosen by: iterations by seed, then the mean of the last losses."""
    losses, _ = _train(runs, rate, _TUNING_SEEDS)
    last = float(losses[-1].mean())
    arrivals = map(float, _arrivals(runs, losses, _TUNING_SEEDS))
    return list(arrivals), last if np.isfinite(last) else np.inf


def _arrivals(runs: Runs, losses: Array, seeds: Sequence[int]) -> Iterator[int]:
    distance = DISTANCES[runs.task]
    for column, seed in zip(losses.T, seeds, strict=True):
        arrived = first_arrival(column, lowest_loss(runs.task, seed) + distance)
        yield runs.max_iterations if arrived is None else arrived


def _train(runs: Runs, rate: float, seeds: Sequence[int]) -> tuple[Array, list[Parameters]]:
    """Losses (max_iterations, n_seeds) and the parameters after them."""
    x, y = (np.stack(arrays) for arrays in zip(*map(TASKS[runs.task].data, seeds), strict=True))
    starts = [drawn(runs.network, runs.rule, seed) for seed in seeds]
    rates = np.full(len(seeds), rate)
    with threadpool_limits(1), np.errstate(over="ignore", invalid="ignore"):
        return train_many(runs.network, starts, x, y, rates, runs.max_iterations)


def _accuracy(runs: Runs, seed: int, parameters: Parameters) -> float:
    x, y = _unseen(runs.task, seed)
    w, b = collapsed(parameters)
    return float(np.mean((w @ x + b > 0) == (y > 0)))


def _unseen(task: str, seed: int) -> tuple[Array, Array]:
    x, y = TASKS[task].draw(_UNSEEN, _UNSEEN_SEED)
    seen = {column.tobytes() for column in TASKS[task].data(seed)[0].T}
    new = [column.tobytes() not in seen for column in x.T]
    return x[:, new], y[:, new]
