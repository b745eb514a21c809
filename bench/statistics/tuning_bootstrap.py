"""Which candidate an arm's tuning selects, and would have selected on other seeds.

A candidate is one setting that tuning may select: a learning rate with an initialisation.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from propbench.bench.statistics.intervals import Interval, Values, positive, wilson

Indices = NDArray[np.intp]

RESAMPLES = 10_000


@dataclass(frozen=True, eq=False)
class TuningTimes:
    """The times of one arm, in iterations; a run that did not arrive has the horizon or more.

    `tuning` is (n_candidates, n_tuning_seeds); `reporting` is (n_candidates, n_reporting_seeds),
    with rows of NaN for candidates that were not reported. Seeds are in the same order for both
    arms. Among candidates with equal tuning means the lowest of `tie_break` (n_candidates,) is
    selected, then the first. Report all `contenders`: the interval can only know the noise of a
    selection between reported candidates.
    """

    tuning: Values
    reporting: Values
    tie_break: Values | None = None


class Penalty(NamedTuple):
    """What a reported run counts with that has not arrived by `share` of the horizon.

    `factor` multiplies that share of the horizon: 1 is the restricted mean, 2 and 10 are PAR2 and
    PAR10. Selection always goes by restricted means.
    """

    share: float
    factor: float


PENALTIES = {
    **{"restricted": Penalty(1, 1), "PAR2": Penalty(1, 2), "PAR10": Penalty(1, 10)},
    "half": Penalty(0.5, 1),
}


@dataclass(frozen=True)
class Selection:
    """Which candidate tuning selected, and in what share of resamples it selected each.

    `unreported` is the share in which it selected one that was not reported, so that the best
    reported one stood in. `arrived` is the share of the selected one's reporting runs that did.
    """

    candidate: int
    shares: tuple[float, ...]
    unreported: float
    arrived: Interval


@lru_cache(maxsize=8)
def drawn(n: int, resamples: int, stream: int) -> Values:
    """How often each of n seeds is drawn, (resamples, n): the same in every comparison."""
    draws = max(1, n - 1)
    picks = np.random.default_rng([n, stream]).integers(n, size=(resamples, draws))
    counts = np.zeros((resamples, n))
    np.add.at(counts, (np.arange(resamples)[:, np.newaxis], picks), 1)
    counts.flags.writeable = False
    return counts


def contenders(
    tuning: Values, horizon: float, tie_break: Values | None = None, fewest: float = 0.01
) -> tuple[int, ...]:
    """The candidates to report: the selected one, and each that at least a share `fewest` of
    resampled tuning seeds selects. Arguments as in `TuningTimes`, ValueError as from `ratio_test`.
    """
    everything = Tuned(TuningTimes(tuning, tuning, tie_break), horizon)
    shares = everything.selection(RESAMPLES).shares
    near = {candidate for candidate, share in enumerate(shares) if share >= fewest}
    return tuple(sorted(near | {everything.candidate}))


class Tuned:
    """One arm after tuning: the runs to compare, and both again under resampled seeds.

    `runs` (n_reporting_seeds,) are the times of the selected candidate, penalised; `censored`
    says which of them did not arrive. Two are equal that hold the same numbers.
    """

    def __init__(
        self, entrant: TuningTimes, horizon: float, penalty: Penalty = PENALTIES["restricted"]
    ) -> None:
        (limit,) = positive("horizon", [horizon])
        self._tuning = positive("tuning times", np.minimum(entrant.tuning, limit))
        self._reported = _reported(entrant)
        self._row = np.cumsum(self._reported) - 1
        self._order = _by_preference(entrant)
        limit *= penalty.share
        times = positive("reporting times", entrant.reporting[self._reported].clip(max=limit))
        self._times = np.where(times < limit, times, penalty.factor * limit)
        once = np.ones((1, self._tuning.shape[1]))
        self.candidate = int(self._order[_lowest(self._tuning[self._order], once)[0]])
        if not self._reported[self.candidate]:
            raise ValueError(f"candidate {self.candidate} was selected but not reported")
        row = self._row[self.candidate]
        self.runs, self.censored = self._times[row], times[row] >= limit

        arrays = (self._tuning, self._order, self._reported, self._times, self.censored)
        self._content = self.seeds, *(array.tobytes() for array in arrays)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tuned) and self._content == other._content

    def __hash__(self) -> int:
        return hash(self._content)

    @property
    def seeds(self) -> tuple[int, int]:
        """How many there are, for tuning and for reporting."""
        return self._tuning.shape[1], self.runs.size

    def resampled_means(self, resamples: int) -> Values:
        """Mean times of the candidate selected in each resample of the seeds, (resamples,)."""
        n = self.runs.size
        rows = self._row[self._selected(resamples, self._order[self._reported[self._order]])]
        sums = drawn(n, resamples, stream=2) @ self._times.T
        return sums[np.arange(resamples), rows] / max(1, n - 1)

    def selection(self, resamples: int) -> Selection:
        """How firm the selection is, over resampled tuning seeds."""
        selected = self._selected(resamples, self._order)
        counts = np.bincount(selected, minlength=len(self._tuning))
        arrived = wilson(int(np.sum(~self.censored)), self.censored.size)
        return Selection(
            self.candidate,
            tuple((counts / selected.size).tolist()),
            float(np.mean(~self._reported[selected])),
            arrived,
        )

    def _selected(self, resamples: int, among: Indices) -> Indices:
        """The candidate with the lowest mean in each resample; the first of `among` wins ties."""
        times = self._tuning[among]
        return among[_resampled_lowest(times.tobytes(), times.shape[1], resamples)]


@lru_cache(maxsize=256)
def _resampled_lowest(times: bytes, n_seeds: int, resamples: int) -> Indices:
    """Kept, because an arm that was tuned once is compared at many targets, with many others."""
    tuning = np.frombuffer(times).reshape(-1, n_seeds)
    return _lowest(tuning, drawn(n_seeds, resamples, stream=1))


def _lowest(times: Values, counts: Values) -> Indices:
    """The row with the lowest mean in each resample, the first of equals.

    Sums of whole iterations are exact, so that ties are.
    """
    able = np.flatnonzero(_undominated(times))
    return able[np.argmin(counts @ times[able].T, axis=1)]


def _undominated(times: Values) -> NDArray[np.bool_]:
    """Rows that could win on some draw: no other row is faster on every seed.

    Of a few dozen candidates a few are left, which is most of the time of a comparison.
    """
    slower = np.all(times[:, np.newaxis] > times[np.newaxis], axis=2)
    dominated: NDArray[np.bool_] = np.any(slower, axis=1)
    return ~dominated


def _reported(entrant: TuningTimes) -> NDArray[np.bool_]:
    """Which candidates were. ValueError on one reported in part, and on other shapes."""
    candidates = len(entrant.tuning)
    if entrant.tuning.ndim != 2 or entrant.reporting.ndim != 2:
        raise ValueError("tuning and reporting: expected arrays of candidates x seeds")
    if len(entrant.reporting) != candidates:
        raise ValueError(f"reporting: got {len(entrant.reporting)} rows, expected {candidates}")
    missing: NDArray[np.bool_] = np.isnan(entrant.reporting)
    partly = np.flatnonzero(missing.any(axis=1) & ~missing.all(axis=1))
    if partly.size:
        raise ValueError(f"candidate {partly[0]} was reported on some seeds only")
    return np.logical_not(missing.all(axis=1))


def _by_preference(entrant: TuningTimes) -> Indices:
    """Candidates in the order in which they win ties."""
    if entrant.tie_break is None:
        return np.arange(len(entrant.tuning))
    if entrant.tie_break.shape != (len(entrant.tuning),) or np.isnan(entrant.tie_break).any():
        raise ValueError("tie_break: expected one number for each candidate")
    return np.argsort(entrant.tie_break, kind="stable")
