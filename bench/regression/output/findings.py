"""What became slower or faster, in sentences, the worst first, and how to look further."""

from propbench.bench.numbers import seconds
from propbench.bench.regression.verdict.judge import REGRESSION
from propbench.bench.regression.verdict.records import CaseVerdict, RegressionRun, RegressionVerdict

_LARGE = 2.0
"""From this factor on, times are plainer than per cent."""


def headline(run: RegressionRun, verdict: RegressionVerdict) -> str:
    """The verdict in a line, with how many cases became faster."""
    n = len(_sped_up(run, verdict))
    return verdict.summary + (f"; {n} {'is' if n == 1 else 'are'} faster" if n else "")


def changes(run: RegressionRun, verdict: RegressionVerdict) -> list[str]:
    """A sentence for each case or group that became slower, then for each that became faster."""
    return [sentence(row) for row in (*_slower(verdict), *_sped_up(run, verdict))]


def is_faster(row: CaseVerdict, run: RegressionRun) -> bool:
    """Whether a case or group passed, and is faster for sure by more than what counts as slower."""
    margin = run.settings.group_margin if row.kind == "group" else run.settings.margin
    return row.verdict == "pass" and row.high is not None and row.high < 1 / (1 + margin)


def doubts(verdict: RegressionVerdict) -> list[str]:
    """What decided; of what became slower there are sentences already."""
    return [] if verdict.exit_code == REGRESSION else verdict.reasons


def word(row: CaseVerdict, run: RegressionRun) -> str:
    """The verdict of a row, a speed-up by its name."""
    return "faster" if is_faster(row, run) else row.verdict


def what_next(verdict: RegressionVerdict) -> list[str]:
    """How to repeat the case that became slowest, alone; nothing where none did."""
    names = [row.id for row in _slower(verdict) if row.kind == "case"][:1]
    return [f"Repeat the slowest alone: the same command with --cases {name}" for name in names]


def _slower(verdict: RegressionVerdict) -> list[CaseVerdict]:
    slower = [row for row in verdict.rows if row.verdict == "slower"]
    return sorted(slower, key=lambda row: -row.ratio)


def _sped_up(run: RegressionRun, verdict: RegressionVerdict) -> list[CaseVerdict]:
    faster = [row for row in verdict.rows if is_faster(row, run)]
    return sorted(faster, key=lambda row: row.ratio)


def sentence(row: CaseVerdict) -> str:
    """As "numpy_inplace-dot: 573 \u00b5s -> 590 \u00b5s, 3.0 % slower (2.9 to 3.1)"."""
    times = ""
    if row.base_s is not None and row.head_s is not None:
        times = f"{seconds(row.base_s)} -> {seconds(row.head_s)}, "
    return f"{row.id}: {times}{_change(row)}"


def _change(row: CaseVerdict) -> str:
    """The change with its limits, in per cent of the time of base; in times from twice on."""
    is_slower, large = row.ratio >= 1, max(row.ratio, 1 / row.ratio) >= _LARGE
    if large:
        words, read = ("times as long", _times) if is_slower else ("times as fast", _times_as_fast)
    else:
        words, read = ("% slower", _percent) if is_slower else ("% less time", _percent_less)
    limits = [read(limit) for limit in (row.low, row.high) if limit is not None]
    around = f" ({' to '.join(sorted(limits, key=float))})" if len(limits) == 2 else ""
    return f"{read(row.ratio)} {words}{around}"


def _percent(ratio: float) -> str:
    return f"{100 * (ratio - 1):.1f}"


def _percent_less(ratio: float) -> str:
    return f"{100 * (1 - ratio):.1f}"


def _times(ratio: float) -> str:
    return f"{ratio:.2f}"


def _times_as_fast(ratio: float) -> str:
    return f"{1 / ratio:.2f}"
