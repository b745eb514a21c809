"""The response surface: iterations of every candidate, and seconds of its step everywhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from propbench.bench.claims.c10_hyperparameters.minibatch import BatchedNetwork
from propbench.bench.results import Observation
from propbench.bench.statistics.intervals import Values
from propbench.bench.training.seeds import tuning_seeds


@dataclass(frozen=True)
class Hyperparameters:
    """Hyperparameters as a whole."""

    setting: BatchedNetwork
    rate: float


@dataclass(frozen=True, eq=False)
class Surface:
    """`tuning` and `reporting` (n_candidates, n_seeds) are iterations; `seconds` of a step,
    (n_candidates, n_repeats), by infrastructure."""

    candidates: tuple[Hyperparameters, ...]
    tuning: Values
    reporting: Values
    seconds: Mapping[str, Values]


def surface(iterations: Iterable[Observation], seconds: Iterable[Observation]) -> Surface | None:
    """Over the settings of which both are known; None where there are none."""
    runs: dict[Hyperparameters, dict[int, float]] = {}
    for seen in iterations:
        candidate = Hyperparameters(_setting(seen), float(seen.factors["rate"]))
        runs.setdefault(candidate, {})[int(seen.factors["seed"])] = seen.value
    steps: dict[str, dict[BatchedNetwork, list[float]]] = {}
    for seen in seconds:
        of_setting = steps.setdefault(str(seen.factors["infrastructure"]), {})
        of_setting.setdefault(_setting(seen), []).append(seen.value)
    known = [each for each in runs if steps and all(each.setting in of for of in steps.values())]
    if not known:
        return None
    tuning = sorted(runs[known[0]].keys() & set(tuning_seeds()))
    reporting = sorted(runs[known[0]].keys() - set(tuning))
    return Surface(
        candidates=tuple(known),
        tuning=np.array([[runs[each][seed] for seed in tuning] for each in known]),
        reporting=np.array([[runs[each][seed] for seed in reporting] for each in known]),
        seconds={
            name: np.array([of_setting[each.setting] for each in known])
            for name, of_setting in steps.items()
        },
    )


def _setting(seen: Observation) -> BatchedNetwork:
    factors = seen.factors
    batch, width, depth = (int(factors[name]) for name in ("batch", "width", "depth"))
    return BatchedNetwork(batch, width, depth, str(factors["activation"]))
