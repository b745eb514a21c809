"""Counts with intervals, as Markdown: false alarms, power, spread, time."""

import math
import statistics
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from scipy import stats

from bench.regression.records import Comparison, Judgement
from bench.regression.selftest.archive import SelfTestRun
from bench.regression.selftest.rivals import RULES, flagged
from bench.regression.series import case_series

CONFIDENCE = 0.95
OURS = "this check"


def counted(hits: int, n: int) -> str:
    """A share with its exact interval (Clopper and Pearson 1934)."""
    if n == 0:
        return "no runs yet"
    tail = (1 - CONFIDENCE) / 2
    low = float(stats.beta.ppf(tail, hits, n - hits + 1)) if hits else 0.0
    high = float(stats.beta.ppf(1 - tail, hits + 1, n - hits)) if hits < n else 1.0
    return f"{hits}/{n} = {hits / n:.1%} [{low:.1%}, {high:.1%}]"


def false_alarms(archived: Sequence[SelfTestRun]) -> list[str]:
    """Runs of the same code on both sides in which anything was called slower."""
    lines = ["| rule | idle | another process loading the machine |", "|---|---|---|"]
    clean = {
        kind: [one.comparison for one in archived if one.kind == kind]
        for kind in ("idle", "loaded")
    }
    ours = [
        counted(sum(_code(one) == 1 for one in clean[kind]), len(clean[kind]))
        for kind in ("idle", "loaded")
    ]
    silent = [
        counted(sum(_code(one) == 3 for one in clean[kind]), len(clean[kind]))
        for kind in ("idle", "loaded")
    ]
    lines.append(f"| {OURS}: false alarm | {ours[0]} | {ours[1]} |")
    lines.append(f"| {OURS}: cannot tell | {silent[0]} | {silent[1]} |")
    for name, rule in RULES.items():
        alarms = [
            counted(sum(bool(flagged(rule, one)) for one in clean[kind]), len(clean[kind]))
            for kind in ("idle", "loaded")
        ]
        lines.append(f"| {name} (same samples) | {alarms[0]} | {alarms[1]} |")
    return lines


def power(archived: Sequence[SelfTestRun]) -> list[str]:
    """Injected slow-downs of one case that were found, by size and rule."""
    injected = [one for one in archived if one.kind == "injected"]
    sizes = sorted({share for one in injected for share in one.shares.values()})
    lines = [
        f"| rule | {' | '.join(f'{size:.0%}' for size in sizes)} |",
        f"|---|{'---|' * len(sizes)}",
    ]
    rules: dict[str, Callable[[Comparison], set[str]]] = {OURS: _slower_rows}
    rules |= {name: _by(name) for name in RULES}
    for name, found in rules.items():
        cells = []
        for size in sizes:
            hits = [
                case in found(one.comparison)
                for one in injected
                for case, share in one.shares.items()
                if share == size
            ]
            cells.append(counted(sum(hits), len(hits)))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    everywhere = [one for one in archived if one.kind == "everywhere"]
    found_runs = sum(_code(one.comparison) == 1 for one in everywhere)
    return [*lines, "", f"2 % everywhere: {counted(found_runs, len(everywhere))} runs failed."]


def spread(archived: Sequence[SelfTestRun]) -> list[str]:
    """Restart-to-restart standard deviation of the log-ratio, by case, and wild restarts."""
    lines = ["| case | robust SD | SD | restarts beyond 10 % |", "|---|---|---|---|"]
    values: dict[str, list[float]] = {}
    for one in archived:
        if one.kind in ("idle", "loaded"):
            for series in case_series(one.comparison):
                values.setdefault(series.name, []).extend(series.of("screen"))
    for name, seen in values.items():
        wild = counted(sum(abs(value) > math.log(1.1) for value in seen), len(seen))
        lines.append(f"| {name} | {robust_sd(seen):.2%} | {np.std(seen):.2%} | {wild} |")
    return lines


def robust_sd(values: Sequence[float]) -> float:
    """1.4826 times the median absolute deviation, which is the SD for normal noise."""
    return float(stats.median_abs_deviation(values, scale="normal"))


def seconds(archived: Iterable[SelfTestRun]) -> str:
    """How long passing runs took."""
    passing = [one.comparison.elapsed_s for one in archived if _code(one.comparison) == 0]
    if not passing:
        return "No passing run yet."
    return (
        f"{len(passing)} passing runs took {statistics.median(passing):.0f} s in the median, "
        f"{max(passing):.0f} s at most."
    )


def _by(name: str) -> Callable[[Comparison], set[str]]:
    return lambda comparison: flagged(RULES[name], comparison)


def _slower_rows(comparison: Comparison) -> set[str]:
    return {
        row.id
        for row in _judgement(comparison).rows
        if row.verdict == "slower" and row.kind == "case"
    }


def _code(comparison: Comparison) -> int:
    return _judgement(comparison).exit_code


def _judgement(comparison: Comparison) -> Judgement:
    assert comparison.judgement is not None
    return comparison.judgement
