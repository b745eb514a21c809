"""Counts with intervals, as Markdown: the slow-downs that were injected and found."""

import statistics
from collections.abc import Callable, Sequence

from propbench.bench.regression.selftest.archive import SelfTestRun
from propbench.bench.regression.selftest.rivals import RULES, flagged
from propbench.bench.regression.selftest.tables import LOADS, OURS, counted, row

Hits = Callable[[SelfTestRun], set[str]]
"""Cases of a run that a rule calls slower."""


def found_table(runs: Sequence[SelfTestRun]) -> list[str]:
    """Slow-downs that were found, by rule, load and size: in one case, and in all together.

    Extra calls find everything warm, so that less time than work is added: both are said.
    """
    injected = [run for run in runs if run.kind == "injected"]
    sizes = sorted({share for run in injected for share in run.shares.values()})
    everywhere = [run for run in runs if run.kind == "everywhere"]
    header = [f"{100 * size:.0f} % in a case ({_measured(injected, size)})" for size in sizes]
    lines = [
        row("found, of extra work (of time)", [*header, "2 % everywhere"]),
        row("---", ["---"] * (len(sizes) + 1)),
    ]
    rules: dict[str, Hits] = {OURS: _slower} | {name: _by(name) for name in RULES}
    for name, found in rules.items():
        for load, words in LOADS.items():
            single = [run for run in injected if run.loaded == load]
            whole = [run for run in everywhere if run.loaded == load]
            cells = [_found(single, found, size) for size in sizes]
            cells.append(counted(sum(bool(found(run)) for run in whole), len(whole)))
            lines.append(row(f"{name}, {words}", cells))
    return [*lines, "", _untouched(injected)]


def _measured(runs: Sequence[SelfTestRun], size: float) -> str:
    """By how much time grew where so much work was added: geometric mean over cases and runs."""
    ratios = [
        found.ratio
        for run in runs
        for found in run.verdict.rows
        if found.kind == "case" and run.shares.get(found.id) == size
    ]
    return f"{100 * (statistics.geometric_mean(ratios) - 1):.1f} %"


def _untouched(runs: Sequence[SelfTestRun]) -> str:
    """The cases of injected runs in which nothing was injected are clean as well."""
    verdicts = [
        found.verdict
        for run in runs
        for found in run.verdict.rows
        if found.kind == "case" and found.id not in run.shares
    ]
    alarms = counted(sum(verdict == "slower" for verdict in verdicts), len(verdicts))
    return f"Cases of these runs that were left alone and called slower by {OURS}: {alarms}."


def _found(runs: Sequence[SelfTestRun], found: Hits, size: float) -> str:
    hits = [
        case in found(run) for run in runs for case, share in run.shares.items() if share == size
    ]
    return counted(sum(hits), len(hits))


def _by(name: str) -> Hits:
    return lambda run: flagged(RULES[name], run.comparison)


def _slower(run: SelfTestRun) -> set[str]:
    """Groups count too: where everything is slower, no single case need be."""
    return {found.id for found in run.verdict.rows if found.verdict == "slower"}
