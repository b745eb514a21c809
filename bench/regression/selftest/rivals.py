"""Rules of other tools, applied to the same samples; wall time, as they use.

They get more than their due: the samples come in pairs on one core, while those tools time one
side after the other. Each rule decides from as much as its tool would take, from the first
screening restarts on.
"""

import statistics
from collections.abc import Callable
from itertools import chain

from scipy import stats

from propbench.bench.regression.sampling.records import SideSamples
from propbench.bench.regression.sides.place import Role
from propbench.bench.regression.verdict.records import RegressionRun
from propbench.bench.regression.verdict.series import samples_of

Rule = Callable[[list[list[float]], list[list[float]]], bool]
"""Samples of base and of head, one list a restart, to whether head is called slower."""


def pytest_benchmark(base: list[list[float]], head: list[list[float]]) -> bool:
    """`--benchmark-compare-fail=mean:10%`: one process each, means."""
    return statistics.mean(head[0]) > 1.10 * statistics.mean(base[0])


def asv(base: list[list[float]], head: list[list[float]]) -> bool:
    """`asv continuous`: two processes pooled, Mann-Whitney p < 0.002 and medians beyond 1.1."""
    ours, theirs = _pooled(head, 2), _pooled(base, 2)
    different = stats.mannwhitneyu(ours, theirs, alternative="two-sided").pvalue < 0.002
    return bool(different) and statistics.median(ours) > 1.1 * statistics.median(theirs)


def welch(base: list[list[float]], head: list[list[float]]) -> bool:
    """Welch's t at 5 %, on two processes pooled, in the direction of slower."""
    ours, theirs = _pooled(head, 2), _pooled(base, 2)
    found = stats.ttest_ind(ours, theirs, equal_var=False)
    return bool(found.pvalue < 0.05) and statistics.mean(ours) > statistics.mean(theirs)


def min_against_max(base: list[list[float]], head: list[list[float]]) -> bool:
    """Three processes each: the least median of head beyond 1.25 times the largest of base."""
    ours = [statistics.median(samples) for samples in head[:3]]
    theirs = [statistics.median(samples) for samples in base[:3]]
    return min(ours) > 1.25 * max(theirs)


RULES: dict[str, Rule] = {
    "pytest-benchmark mean:10%": pytest_benchmark,
    "asv: Mann-Whitney and 1.1": asv,
    "Welch at 5 %": welch,
    "min against max, 25 %": min_against_max,
}


def flagged(rule: Rule, comparison: RegressionRun) -> set[str]:
    """Cases that a rule calls slower."""
    return {
        case.id
        for case in comparison.compared
        if case.kind == "case"
        and rule(_samples(comparison, case.id, "base"), _samples(comparison, case.id, "head"))
    }


def _samples(comparison: RegressionRun, name: str, side: Role) -> list[list[float]]:
    found: list[SideSamples] = [
        samples.sides[side]
        for restart, samples in samples_of(comparison.restarts, name)
        if restart.look == "screen"
    ]
    return [samples.wall_s for samples in found]


def _pooled(restarts: list[list[float]], count: int) -> list[float]:
    return list(chain.from_iterable(restarts[:count]))
