"""Arms whose true times are known: a valley over the candidates, log-normal noise, paired seeds."""

from dataclasses import dataclass

import numpy as np

from propbench.bench.statistics import TuningTimes
from propbench.bench.statistics.intervals import Values

MARGINS = (0.80, 1.25)


@dataclass(frozen=True)
class World:
    """`sd` is the noise of one run on the logarithm; `correlation` what arms share of it by seed.

    Means of the `n_candidates` lie on a parabola on log scales, `steepness` at its ends, and its
    best is `best` iterations. Runs are stopped at `horizon`.
    """

    n_candidates: int = 9
    n_tuning: int = 5
    n_reporting: int = 20
    sd: float = 0.3
    correlation: float = 0.5
    steepness: float = 2.0
    best: float = 100.0
    horizon: float = 1e9

    @property
    def centres(self) -> Values:
        """Medians of the candidates, (n_candidates,)."""
        if self.n_candidates == 1:
            return np.array([self.best])
        valley = self.steepness * np.linspace(-1, 1, self.n_candidates) ** 2
        return self.best * np.exp(valley)

    def times(self, draw: np.random.Generator, shared: Values, factor: float) -> Values:
        """(n_candidates, n_seeds) times, all `factor` times as long."""
        own = draw.standard_normal((self.n_candidates, shared.size))
        noise = np.sqrt(self.correlation) * shared + np.sqrt(1 - self.correlation) * own
        times = factor * self.centres[:, np.newaxis] * np.exp(self.sd * noise)
        return np.minimum(np.ceil(times), self.horizon)

    def pair(self, draw: np.random.Generator, factor: float) -> tuple[TuningTimes, TuningTimes]:
        """Two arms on the same seeds, of which the first takes `factor` times as long."""
        tuning = draw.standard_normal(self.n_tuning)
        reporting = draw.standard_normal(self.n_reporting)
        slow, fast = (
            TuningTimes(self.times(draw, tuning, one), self.times(draw, reporting, one))
            for one in (factor, 1.0)
        )
        return slow, fast
