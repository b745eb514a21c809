"""Iterations of deep linear networks to the loss of the best linear function, and their accuracy.

A logistic regression is convex: its lowest loss is known. The learning rate of each depth and
start is tuned on seeds of its own, by the mean of iterations to the headline distance; equal means
are told apart by the last loss.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from threadpoolctl import threadpool_limits

from propbench.bench import initialisation
from propbench.bench.claims.experiments.linear import collapsed
from propbench.bench.convergence.rulesets import R1
from propbench.bench.convergence.targets import first_arrival
from propbench.bench.convergence.tasks import TASKS
from propbench.bench.convergence.training import IMPLEMENTATION
from propbench.bench.parameters import Parameters
from propbench.impls import load
from propbench.impls.contract import Array, Network

DISTANCES = (0.01, 0.001, 0.0001)
"""Above the lowest loss, in nats."""
HEADLINE = {"xor": 0.001, "moons": 0.001, "digits_even": 0.01}
"""On digits, whose pixels are of very unequal use, the last thousandth takes far longer."""

N_TUNING = 5
_TUNING_SEEDS_FROM = 1_000
_UNSEEN_SEED, _UNSEEN = 10_000, 1_797
"""As many as there are digits; those that a network was trained on are left out."""


@dataclass(frozen=True)
class Runs:
    """`hidden` are sizes of linear layers, none for logistic regression; `rule` of the start."""

    task: str
    hidden: tuple[int, ...]
    rule: str
    max_iterations: int
    n_reporting: int = 20

    @property
    def network(self) -> Network:
        task = TASKS[self.task]
        return Network(task.sizes(self.hidden), "linear", task.output)


@dataclass(frozen=True)
class Result:
    """Of the tuned learning rate, by reporting seed.

    `iterations` to each distance, the budget where it was not met; `accuracy` on examples that
    were not trained on, after the whole budget.
    """

    learning_rate: float
    iterations: dict[float, tuple[int, ...]]
    accuracy: tuple[float, ...]


def result(runs: Runs) -> Result:
    """Tune, then report on other seeds."""
    rates = R1.grid.learning_rates
    best = rates[min(range(len(rates)), key=lambda place: _tuning(runs, rates[place]))]
    seeds = range(runs.n_reporting)
    losses, trained = _train(runs, best, seeds)
    return Result(
        best,
        {distance: tuple(_arrivals(runs, losses, seeds, distance)) for distance in DISTANCES},
        tuple(_accuracy(runs, seed, one) for seed, one in zip(seeds, trained, strict=True)),
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


def _tuning(runs: Runs, rate: float) -> tuple[float, float]:
    """What a learning rate is chosen by: mean iterations, then the mean of the last losses."""
    seeds = range(_TUNING_SEEDS_FROM, _TUNING_SEEDS_FROM + N_TUNING)
    losses, _ = _train(runs, rate, seeds)
    last = float(losses[-1].mean())
    arrivals = _arrivals(runs, losses, seeds, HEADLINE[runs.task])
    return float(np.mean(list(arrivals))), last if np.isfinite(last) else np.inf


def _arrivals(runs: Runs, losses: Array, seeds: range, distance: float) -> Iterator[int]:
    for column, seed in zip(losses.T, seeds, strict=True):
        arrived = first_arrival(column, lowest_loss(runs.task, seed) + distance)
        yield runs.max_iterations if arrived is None else arrived


def _train(runs: Runs, rate: float, seeds: range) -> tuple[Array, list[Parameters]]:
    """Losses (max_iterations, n_seeds) and the parameters after them."""
    x, y = (np.stack(one) for one in zip(*map(TASKS[runs.task].data, seeds), strict=True))
    starts = [initialisation.parameters(runs.network, runs.rule, seed) for seed in seeds]
    rates = np.full(len(seeds), rate)
    with threadpool_limits(1), np.errstate(over="ignore", invalid="ignore"):
        losses, trained = load(IMPLEMENTATION).dense.train_many(
            runs.network, starts, x, y, rates, runs.max_iterations
        )
    return losses, [Parameters.of(each) for each in trained]


def _accuracy(runs: Runs, seed: int, parameters: Parameters) -> float:
    x, y = _unseen(runs.task, seed)
    w, b = collapsed(parameters)
    return float(np.mean((w @ x + b > 0) == (y > 0)))


def _unseen(task: str, seed: int) -> tuple[Array, Array]:
    x, y = TASKS[task].draw(_UNSEEN, _UNSEEN_SEED)
    seen = {column.tobytes() for column in TASKS[task].data(seed)[0].T}
    new = [column.tobytes() not in seen for column in x.T]
    return x[:, new], y[:, new]
