"""Runs that were tuned where no race can be run: as measurements, and as the arm they are of."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from propbench.bench.claims.referee.registration import Factors, Measurement
from propbench.bench.results import Observation
from propbench.bench.statistics.intervals import Values
from propbench.bench.training.seeds import reporting_seeds, tuning_seeds
from propbench.bench.training.tuning import Times, best_rate

_REPORTING = reporting_seeds()
_TUNING = frozenset(tuning_seeds())
SEEDS = (*tuning_seeds(), *_REPORTING)


class TunedArm(NamedTuple):
    """The rate that the tuning seeds chose, and the times of its reporting runs, (n_seeds,)."""

    rate: float
    times: Values


def measured(factors: Factors, times: Times, quantity: str = "iterations") -> Iterator[Measurement]:
    """One measurement a run."""
    for (rate, seed), value in times.items():
        yield Measurement(quantity, {**factors, "rate": rate, "seed": seed}, value)


def arm_of(observations: Iterable[Observation]) -> TunedArm:
    """The arm that these runs are of."""
    runs = {
        (float(seen.factors["rate"]), int(seen.factors["seed"])): seen.value
        for seen in observations
    }
    rate = best_rate({key: value for key, value in runs.items() if key[1] in _TUNING})
    return TunedArm(rate, np.array([runs[rate, seed] for seed in _REPORTING]))
