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

    def __str__(self) -> str:
        one = self.setting
        layers = "layer" if one.depth == 1 else "layers"
        return (
            f"{one.activation}, {one.depth} {layers} of {one.width}, batches of {one.batch}, "
            f"rate {self.rate:g}"
        )


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
    runs: dict[Hyperparameters, list[Observation]] = {}
    for one in iterations:
        candidate = Hyperparameters(_setting(one), float(one.factors["rate"]))
        runs.setdefault(candidate, []).append(one)
    steps: dict[str, dict[BatchedNetwork, list[float]]] = {}
    for one in seconds:
        of_setting = steps.setdefault(str(one.factors["infrastructure"]), {})
        of_setting.setdefault(_setting(one), []).append(one.value)
    known = tuple(one for one in runs if steps and all(one.setting in of for of in steps.values()))
    if not known:
        return None
    return Surface(
        candidates=known,
        tuning=np.array([_times(runs[candidate], True) for candidate in known]),
        reporting=np.array([_times(runs[candidate], False) for candidate in known]),
        seconds={
            name: np.array([of_setting[candidate.setting] for candidate in known])
            for name, of_setting in steps.items()
        },
    )


def _times(runs: Iterable[Observation], tuning: bool) -> list[float]:
    """Iterations of the seeds that tune, or of those that report, in their order."""
    seeds = tuning_seeds()
    by_seed = {int(run.factors["seed"]): run.value for run in runs}
    return [value for seed, value in sorted(by_seed.items()) if (seed in seeds) == tuning]


def _setting(one: Observation) -> BatchedNetwork:
    factors = one.factors
    batch, width, depth = (int(factors[name]) for name in ("batch", "width", "depth"))
    return BatchedNetwork(batch, width, depth, str(factors["activation"]))
