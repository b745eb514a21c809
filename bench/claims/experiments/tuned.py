"""Iterations to a goal of arms that no race can run, as observations, and as arms again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from bench.results import Observation
from bench.statistics import Entrant
from impls.contract import Array

TUNING_SEEDS = tuple(range(1_000, 1_005))
REPORTING_SEEDS = tuple(range(20))
"""Disjoint, and those of the races."""

_NEAR = 1.5
"""A candidate within this factor of the best on the tuning seeds is reported too: other tuning
seeds might have selected it, and the interval must know what that would have changed."""


def worth_reporting(tuning: Array) -> list[int]:
    """Places of the candidates that are or come near the best; `tuning` (n_candidates, n_seeds)."""
    means = tuning.mean(axis=1)
    return np.flatnonzero(means <= _NEAR * means.min()).tolist()


def observed(
    claim: str,
    factors: Mapping[str, str | int | float],
    candidates: Sequence[float],
    seeds: Sequence[int],
    iterations: Array,
) -> Iterator[Observation]:
    """One observation a run; `iterations` (n_candidates, n_seeds), the budget if not arrived."""
    for candidate, row in zip(candidates, iterations, strict=True):
        for seed, value in zip(seeds, row, strict=True):
            where = {**factors, "candidate": candidate, "seed": seed}
            yield Observation(
                claim=claim, quantity="iterations", factors=where, value=max(1.0, float(value))
            )


def entrant(observations: Iterable[Observation]) -> Entrant:
    """The arm that these runs are of, candidates in the order in which they were tuned."""
    runs = {(one.factors["candidate"], one.factors["seed"]): one.value for one in observations}
    candidates = list(dict.fromkeys(candidate for candidate, _ in runs))
    seeds = sorted({int(seed) for _, seed in runs})
    times = np.array([[runs.get((one, seed), np.nan) for seed in seeds] for one in candidates])
    tunes = np.isin(seeds, TUNING_SEEDS)
    return Entrant(times[:, tunes], times[:, ~tunes])
