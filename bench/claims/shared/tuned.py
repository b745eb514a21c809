"""Runs that were tuned where no race can be run: as measurements, and as the arms they are of."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from propbench.bench.claims.referee.registration import Factors, Measurement
from propbench.bench.results import Observation
from propbench.bench.statistics import TuningTimes
from propbench.bench.statistics.intervals import Values
from propbench.bench.training.seeds import reporting_seeds, tuning_seeds
from propbench.bench.training.tuning import Times

_REPORTING = reporting_seeds()
SEEDS = (*tuning_seeds(), *_REPORTING)


def measured(factors: Factors, times: Times, quantity: str = "iterations") -> Iterator[Measurement]:
    """One measurement a run."""
    for (rate, seed), value in times.items():
        yield Measurement(quantity, {**factors, "rate": rate, "seed": seed}, value)


def arm_of(observations: Iterable[Observation]) -> TuningTimes:
    """The arm that these runs are of, its rates in the order in which they were tuned."""
    runs = {(seen.factors["rate"], int(seen.factors["seed"])): seen.value for seen in observations}
    rates = list(dict.fromkeys(rate for rate, _ in runs))

    def times(seeds: Sequence[int]) -> Values:
        return np.array([[runs.get((rate, seed), np.nan) for seed in seeds] for rate in rates])

    return TuningTimes(times(tuning_seeds()), times(_REPORTING))
