"""Stress as measurements, and the comparisons that ReLU and leaky ReLU make of them.

Under stress few runs arrive, and of those that do not there are no iterations to compare: what is
compared is the share of runs that arrive, and the share of hidden units that stay alive.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from statistics import fmean

import numpy as np

from propbench.bench.claims.referee.comparison import ArmComparison, finding
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Measurement, Series
from propbench.bench.claims.shared.stress import StressSetting, born_dead, iterations, stress
from propbench.bench.statistics.intervals import Values
from propbench.bench.statistics.paired import share_logs
from propbench.bench.statistics.pooling import Effect, pool
from propbench.bench.training.arms import LEAKY_RELU, RELU, Arm
from propbench.bench.training.rulesets import R1
from propbench.bench.training.seeds import reporting_seeds, tuning_seeds
from propbench.bench.training.tuning import lowest

ARRIVED, ALIVE = "arrived", "alive"
"""Shares by seed: of runs, 0 or 1, and of hidden units at the end."""

CONDITIONS = tuple(product((1, 3, 10, 30), (0, -1)))[1:]
"""The rate as a multiple of ReLU's best, and the bias that hidden units begin with; the first
pair, the best rate with no bias, is no stress."""

THIN = ((4, 2), (4, 4), (8, 2))
"""Depths and widths; Lu et al. (2019) show that ReLU networks die as they get deeper."""

_PAIR = (RELU, LEAKY_RELU)
_BUDGET = 400
_BORN = range(200)
_RATES = R1.grid.learning_rates
_TUNING_SEEDS = tuning_seeds(10)
_NAMES = {0: "learning rates past the best", -1: "biases that begin below 0"}
_THIN_NAME = "deep thin networks"
_PLACE = ("task", "stress", "at", "bias", "depth", "width", "arm")


def shocked(task: str, conditions: tuple[tuple[int, int], ...]) -> Iterator[Measurement]:
    """Both arms at the same rate: a multiple of ReLU's best from a good start."""
    best = _best_rate(StressSetting(task, (16,), _BUDGET), RELU)
    for (multiple, bias), arm in product(conditions, _PAIR):
        setting = StressSetting(task, (16,), _BUDGET, bias)
        at = {"stress": _NAMES[bias], "at": f"{multiple} times the best"}
        yield from _shares(setting, arm, multiple * best, at)


def thin(task: str, depth: int, width: int) -> Iterator[Measurement]:
    """Each arm at its own best rate, and how many networks are dead before they begin."""
    setting = StressSetting(task, (width,) * depth, _BUDGET)
    at = {"stress": _THIN_NAME, "at": "tuned"}
    for arm in _PAIR:
        yield from _shares(setting, arm, _best_rate(setting, arm), at)
        born = born_dead(setting, arm, _BORN)
        yield Measurement("born_dead", {**_factors(setting, arm), **at}, born)


def comparisons(evidence: Evidence, quantity: str) -> Iterator[ArmComparison]:
    """Leaky ReLU's share over ReLU's, by task and kind of stress, on the same seeds."""
    kinds: dict[tuple[str, str], dict[str, dict[int, list[float]]]] = {}
    for seen in evidence.values(quantity):
        kind = str(seen.factors["task"]), str(seen.factors["stress"])
        by_seed = kinds.setdefault(kind, {}).setdefault(str(seen.factors["arm"]), {})
        by_seed.setdefault(int(seen.factors["seed"]), []).append(seen.value)
    for (task, name), arms in kinds.items():
        relu, leaky = (_means(arms[arm.name]) for arm in _PAIR)
        yield _compared(relu, leaky, {"task": task, "stress": name})


def by_condition(evidence: Evidence, quantity: str) -> Series:
    """Means over the seeds of each setting and arm."""
    settings: dict[tuple[str, ...], list[float]] = {}
    for seen in evidence.values(quantity):
        place = tuple(str(seen.factors[name]) for name in _PLACE)
        settings.setdefault(place, []).append(seen.value)
    return tuple(
        {"quantity": quantity, **dict(zip(_PLACE, place, strict=True)), "value": fmean(values)}
        for place, values in settings.items()
    )


def _compared(relu: Values, leaky: Values, factors: Mapping[str, str]) -> ArmComparison:
    note = f"{leaky.mean():.0%} with leaky ReLU against {relu.mean():.0%}"
    if not (relu.any() or leaky.any()):
        return ArmComparison(factors, "inconclusive", note=note)
    logs = share_logs(leaky, relu)
    effect = Effect.of_logs(logs)
    ratio = pool([effect]).ratio
    return ArmComparison(factors, finding(ratio), ratio, note, effect, logs)


def _means(by_seed: Mapping[int, list[float]]) -> Values:
    return np.array([fmean(by_seed[seed]) for seed in sorted(by_seed)])


def _shares(
    setting: StressSetting, arm: Arm, rate: float, at: Mapping[str, str]
) -> Iterator[Measurement]:
    seeds = reporting_seeds()
    stressed = stress(setting, arm, [(rate, seed) for seed in seeds])
    factors = {**_factors(setting, arm), **at}
    for seed, time, dead in zip(seeds, stressed.iterations, stressed.dead, strict=True):
        yield Measurement(ARRIVED, {**factors, "seed": seed}, float(time < _BUDGET))
        yield Measurement(ALIVE, {**factors, "seed": seed}, 1 - float(dead))


def _best_rate(setting: StressSetting, arm: Arm) -> float:
    """On the tuning seeds; the smallest of equals."""
    runs = list(product(_RATES, _TUNING_SEEDS))
    (times,) = iterations(setting, arm, runs)
    return _RATES[lowest(times.astype(np.float64).reshape(len(_RATES), -1))]


def _factors(setting: StressSetting, arm: Arm) -> dict[str, str]:
    depth, width = str(len(setting.hidden)), str(setting.hidden[0])
    bias = f"{setting.bias:g}"
    return {"task": setting.task, "bias": bias, "depth": depth, "width": width, "arm": arm.name}
