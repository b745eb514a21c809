"""Simulated coverage: how often each interval contains the truth it claims to contain.

The bands are four standard errors of the simulation around what the interval is known to reach;
an interval built on rounds instead of processes, or on z of five values, falls out of them.
"""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from propbench.bench.statistics import Interval, process_interval, ratio_interval, verdict, wilson

Sample = NDArray[np.float64]
Draw = Callable[[np.random.Generator, int, int], Sample]

DRAWS = 1_000
BAND = (0.907, 0.997)


def iid(draw: np.random.Generator, draws: int, n: int) -> Sample:
    return np.exp(draw.normal(0, 0.0266, (draws, n)))


def heavy_tailed(draw: np.random.Generator, draws: int, n: int) -> Sample:
    return np.exp(0.02 * draw.standard_t(3, (draws, n)))


def clustered(draw: np.random.Generator, draws: int, n: int) -> Sample:
    """Medians of 30 rounds within each process; a process shifts all its rounds."""
    return np.median(rounds(draw, draws, n), axis=2)


def rounds(draw: np.random.Generator, draws: int, n: int) -> Sample:
    """(draws, n processes, 30 rounds): process effect 2.66 %, noise 1 %, 2 % spikes."""
    process = draw.normal(0, 0.0266, (draws, n, 1))
    noise = draw.normal(0, 0.01, (draws, n, 30)) + 0.5 * (draw.random((draws, n, 30)) < 0.02)
    return np.exp(process + noise)


def skewed(draw: np.random.Generator, draws: int, n: int) -> Sample:
    """Most processes alike, a few much slower."""
    return 1 + 0.02 * draw.exponential(1, (draws, n))


def bimodal(draw: np.random.Generator, draws: int, n: int) -> Sample:
    """Three in ten processes are slower by a fifth."""
    return np.exp(draw.normal(0, 0.01, (draws, n))) * (1 + 0.2 * (draw.random((draws, n)) < 0.3))


def lognormal(draw: np.random.Generator, draws: int, n: int) -> Sample:
    return np.exp(draw.normal(0, 0.3, (draws, n)))


MEDIANS: dict[Draw, float] = {
    iid: 1.0,
    heavy_tailed: 1.0,
    lognormal: 1.0,
    skewed: 1 + 0.02 * np.log(2),
    # Five of the seven in ten that are fast lie below the median of all.
    bimodal: float(np.exp(0.01 * stats.norm.ppf(5 / 7))),
}


def coverage(intervals: list[Interval], truth: float) -> float:
    return float(np.mean([i.low <= truth <= i.high for i in intervals]))


@pytest.mark.parametrize("n", [5, 10, 20])
@pytest.mark.parametrize("sample", [iid, heavy_tailed, clustered])
def test_95_percent_of_process_intervals_contain_the_median(sample: Draw, n: int) -> None:
    draws = sample(np.random.default_rng(n), DRAWS, n)
    truth = 1.0 if sample is not clustered else float(np.exp(stats.norm.ppf(0.5 / 0.98) * 0.01))
    covered = coverage([process_interval(list(one)) for one in draws], truth)
    assert BAND[0] <= covered <= BAND[1]


LEAST = {5: 0.925, 6: 0.94, 10: 0.94, 20: 0.94, 30: 0.94}


@pytest.mark.parametrize("n", LEAST)
@pytest.mark.parametrize("sample", MEDIANS)
def test_the_median_is_contained_whatever_its_distribution(sample: Draw, n: int) -> None:
    """By construction 93.75 % of five, and 95.7 to 97.9 % of the others; 3 000 draws know 0.5 %."""
    draws = sample(np.random.default_rng(n), 3_000, n)
    assert coverage([process_interval(list(one)) for one in draws], MEDIANS[sample]) >= LEAST[n]


@pytest.mark.parametrize("sample", [skewed, bimodal])
def test_student_s_t_would_not_contain_the_median_of_these(sample: Draw) -> None:
    logs = np.log(sample(np.random.default_rng(0), DRAWS, 30))
    half = stats.t.ppf(0.975, 29) * stats.sem(logs, axis=1)
    covered = np.abs(logs.mean(axis=1) - np.log(MEDIANS[sample])) <= half
    assert covered.mean() < 0.85


@pytest.mark.parametrize("n", [5, 10])
@pytest.mark.parametrize("sample", [iid, heavy_tailed, clustered])
def test_95_percent_of_ratio_intervals_contain_the_ratio(sample: Draw, n: int) -> None:
    draw = np.random.default_rng(n)
    slow, fast = 1.3 * sample(draw, DRAWS, n), sample(draw, DRAWS, n)
    pairs = [
        ratio_interval(dict(enumerate(a)), dict(enumerate(b)))
        for a, b in zip(slow, fast, strict=True)
    ]
    assert BAND[0] <= coverage(pairs, 1.3) <= BAND[1]


def test_rounds_taken_for_processes_cover_far_too_little() -> None:
    draws = rounds(np.random.default_rng(0), 300, 5).reshape(300, -1)
    covered = coverage([process_interval(list(one)) for one in draws], 1.0)
    assert not covered >= 0.8


def test_an_interval_that_is_too_narrow_falls_out_of_the_band() -> None:
    draws = np.log(iid(np.random.default_rng(5), DRAWS, 5))
    half = 1.96 * stats.sem(draws, axis=1)
    covered = float(np.mean(np.abs(draws.mean(axis=1)) <= half))
    assert not covered >= BAND[0]


def test_nothing_changed_is_a_tie_and_ten_percent_is_found() -> None:
    draw = np.random.default_rng(7)
    base, same, slower = (clustered(draw, DRAWS, 10) for _ in range(3))
    alarms = [_verdict(a, b) != "tie" for a, b in zip(base, same, strict=True)]
    found = [_verdict(1.1 * a, b) == "above" for a, b in zip(slower, base, strict=True)]
    assert np.mean(alarms) <= 0.005
    assert np.mean(found) >= 0.99


def _verdict(a: Sample, b: Sample) -> str:
    return verdict(ratio_interval(dict(enumerate(a)), dict(enumerate(b))))


@pytest.mark.parametrize("n", [10, 30, 100])
def test_wilson_covers_95_percent_on_average_over_shares(n: int) -> None:
    intervals = [wilson(k, n) for k in range(n + 1)]
    low, high = np.array([i.low for i in intervals]), np.array([i.high for i in intervals])
    shares = np.linspace(0.02, 0.98, 97)
    weight = stats.binom.pmf(np.arange(n + 1)[:, None], n, shares)
    inside = (low[:, None] <= shares) & (shares <= high[:, None])
    covered = (weight * inside).sum(axis=0)
    assert 0.94 <= covered.mean() <= 0.97
    assert covered.min() >= 0.83
