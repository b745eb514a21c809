"""Tables of the page that belong to no figure."""

import math
from collections.abc import Iterable, Sequence

import pandas as pd

from propbench.bench.numbers import count
from propbench.bench.statistics import Interval
from propbench.reports.facts.ceilings import Reach
from propbench.reports.facts.cells import TIMED, Standing, headline_cells, is_unstable
from propbench.reports.facts.compiling import pay_backs
from propbench.reports.facts.costs import Sheet, sheets
from propbench.reports.facts.regression import RegressionRun, verdicts
from propbench.reports.facts.training import TrainingGap
from propbench.reports.frame import Frames
from propbench.reports.frame.cells import Row, records
from propbench.reports.naming import LEAGUES, named, network_named, reason_named
from propbench.reports.own_network.code_lines import lines_of_code
from propbench.reports.sentences import compiling, training
from propbench.reports.sentences.comparing import interval_words
from propbench.reports.sentences.headline import NOT_MEASURED
from propbench.reports.tables import MISSING, Table, TableCell, cell, headers, table

_SHOWN = [
    *("implementation", "network", "activation", "phase", "m", "dtype", "division", "threads"),
    *("kind", "median_s", "ceiling_share", "first_call_s", "max_error", "n_rounds", "reason"),
]

_CHOICE_SIZES = (1, 1_000, 100_000)
"""Sizes at which one chooses: a call alone, a batch, and much data."""

_SECONDS = ("import_s", "prepare_s", "cold_s", "warm_s", "call_s", "update_s")
_BYTES = ("peak_bytes", "working_bytes")


def results_table(frames: Frames) -> Table:
    """Every cell of the run; estimated times are marked, missing ones have their reason."""
    rows = tuple(
        _results(row, is_unstable(frames, case)) for case, row in records(frames.cells).items()
    )
    return Table("Every cell of this run, with its limits in brackets", headers(_SHOWN), rows)


def choice_table(frames: Frames) -> Table:
    """A row an implementation: its training step at three sizes, its start, its lines of code."""
    every = headline_cells(frames, m=None)
    sizes = [m for m in _CHOICE_SIZES if m in set(every["m"])]
    known = {sheet.implementation: sheet for sheet in sheets(frames)}
    calls = {(row["implementation"], row["m"]): row for row in records(every).values()}
    rows = tuple(
        (
            TableCell(named(name)),
            TableCell(LEAGUES.get(declared.league, declared.league)),
            *(_call(calls.get((name, m))) for m in sizes),
            cell("seconds", start_s if (start_s := _start(known.get(name))) else math.nan),
            cell("lines", lines_of_code(declared.sources) or math.nan),
        )
        for name, declared in frames.implementations.items()
        if any((name, m) in calls for m in sizes)
    )
    at = (f"step at m\u00a0=\u00a0{count(m)}" for m in sizes)
    names = ("implementation", "written", *at, "start", "lines of code")
    return Table("One training step by number of examples, the start, and the code", names, rows)


def _call(row: Row | None) -> TableCell:
    if row is None or row["kind"] not in TIMED:
        return TableCell(NOT_MEASURED.get(row["kind"], MISSING) if row else MISSING)
    time = cell("seconds", row["median_s"])
    return TableCell(f"{time.text}{', estimated' * (row['kind'] == 'estimated')}", time.sort)


def _start(sheet: Sheet | None) -> float | None:
    return sheet.start_s(sheet.cold_s) if sheet else None


def gap_table(gaps: Sequence[TrainingGap]) -> Table:
    """ReLU against sigmoid, a row a network."""
    rows = (training.row(gap) for gap in gaps)
    cells = tuple(
        (
            TableCell(row.network),
            TableCell(row.iterations),
            TableCell(row.seconds),
            TableCell(row.finish),
        )
        for row in rows
    )
    names = ("network", "iterations", "seconds", "runs that finish")
    return Table("ReLU against sigmoid: iterations, seconds, and runs that finish", names, cells)


def cost_table(frames: Frames) -> Table:
    """The cost sheet: start-up, first calls, steady state and memory; why one has none, where
    that is so."""
    every = sheets(frames)
    has_reasons = any(sheet.reason for sheet in every)
    rows = tuple(
        (
            TableCell(named(sheet.implementation)),
            *(cell("seconds", getattr(sheet, name)) for name in _SECONDS),
            *(cell("bytes", getattr(sheet, name)) for name in _BYTES),
            *(
                [TableCell(reason_named(sheet.implementation, sheet.reason) or MISSING)]
                * has_reasons
            ),
        )
        for sheet in every
    )
    names = ("implementation", *headers([*_SECONDS, *_BYTES]), *["reason"] * has_reasons)
    return Table(
        "What an implementation costs at the headline case, in fresh processes", names, rows
    )


def pay_back_table(frames: Frames) -> Table:
    """Start and pay-back at the headline question, for every m."""
    rows = tuple(
        (
            TableCell(named(back.own.implementation)),
            cell("m", back.m),
            cell("seconds", back.extra_s),
            _time(back.own),
            TableCell(named(back.other.implementation)),
            _time(back.other),
            TableCell(compiling.calls(back), back.answer.calls),
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
    said = map(reason_named, cells["implementation"], cells["reason"])
    cells = cells.assign(reason=list(said))
    counted = cells.groupby(["implementation", "kind", "reason"], sort=False).size()
    columns = ["implementation", "kind", "reason", "cells"]
    return table(
        pd.DataFrame(counted.reset_index()).set_axis(columns, axis=1), "Cells without a time"
    )


def reach_table(reaches: Iterable[Reach]) -> Table:
    """How near the fastest come to the limit, a row a network and m."""
    rows = tuple(
        (
            TableCell(network_named(one.network)),
            cell("m", one.m),
            TableCell(named(one.implementation)),
            cell("share", one.share),
        )
        for one in reaches
    )
    names = ("network", "m", "fastest", "share of the limit")
    return Table("The fastest training step, and its share of the limit", names, rows)


def environment(frames: Frames) -> Table:
    """Facts about the machine and its libraries."""
    facts = sorted(frames.run.environment.items())
    known = ((name, str(fact)) for name, fact in facts if fact is not None)
    rows = tuple((TableCell(name), TableCell(fact)) for name, fact in known)
    caption = "As it was when the run began; what was not set or not installed is left out"
    return Table(caption, ("fact", "value"), rows)


def _results(row: Row, unstable: bool) -> tuple[TableCell, ...]:
    return tuple(_result(name, row, unstable) for name in _SHOWN)


def _result(name: str, row: Row, unstable: bool) -> TableCell:
    if name == "reason":
        return TableCell(reason_named(row["implementation"], row["reason"]))
    found = cell(name, row[name])
    if name == "kind" and unstable:
        return TableCell(f"{found.text}, unstable")
    if name == "median_s" and found.sort is not None:
        limits = Interval(row["median_s"], row["ci_lo_s"], row["ci_hi_s"], 1, "range")
        return TableCell(f"{found.text} [{interval_words(limits)}]", found.sort)
    return found
