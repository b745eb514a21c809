"""C10: mini-batches over a grid, rates by rule and by search, and steps timed everywhere."""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import product

from propbench.bench.claims.c10_hyperparameters import curvature_rule
from propbench.bench.claims.c10_hyperparameters.minibatch import (
    BatchedNetwork,
    iterations,
    iterations_in,
)
from propbench.bench.claims.c10_hyperparameters.steptimes import infrastructures, seconds
from propbench.bench.claims.referee.registration import Measurement
from propbench.bench.claims.shared.stress import StressSetting
from propbench.bench.claims.shared.tuned import measured
from propbench.bench.training.arms import RELU, TANH
from propbench.bench.training.seeds import reporting_seeds, tuning_seeds
from propbench.bench.training.tasks import PLANE

RULE_BUDGET = 400

_RATES = (1.0, 3.16, 10.0)

_NETWORKS = tuple(
    BatchedNetwork(batch, width, depth, activation)
    for width, depth, batch, activation in product((8, 32), (1, 2), (10, 50, 200), ("tanh", "relu"))
)

_SMALL = _NETWORKS[:6]
"""The narrow networks of one hidden layer."""

_TIMED = {
    "quick": _SMALL[::2],
    "standard": tuple(network for network in _NETWORKS if network.depth == 1),
    "full": _NETWORKS,
}

_GRID_SEEDS = (*tuning_seeds(10), *reporting_seeds(20))

_REPEATS = {"quick": 4, "standard": 10, "full": 20}

_RULE_SETTINGS = tuple(
    (StressSetting(task, (16,) * depth, RULE_BUDGET), arm)
    for task, depth, arm in product(PLANE, (1, 4), (TANH, RELU))
)

_ALIKE = ((BatchedNetwork(50, 8, 1, "relu"), 3.16), (BatchedNetwork(200, 8, 1, "tanh"), 3.16))
"""Small enough to be trained by pure Python as well, each at a rate at which it arrives."""

_ALIKE_SEEDS = range(2)

_GRID_SEEDS = (*tuning_seeds(10), *reporting_seeds(20))
"""Of mini-batches, whose runs cannot be stacked as others are."""


def measure(profile: str) -> Iterator[Measurement]:
    """Iterations of every network of the grid, and of rates by rule and by search."""
    if profile == "quick":
        return
    runs = list(product(_RATES, _GRID_SEEDS))
    for network in _NETWORKS if profile == "full" else _SMALL:
        found = iterations(network, _RATES, _GRID_SEEDS).ravel().tolist()
        yield from measured({"by": "grid", **asdict(network)}, dict(zip(runs, found, strict=True)))
    for setting, arm in _RULE_SETTINGS if profile == "full" else ():
        yield from curvature_rule.measure(setting, arm)


def measure_here(profile: str) -> Iterator[Measurement]:
    """Seconds of a step, and iterations when each implementation does the steps."""
    for name, network, repeat, value in seconds(_TIMED[profile], _REPEATS[profile]):
        where = {"infrastructure": name, "repeat": repeat, **asdict(network)}
        yield Measurement("seconds", where, value)
    alike = _ALIKE[:1] if profile == "quick" else _ALIKE
    for (name, (implementation, _)), (network, rate), seed in product(
        infrastructures().items(), alike, _ALIKE_SEEDS
    ):
        where = {"infrastructure": name, "seed": seed, **asdict(network)}
        taken = iterations_in(implementation, network, rate, seed)
        yield Measurement("same_run", where, taken)
