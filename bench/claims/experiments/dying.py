"""Runs under stress as observations, and the cells that ReLU and leaky ReLU make of them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import numpy as np

from propbench.bench.claims.cells import cell_of
from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.experiments import tuned
from propbench.bench.claims.experiments.stress import Field, best_rate, born_dead, stress
from propbench.bench.claims.verdicts import Cell
from propbench.bench.convergence.arms import LEAKY_RELU, RELU, Arm
from propbench.bench.convergence.rulesets import R1
from propbench.bench.results import Observation
from propbench.impls.contract import Array

PAIR = (RELU, LEAKY_RELU)
QUANTITIES = ("dead", "diverged", "born_dead")
"""Shares: of hidden units, of runs, and of networks before the first step."""

CONDITIONS = tuple(product((1, 3, 10, 30), (0, -1)))[1:]
"""The rate as a multiple of ReLU's best, and the bias that hidden units begin with; the first
pair, the best rate with no bias, is no stress."""

THIN = tuple(product((2, 4, 8, 16), (2, 4, 8)))
"""Depths and widths; Lu et al. (2019) show that ReLU networks die as they get deeper."""

_BUDGET = 400
_BORN = range(200)
_RATES = R1.grid.learning_rates
_KEYS = ("task", "at", "bias", "depth", "width")


def shocked(
    claim: str, task: str, arms: Sequence[Arm], conditions: Sequence[tuple[int, int]]
) -> Iterator[Observation]:
    """All arms at the same rate: a multiple of ReLU's best from a good start."""
    best = best_rate(Field(task, (16,), _BUDGET), RELU, _RATES, tuned.TUNING_SEEDS)
    for (multiple, bias), arm in product(conditions, arms):
        field = Field(task, (16,), _BUDGET, bias)
        runs = [(multiple * best, seed) for seed in (*tuned.TUNING_SEEDS, *tuned.REPORTING_SEEDS)]
        found = stress(field, arm, runs)
        factors = {**_factors(field, f"{multiple} times the best"), "arm": arm.name}
        times = dict(zip(runs, found.iterations.tolist(), strict=True))
        yield from tuned.observed(claim, factors, times)
        yield _share(claim, "dead", factors, found.dead)
        yield _share(claim, "diverged", factors, found.diverged)


def thin(claim: str, depth: int, width: int) -> Iterator[Observation]:
    """Each arm at its own best rate, and how many networks are dead before they begin."""
    field = Field("xor", (width,) * depth, _BUDGET)
    for arm in PAIR:
        factors = {**_factors(field, "tuned"), "arm": arm.name}

        def train(runs: Sequence[tuple[float, int]], arm: Arm = arm) -> Array:
            return stress(field, arm, runs).iterations[None]

        (times,) = tuned.tune(train, _RATES, _BUDGET)
        yield from tuned.observed(claim, factors, times)
        yield _share(claim, "born_dead", factors, born_dead(field, arm, _BORN))


def cells(evidence: Evidence) -> Iterator[Cell]:
    """ReLU over leaky ReLU wherever both were put under the same stress."""
    runs: dict[tuple[str, ...], dict[str, list[Observation]]] = {}
    for one in evidence.values("iterations"):
        key = tuple(str(one.factors[name]) for name in _KEYS)
        runs.setdefault(key, {}).setdefault(str(one.factors["arm"]), []).append(one)
    for key, arms in runs.items():
        slow, fast = (tuned.entrant(arms[arm.name]) for arm in PAIR)
        yield cell_of(slow, fast, _BUDGET, dict(zip(_KEYS, key, strict=True)))


def worst(evidence: Evidence, arm: Arm) -> float:
    """The largest share of an arm's hidden units that was dead at the end, over the conditions."""
    found: Iterable[Observation] = evidence.values("dead")
    return max(one.value for one in found if one.factors["arm"] == arm.name)


def _factors(field: Field, at: str) -> dict[str, str]:
    depth, width = str(len(field.hidden)), str(field.hidden[0])
    return {"task": field.task, "at": at, "bias": f"{field.bias:g}", "depth": depth, "width": width}


def _share(claim: str, quantity: str, factors: dict[str, str], found: Array | float) -> Observation:
    value = float(np.mean(found))
    return Observation(claim=claim, quantity=quantity, factors={**factors}, value=value)
