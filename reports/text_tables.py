"""Tables of the page that belong to no figure."""

import pandas as pd

from propbench.bench.statistics import Interval
from propbench.reports.facts.cells import Standing, is_unstable
from propbench.reports.facts.compiling import pay_backs
from propbench.reports.facts.costs import sheets
from propbench.reports.facts.regression import RegressionRun, verdicts
from propbench.reports.frame import Frames
from propbench.reports.frame.cells import Row, records
from propbench.reports.sentences import compiling
from propbench.reports.sentences.comparing import interval_words
from propbench.reports.tables import MISSING, Table, TableCell, cell, headers, table

_SHOWN = [
    *("implementation", "network", "activation", "phase", "m", "dtype", "division", "threads"),
    *("kind", "median_s", "ceiling_share", "first_call_s", "max_error", "n_rounds", "reason"),
]

_SECONDS = ("import_s", "prepare_s", "cold_s", "warm_s", "call_s", "update_s")
_BYTES = ("peak_bytes", "working_bytes")


def results_table(frames: Frames) -> Table:
    """Every cell of the run; estimated times are marked, missing ones have their reason."""
    rows = tuple(
        tuple(_result(name, row, is_unstable(frames, case)) for name in _SHOWN)
        for case, row in records(frames.cells).items()
    )
    return Table("Every cell of this run, with its limits in brackets", headers(_SHOWN), rows)


def cost_table(frames: Frames) -> Table:
    """The cost sheet: start-up, first calls, steady state and memory."""
    rows = tuple(
        (
            TableCell(sheet.implementation),
            *(cell("seconds", getattr(sheet, name)) for name in _SECONDS),
            *(cell("bytes", getattr(sheet, name)) for name in _BYTES),
            TableCell(sheet.reason or MISSING),
        )
        for sheet in sheets(frames)
    )
    names = ("implementation", *headers([*_SECONDS, *_BYTES]), "reason")
    return Table(
        "What an implementation costs at the headline case, in fresh processes", names, rows
    )


def pay_back_table(frames: Frames) -> Table:
    """Start and pay-back at the headline question, for every m."""
    rows = tuple(
        (
            TableCell(back.own.implementation),
            cell("m", back.m),
            cell("seconds", back.extra_s),
            _time(back.own),
            TableCell(back.other.implementation),
            _time(back.other),
            TableCell(compiling.answer(back), back.answer.calls),
            TableCell(compiling.epochs(back) or MISSING, back.epochs),
            TableCell(compiling.warm_answer(back), back.warm.calls if back.warm else None),
        )
        for back in pay_backs(frames)
    )
    timed = ("compiled", "m", "starts later by", "own call", "against", "the other\u2019s call")
    names = (*timed, "paid back", "in", "with a filled cache")
    return Table("When a slow start pays back, for a training step", names, rows)


def _time(standing: Standing) -> TableCell:
    return cell("seconds", standing.seconds.point if standing.seconds else None)


def regression_table(comparison: RegressionRun | None) -> Table:
    """Head over base, case by case."""
    return table(verdicts(comparison), "Seconds of one call on either side, and their ratio")


def failures(frames: Frames) -> Table:
    """Cells without a time, with the reason."""
    cells = frames.cells[~frames.cells["kind"].isin(["measured", "estimated"])]
    counted = cells.groupby(["implementation", "kind", "reason"], sort=False).size()
    columns = ["implementation", "kind", "reason", "cells"]
    return table(
        pd.DataFrame(counted.reset_index()).set_axis(columns, axis=1), "Cells without a time"
    )


def environment(frames: Frames) -> Table:
    """Facts about the machine and its libraries."""
    facts = sorted(frames.run.environment.items())
    rows = tuple(
        (TableCell(name), TableCell(MISSING if fact is None else str(fact))) for name, fact in facts
    )
    return Table("The machine and its libraries", ("fact", "value"), rows)


def _result(name: str, row: Row, unstable: bool) -> TableCell:
    found = cell(name, row[name])
    if name == "kind" and unstable:
        return TableCell(f"{found.text}, unstable")
    if name == "median_s" and found.sort is not None:
        limits = Interval(row["median_s"], row["ci_lo_s"], row["ci_hi_s"], 1, "range")
        return TableCell(f"{found.text} [{interval_words(limits)}]", found.sort)
    return found
