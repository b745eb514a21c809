"""Counts with intervals, as Markdown: false alarms, spread, time."""

import math
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from scipy import stats

from propbench.bench.regression.selftest.archive import SelfTestRun
from propbench.bench.regression.selftest.rivals import RULES, flagged
from propbench.bench.regression.verdict.series import case_series

CONFIDENCE = 0.95
OURS = "this check"
LOADS = {False: "idle", True: "loaded"}


def where_and_when(runs: Sequence[SelfTestRun]) -> list[str]:
    """How many runs, on which machines, between which days."""
    if not runs:
        return ["No real run of this version of the check yet."]
    machines = Counter(machine(run) for run in runs)
    counts = "; ".join(f"{count} on {machine}" for machine, count in machines.items())
    return [
        f"Real runs {_days(runs)}: {counts}.",
        f"Counts are followed by exact intervals of {100 * CONFIDENCE:.0f} %; loaded means that",
        f"another process kept a core and the memory busy. {_others(runs)}",
        "The rules of other tools are applied to the samples of the same runs.",
    ]


def _others(runs: Sequence[SelfTestRun]) -> str:
    """What processes beside the check used, so that idle can be believed."""
    used = {
        words: [run.other_cores for run in runs if run.loaded == load]
        for load, words in LOADS.items()
    }
    parts = [
        f"{statistics.median(cores):.2f} in {words} runs ({max(cores):.2f} at most)"
        for words, cores in used.items()
        if cores
    ]
    return f"Cores that others used, in the median: {', '.join(parts)}."


def counted(hits: int, n: int) -> str:
    """A share with its exact interval (Clopper and Pearson 1934)."""
    if n == 0:
        return "none yet"
    limits = stats.binomtest(hits, n).proportion_ci(CONFIDENCE)
    low, high = float(limits.low), float(limits.high)
    return f"{hits}/{n} ({100 * low:.1f} to {100 * high:.1f} %)"


def false_alarms(runs: Sequence[SelfTestRun]) -> list[str]:
    """Runs of the same code on both sides in which anything was called slower."""
    rules: dict[str, Callable[[SelfTestRun], bool]] = {
        f"{OURS}: false alarm": lambda run: run.verdict.exit_code == 1,
        f"{OURS}: cannot tell": lambda run: run.verdict.exit_code == 3,
        f"{OURS}: neither, nor a pass": lambda run: run.verdict.exit_code not in (0, 1, 3),
    }
    rules |= {name: _any_by(name) for name in RULES}
    clean = [[run for run in runs if run.kind == "clean" and run.loaded == load] for load in LOADS]
    return [
        row("clean runs", LOADS.values()),
        row("---", ["---"] * len(LOADS)),
        *(
            row(name, [counted(sum(map(rule, group)), len(group)) for group in clean])
            for name, rule in rules.items()
        ),
    ]


def spread(runs: Sequence[SelfTestRun]) -> list[str]:
    """Restart-to-restart standard deviation of the log-ratio, by family of the cases."""
    lines = [
        row("restart to restart", ["robust SD of a case", "ratios beyond 10 %"]),
        row("---", ["---", "---"]),
    ]
    values: dict[tuple[str, bool], dict[str, list[float]]] = {}
    for run in runs:
        if run.kind == "clean":
            families = {case.id: case.family for case in run.comparison.compared}
            for series in case_series(run.comparison):
                cases = values.setdefault((families[series.name], run.loaded), {})
                cases.setdefault(series.name, []).extend(series.of("screen"))
    for (family, loaded), cases in sorted(values.items()):
        deviations = sorted(robust_sd(seen) for seen in cases.values())
        everything = [value for seen in cases.values() for value in seen]
        wild = counted(sum(abs(value) > math.log(1.1) for value in everything), len(everything))
        range_ = f"{100 * deviations[0]:.1f} to {100 * deviations[-1]:.1f} %"
        lines.append(row(f"{family}, {LOADS[loaded]}", [range_, wild]))
    return lines


def robust_sd(values: Sequence[float]) -> float:
    """1.4826 times the median absolute deviation, which is the SD for normal noise."""
    return float(stats.median_abs_deviation(values, scale="normal"))


def seconds(runs: Iterable[SelfTestRun]) -> str:
    """How long clean runs that passed took."""
    passing = [run for run in runs if run.kind == "clean" and run.verdict.exit_code == 0]
    parts = [
        f"{len(taken)} {words} ones {statistics.median(taken):.0f} s ({max(taken):.0f} s at most)"
        for load, words in LOADS.items()
        if (taken := [run.comparison.elapsed_s for run in passing if run.loaded == load])
    ]
    return f"Passing runs took in the median: {', '.join(parts) or 'none yet'}."


def earlier(runs: Sequence[SelfTestRun]) -> list[str]:
    """Runs that other code sampled or judged: listed, and counted apart."""
    lines = []
    for code in dict.fromkeys(run.code for run in runs):
        made = [run for run in runs if run.code == code]
        clean = [run for run in made if run.kind == "clean"]
        alarms = counted(sum(run.verdict.exit_code == 1 for run in clean), len(clean))
        lines.append(
            f"- version {code}, {_days(made)}, runs: {len(made)}; "
            f"clean ones with a false alarm: {alarms}"
        )
    return ["", "Not counted above, by earlier versions of the check:", "", *lines] if lines else []


def row(first: str, cells: Iterable[str]) -> str:
    return f"| {' | '.join([first, *cells])} |"


def _any_by(name: str) -> Callable[[SelfTestRun], bool]:
    return lambda run: bool(flagged(RULES[name], run.comparison))


def _days(runs: Sequence[SelfTestRun]) -> str:
    days = sorted(run.comparison.created[:10] for run in runs)
    return f"of {days[0]}" if days[0] == days[-1] else f"of {days[0]} to {days[-1]}"


def machine(run: SelfTestRun) -> str:
    """Processor and cores."""
    facts = run.comparison.environment
    return f"{facts.get('cpu')}, {facts.get('cores')} cores"
