"""Cells and rounds: what was measured, what was not, and why not."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import asdict, fields
from typing import Any, cast

import pandas as pd

from propbench.bench.cases import CEILING, Case, is_ceiling
from propbench.bench.numbers import count, percent
from propbench.bench.results import CheckRecord, Run
from propbench.bench.sampling.restarts import Samples, medians
from propbench.bench.sampling.samples import judged, timed
from propbench.bench.statistics import (
    Estimate,
    Spread,
    extrapolate,
    is_unstable,
    restart_interval,
    usual_spread,
)

KEYS = ("network", "activation", "phase", "m", "dtype", "threads", "division")
"""What is asked, whoever answers."""

COLUMNS = [
    *("implementation", "family", "league", "division", "network", "activation", "phase", "m"),
    *("dtype", "threads", "kind", "median_s", "ci_lo_s", "ci_hi_s", "interval", "n_processes"),
    *("n_rounds", "first_call_s", "max_error", "ceiling_share", "reason"),
]

_TIMED = ("id", "process", "order", "started_s", "drift", "cpu_per_wall")
"""What all rounds of a cell and process share."""

Row = dict[str, Any]


_FLOATS = ("median_s", "ci_lo_s", "ci_hi_s", "first_call_s", "max_error", "ceiling_share")


def records(table: pd.DataFrame) -> dict[str, Row]:
    """The rows of a table by the id of their case, as plain dictionaries."""
    return {str(case): cast(Row, row) for case, row in table.to_dict("index").items()}


def rounds(run: Run, wrong: Collection[str]) -> pd.DataFrame:
    """One row a round; cells that are `wrong` have none, and second entries are left out.

    `seconds` per call are those that count (`judged_s`).
    """
    threads = {case.id: case.threads for case in run.run.cases}
    rows = [
        (*(getattr(record, name) for name in _TIMED), number, seconds)
        for timings in timed(run, wrong).values()
        for record in timings
        for number, seconds in enumerate(judged(record, threads[record.id]))
    ]
    names = [*_TIMED, "round", "seconds"]
    known = [{"id": case.id, **asdict(case)} for case in run.run.cases]
    cases = pd.DataFrame(known, columns=["id", *(field.name for field in fields(Case))])
    return pd.DataFrame(rows, columns=names).merge(cases, on="id", how="left")


def cells(
    run: Run, by_round: pd.DataFrame, samples: Samples, wrong: Mapping[str, str]
) -> pd.DataFrame:
    """The summary, one row a case, with the columns COLUMNS and the case's id as index; `wrong` has
    the faults of cells that are not valid."""
    checks = {check.id: check for check in run.checks}
    by_process = {case: medians(restarts) for case, restarts in samples.items()}
    spread = usual_spread([*seconds.values()] for seconds in by_process.values())
    n_rounds = by_round["id"].value_counts()
    rows: dict[str, Row] = {}
    for case in run.run.cases:
        row = _declared(case, run)
        row |= _state(checks.get(case.id), wrong.get(case.id), case.id in samples, run)
        if row["kind"] == "measured":
            row |= _measured(by_process[case.id], spread) | {"n_rounds": int(n_rounds[case.id])}
        rows[case.id] = row
    _estimate(rows)
    table = pd.DataFrame(list(rows.values()), columns=COLUMNS, index=pd.Index(rows, name="id"))
    return table.astype(dict.fromkeys(_FLOATS, float))


def quality(by_round: pd.DataFrame, table: pd.DataFrame, samples: Samples) -> pd.DataFrame:
    """One row a measured cell: `half_width` of its interval as a share of the point, `unstable`,
    and `cpu_per_wall`: CPU time over wall time, the median over processes.

    A cell is unstable when the rounds of more than half of its processes are, or the medians of
    its processes are.
    """
    columns = ["half_width", "unstable", "cpu_per_wall"]
    measured = table[table["kind"] == "measured"]
    votes: dict[str, list[bool]] = defaultdict(list)
    for (case, _), seconds in by_round.groupby(["id", "process"])["seconds"]:
        votes[str(case)].append(is_unstable(seconds.tolist()))
    busy = (
        by_round.drop_duplicates(["id", "process"]).groupby("id")["cpu_per_wall"].median().to_dict()
    )
    rows = {}
    for case, row in measured.iterrows():
        shaky = votes[str(case)]
        between = is_unstable(list(medians(samples[str(case)]).values()))
        half = (row["ci_hi_s"] - row["ci_lo_s"]) / (2 * row["median_s"])
        rows[case] = (half, between or 2 * sum(shaky) > len(shaky), float(busy[case]))
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def _declared(case: Case, run: Run) -> Row:
    declared = run.run.implementations.get(case.implementation)
    other = CEILING if is_ceiling(case.implementation) else ""
    return {
        **{word: value for word, value in asdict(case).items() if word in COLUMNS},
        "family": declared.family if declared else other,
        "league": declared.league if declared else "",
        "n_processes": 0,
        "n_rounds": 0,
        "reason": "",
    }


def _state(check: CheckRecord | None, fault: str | None, timed: bool, run: Run) -> Row:
    if check is None:
        return {"kind": "not_selected", "reason": _not_reached(run)}
    seen = {"first_call_s": check.first_call_s, "max_error": check.max_error}
    if check.kind == "failed" or fault is not None:
        # A cell that failed has no timing anywhere, the first call included.
        return {**seen, "first_call_s": None, "kind": "failed", "reason": check.reason or fault}
    if check.kind != "measured":
        return {**seen, "kind": check.kind, "reason": check.reason}
    if not timed:
        return {**seen, "kind": "not_selected", "reason": _not_reached(run)}
    return {**seen, "kind": "measured"}


def _not_reached(run: Run) -> str:
    return "not selected" if run.run.status == "complete" else "not reached before the run ended"


def _measured(by_process: Mapping[int, float], spread: Spread | None) -> Row:
    interval = restart_interval([*by_process.values()], spread)
    return {
        "median_s": interval.point,
        "ci_lo_s": interval.low,
        "ci_hi_s": interval.high,
        "interval": interval.kind,
        "n_processes": interval.n,
    }


def _estimate(rows: dict[str, Row]) -> None:
    """Too slow cells become estimated where smaller sizes of the same question carry one."""
    lines: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows.values():
        lines[tuple(row[key] for key in ("implementation", *KEYS) if key != "m")].append(row)
    for line in lines.values():
        known = [row for row in line if row["kind"] == "measured"]
        sizes, seconds = [row["m"] for row in known], [row["median_s"] for row in known]
        for row in line:
            if known and row["kind"] == "too_slow":
                row |= _estimated(extrapolate(sizes, seconds, row["m"]))


def _estimated(estimate: Estimate | None) -> Row:
    if estimate is None:
        return {}
    reason = (
        f"estimated from m = {count(estimate.measured_to)} and below; the same method was "
        f"{percent(estimate.holdout_error)} off where it could be checked"
    )
    limits = {"median_s": estimate.seconds, "ci_lo_s": estimate.low, "ci_hi_s": estimate.high}
    return {"kind": "estimated", "reason": reason, **limits}
