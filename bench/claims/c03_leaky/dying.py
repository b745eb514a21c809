"""Runs under stress as measurements, and the cells that ReLU and leaky ReLU make of them."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product

import numpy as np

from propbench.bench.claims.referee.comparison import ArmComparison, compared
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Measurement, Series
from propbench.bench.claims.shared.stress import StressSetting, born_dead, iterations, stress
from propbench.bench.claims.shared.tuned import SEEDS, arm_of, measured
from propbench.bench.results import Observation
from propbench.bench.training.arms import LEAKY_RELU, RELU, Arm
from propbench.bench.training.rulesets import R1
from propbench.bench.training.seeds import tuning_seeds
from propbench.bench.training.tuning import lowest, tune
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
_TUNED = "tuned"
_KEYS = ("task", "at", "bias", "depth", "width")


def shocked(
    task: str, arms: Sequence[Arm], conditions: Sequence[tuple[int, int]]
) -> Iterator[Measurement]:
    """All arms at the same rate: a multiple of ReLU's best from a good start."""
    best = _best_rate(StressSetting(task, (16,), _BUDGET))
    for (multiple, bias), arm in product(conditions, arms):
        setting = StressSetting(task, (16,), _BUDGET, bias)
        runs = [(multiple * best, seed) for seed in SEEDS]
        stressed = stress(setting, arm, runs)
        factors = {**_factors(setting, f"{multiple} times the best"), "arm": arm.name}
        yield from measured(factors, dict(zip(runs, stressed.iterations.tolist(), strict=True)))
        yield _share("dead", factors, stressed.dead)
        yield _share("diverged", factors, stressed.diverged)


def thin(depth: int, width: int) -> Iterator[Measurement]:
    """Each arm at its own best rate, and how many networks are dead before they begin."""
    setting = StressSetting("xor", (width,) * depth, _BUDGET)
    for arm in PAIR:
        factors = {**_factors(setting, _TUNED), "arm": arm.name}
        (times,) = tune(partial(iterations, setting, arm), _RATES)
        yield from measured(factors, times)
        yield _share("born_dead", factors, born_dead(setting, arm, _BORN))


def comparisons(evidence: Evidence) -> Iterator[ArmComparison]:
    """ReLU over leaky ReLU wherever both were put under the same stress."""
    for key, (relu, leaky) in _arms(evidence).items():
        factors = dict(zip(_KEYS, key, strict=True))
        yield compared(relu, leaky, _BUDGET, factors)


def kind(comparison: ArmComparison) -> str:
    """The kind of stress."""
    return "deep thin networks" if comparison.factors["at"] == _TUNED else "rates past the best"


def arrivals(evidence: Evidence) -> Series:
    """The share of runs of each arm that arrived in spite of each stress."""
    return tuple(
        {
            "quantity": "arrived",
            **dict(zip(_KEYS, key, strict=True)),
            "arm": arm.name,
            "value": float(np.mean(times < _BUDGET)),
        }
        for key, pair in _arms(evidence).items()
        for arm, times in zip(PAIR, pair, strict=True)
    )


def _arms(evidence: Evidence) -> dict[tuple[str, ...], tuple[Array, Array]]:
    """By setting, the iterations of ReLU and of leaky ReLU by reporting seed."""
    runs: dict[tuple[str, ...], dict[str, list[Observation]]] = {}
    for seen in evidence.values("iterations"):
        key = tuple(str(seen.factors[name]) for name in _KEYS)
        runs.setdefault(key, {}).setdefault(str(seen.factors["arm"]), []).append(seen)
    relu, leaky = (arm.name for arm in PAIR)
    return {
        key: (arm_of(arms[relu]).times, arm_of(arms[leaky]).times) for key, arms in runs.items()
    }


def _best_rate(setting: StressSetting) -> float:
    """Of ReLU; the smallest of equals."""
    runs = list(product(_RATES, tuning_seeds()))
    (times,) = iterations(setting, RELU, runs)
    return _RATES[lowest(times.astype(np.float64).reshape(len(_RATES), -1))]


def _factors(setting: StressSetting, at: str) -> dict[str, str]:
    depth, width = str(len(setting.hidden)), str(setting.hidden[0])
    bias = f"{setting.bias:g}"
    return {"task": setting.task, "at": at, "bias": bias, "depth": depth, "width": width}


def _share(quantity: str, factors: dict[str, str], values: Array | float) -> Measurement:
    return Measurement(quantity, {**factors}, float(np.mean(values)))
