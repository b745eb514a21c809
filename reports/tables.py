"""DataFrames as tables of text: units in the cell, and what to sort by beside it."""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from propbench.bench import numbers
from propbench.reports.naming import LEAGUES, named, network_named
from propbench.reports.sentences.choice import PHASES
from propbench.reports.sentences.contests import task_name
from propbench.reports.sentences.training import name

MISSING = "\u2013"

_LABELS = {
    "median_s": "median",
    "ci_lo_s": "low",
    "ci_hi_s": "high",
    "low_s": "low",
    "high_s": "high",
    "training_s": "training",
    "low_ns": "low, ns",
    "high_ns": "high, ns",
    "ns": "ns per element",
    "first_call_s": "first call",
    "n_processes": "restarts",
    "n_rounds": "slices",
    "max_error": "largest error",
    "step_s": "time per step",
    "target_s": "time to target",
    "ratio": "factor",
    "n": "restarts",
    "process": "restart",
    "relative": "over median",
    "ceiling_share": "of the limit",
    "share": "of the limit",
    "dead": "dead hidden units",
    "league": "written",
    "share_low": "low",
    "share_high": "high",
    "blas": "limit by the BLAS of",
    "blocks": "in blocks that are",
    "one_thread_s": "with one thread",
    "busy": "threads busy",
    "import_s": "import",
    "prepare_s": "prepare",
    "cold_s": "first call, empty cache",
    "warm_s": "first call, filled cache",
    "call_s": "later call",
    "update_s": "update",
    "peak_bytes": "memory at most",
    "working_bytes": "of it for the work",
    "default_s": "default thresholds",
    "raised_s": "raised thresholds",
    "timed_s": "as timed above",
    "default_faults": "page faults a call",
    "raised_faults": "page faults, raised",
    "base_s": "base",
    "head_s": "head",
    "minimum_detectable": "would have caught",
    "idiomatic": "fastest as in a textbook",
    "idiomatic_s": "its time",
    "tuned": "fastest tuned by a specialist",
    "tuned_s": "its time",
    "crosses": "overtakes here",
    "gflops": "billion operations a second",
    "gflops_low": "low",
    "gflops_high": "high",
    "iterations_low": "low",
    "iterations_high": "high",
    "step_low_s": "low",
    "step_high_s": "high",
    "target_low_s": "low",
    "target_high_s": "high",
    "of_step": "of the step",
    "of_step_low": "low",
    "of_step_high": "high",
}
_FACTORS = {"ratio", "low", "high", "prediction_low", "prediction_high"}
_SHARES = {
    *("minimum_detectable", "ceiling_share", "share", "share_low", "share_high"),
    *("of_step", "of_step_low", "of_step_high", "dead"),
}


_WORDS: dict[str, Callable[[str], str]] = {
    "kind": lambda kind: kind.replace("_", " "),
    "implementation": named,
    "idiomatic": named,
    "tuned": named,
    "against": named,
    "league": lambda league: LEAGUES.get(league, league),
    "activation": name,
    "arm": name,
    "data": task_name,
    "task": task_name,
    "network": network_named,
    "phase": lambda phase: PHASES.get(phase, phase.replace("_", " ")),
}
"""How text in a column is written, where not as it is stored."""

_SMALLEST_P = 0.001
"""A p-value below it is as good as none."""


@dataclass(frozen=True)
class TableCell:
    """Text to read, and a number to sort by where there is one."""

    text: str
    sort: float | None = None

    @property
    def key(self) -> str | None:
        """What to sort by, in more digits than are read; empty where the text says it."""
        if self.sort is None:
            return None
        key = f"{self.sort:.4g}"
        return "" if f"{self.sort:.15g}" == re.sub(r"\s", "", self.text) else key


@dataclass(frozen=True)
class Table:
    """A caption, headers, and rows whose first cell names the row."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Whether each column holds numbers."""
        return tuple(
            any(row[i].sort is not None for row in self.rows) for i in range(len(self.headers))
        )


def table(frame: pd.DataFrame, caption: str) -> Table:
    """The whole frame as text."""
    names = [str(name) for name in frame.columns]
    values = [frame[name].tolist() for name in names]
    rows = tuple(
        tuple(cell(name, value) for name, value in zip(names, row, strict=True))
        for row in zip(*values, strict=True)
    )
    return Table(caption, headers(names), rows)


def headers(names: Iterable[str]) -> tuple[str, ...]:
    """Columns in words."""
    return tuple(_LABELS.get(name, name.replace("_", " ")) for name in names)


def cell(column: str, value: object) -> TableCell:
    """One value, formatted by the name of its column; what is missing is a dash, never 0."""
    if isinstance(value, bool):
        return TableCell("yes" if value else "no")
    if isinstance(value, int):
        return TableCell(numbers.count(value), value)
    if isinstance(value, float):
        return (
            TableCell(_number(column, value), value) if math.isfinite(value) else TableCell(MISSING)
        )
    words = _WORDS.get(column, str)
    return TableCell(words(str(value)) if value else MISSING)


def _number(column: str, value: float) -> str:
    if column.endswith("_s") or column == "seconds":
        return numbers.seconds(value)
    if column in _FACTORS:
        return numbers.times(value) if value >= 1 else f"1/{numbers.times(1 / value)}"
    if column == "p":
        return numbers.significant(value, 2) if value >= _SMALLEST_P else f"under {_SMALLEST_P}"
    if column == "bytes":
        return numbers.mebibytes(value)
    if column in _SHARES:
        return numbers.percent(value)
    return numbers.scientific(value) if column == "max_error" else numbers.significant(value)
