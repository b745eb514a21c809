"""Counts with intervals, as Markdown: the slow-downs that were injected and found."""

import statistics
from collections.abc import Callable, Sequence

from propbench.bench.regression.selftest.archive import SelfTestRun
from propbench.bench.regression.selftest.rivals import RULES, flagged
from propbench.bench.regression.selftest.tables import LOADS, OURS, counted, row

Hits = Callable[[SelfTestRun], set[str]]
"""Cases of a run that a rule calls slower."""


def power(runs: Sequence[SelfTestRun]) -> list[str]:
    """Slow-downs that were found, by rule, load and size: in one case, and in all together.

    Extra calls find everything warm, so that less time than work is added: both are told.
    """
    injected = [one for one in runs if one.kind == "injected"]
    sizes = sorted({share for one in injected for share in one.shares.values()})
    everywhere = [one for one in runs if one.kind == "everywhere"]
    header = [f"{100 * size:.0f} % in a case ({_measured(injected, size)})" for size in sizes]
    lines = [
        row("found, of extra work (of time)", [*header, "2 % everywhere"]),
        row("---", ["---"] * (len(sizes) + 1)),
    ]
    rules: dict[str, Hits] = {OURS: _slower} | {name: _by(name) for name in RULES}
    for name, found in rules.items():
        for load, words in LOADS.items():
            single = [one for one in injected if one.loaded == load]
            whole = [one for one in everywhere if one.loaded == load]
            cells = [_found(single, found, size) for size in sizes]
            cells.append(counted(sum(bool(found(one)) for one in whole), len(whole)))
            lines.append(row(f"{name}, {words}", cells))
    return [*lines, "", _untouched(injected)]


def _measured(runs: Sequence[SelfTestRun], size: float) -> str:
    """By how much time grew where so much work was added: geometric mean over cases and runs."""
    ratios = [
        found.ratio
        for one in runs
        for found in one.judgement.rows
        if found.kind == "case" and one.shares.get(found.id) == size
    ]
    return f"{100 * (statistics.geometric_mean(ratios) - 1):.1f} %"


def _untouched(runs: Sequence[SelfTestRun]) -> str:
    """The cases of injected runs in which nothing was injected are clean as well."""
    verdicts = [
        found.verdict
        for one in runs
        for found in one.judgement.rows
        if found.kind == "case" and found.id not in one.shares
    ]
    alarms = counted(sum(one == "slower" for one in verdicts), len(verdicts))
    return f"Cases of these runs that were left alone and called slower by {OURS}: {alarms}."


def _found(runs: Sequence[SelfTestRun], found: Hits, size: float) -> str:
    hits = [
        case in found(one) for one in runs for case, share in one.shares.items() if share == size
    ]
    return counted(sum(hits), len(hits))


def _by(name: str) -> Hits:
    return lambda one: flagged(RULES[name], one.comparison)


def _slower(one: SelfTestRun) -> set[str]:
    """Groups count too: where everything is slower, no single case need be."""
    return {found.id for found in one.judgement.rows if found.verdict == "slower"}
