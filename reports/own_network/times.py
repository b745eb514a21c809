"""What a run says about a network of somebody's own: one row a contender."""

import math
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from propbench.bench import results
from propbench.bench.cases import Case, is_ceiling
from propbench.bench.results import RunRecord
from propbench.bench.sampling.samples import faults, samples
from propbench.bench.statistics import Interval
from propbench.reports.frame.ceilings import with_shares
from propbench.reports.frame.cells import Row, cells, records, rounds
from propbench.reports.frame.costs import costs
from propbench.reports.frame.plausible import require_plausible
from propbench.reports.own_network.code_lines import lines_of_code
from propbench.reports.own_network.comparison import Comparison

COLUMNS = {
    "implementation": ("str", "full name"),
    "family": ("str", "loops, vectorised, compiled or framework"),
    "league": ("str", "idiomatic or tuned"),
    "kind": ("str", "measured, estimated, too_slow, failed, unsupported or not_selected"),
    "call_s": ("float64", "seconds of one call"),
    "low_s": ("float64", "lower limit of call_s"),
    "high_s": ("float64", "upper limit of call_s"),
    "restarts": ("int64", "fresh processes that timed it"),
    "slower": ("float64", "its seconds over those of the fastest"),
    "slower_low": ("float64", "lower limit of slower"),
    "slower_high": ("float64", "upper limit of slower"),
    "epoch_s": ("float64", "seconds of all calls that go through the data set once"),
    "ceiling_share": ("float64", "share of the speed that the machine's limit allows, 0 to 1"),
    "start_s": ("float64", "seconds to import, prepare and compile in a fresh process"),
    "pays_back": ("str", "after, at once, never or cannot tell; empty where nothing compiles"),
    "pay_back_s": ("float64", "seconds of the other's work after which its start is made good"),
    "lines": ("int64", "lines of code"),
    "reason": ("str", "why there is no measured time, or empty"),
}
"""Of the table: dtype, and meaning with unit. What is not known is NaN."""


@dataclass(frozen=True)
class Times:
    """`table` has COLUMNS, fastest first. `other` is the fastest that does not compile, against
    which a slow start is paid back; `range` says that limits are no 95 % interval."""

    run: RunRecord
    case: Case
    table: pd.DataFrame
    other: str
    range: bool

    @property
    def rows(self) -> list[Row]:
        """The table's rows as plain dictionaries."""
        return [
            {str(key): value for key, value in row.items()} for row in self.table.to_dict("records")
        ]

    @property
    def timed(self) -> list[Row]:
        """Those with a time that was measured."""
        return [row for row in self.rows if row["kind"] == "measured"]

    @property
    def too_slow(self) -> bool:
        """Whether calls were too long for the budget, estimated or not."""
        return bool(self.table["kind"].isin(["too_slow", "estimated"]).any())

    @property
    def estimated(self) -> list[Row]:
        """Those whose time is an estimate from fewer examples."""
        return [row for row in self.rows if row["kind"] == "estimated"]


def read(folder: Path) -> Times:
    """The run of a network. Raises bench.results.ResultError naming what is wrong with a file."""
    run = results.load(folder)
    require_plausible(run)
    wrong = faults(run)
    slices, by_round = samples(run, wrong), rounds(run, wrong)
    summary = with_shares(cells(run, by_round, slices, wrong), slices)
    competing = [case for case in run.run.cases if not is_ceiling(case.implementation)]
    asked = max(competing, key=lambda case: case.m)
    ids = [case.id for case in competing if case.m == asked.m]
    rows = {case: row for case, row in records(summary).items() if case in ids}
    started = _starts(costs(run.costs))
    comparison = Comparison(rows, slices, started)
    steps = math.ceil((run.run.data_m or asked.m) / asked.m)
    found = [_row(case, comparison, steps, run.run, asked.subject) for case in rows]
    absent = [
        {"implementation": name, "kind": "not_selected", "reason": reason}
        for name, reason in run.run.missing.items()
    ]
    return Times(
        run=run.run,
        case=asked,
        table=_table([*found, *absent]),
        other=rows[comparison.other]["implementation"] if comparison.other else "",
        range=any(row["interval"] == "range" for row in rows.values()),
    )


def _row(case: str, comparison: Comparison, steps: int, run: RunRecord, kind: str) -> Row:
    row = comparison.rows[case]
    name, slower = row["implementation"], comparison.slower(case)
    pays_back, pay_back_s = comparison.pay_back(case)
    kept = ("implementation", "family", "league", "kind", "reason", "ceiling_share")
    return {
        **{key: row[key] for key in kept},
        "call_s": row["median_s"],
        "low_s": row["ci_lo_s"],
        "high_s": row["ci_hi_s"],
        "restarts": row["n_processes"],
        **({} if slower is None else _named(slower)),
        "epoch_s": steps * row["median_s"],
        "start_s": comparison.starts.get(name),
        "pays_back": pays_back,
        "pay_back_s": pay_back_s,
        "lines": lines_of_code(run.implementations[name].sources, kind),
    }


def _named(slower: Interval) -> Row:
    return {"slower": slower.point, "slower_low": slower.low, "slower_high": slower.high}


def _starts(table: pd.DataFrame) -> dict[str, float]:
    """Seconds of a cold start by implementation, where it was measured."""
    cold = table[(table["kind"] == "cold") & table["first_call_s"].notna()]
    total = cold["import_s"] + cold["prepare_s"] + cold["first_call_s"]
    return {str(name): float(s) for name, s in zip(cold["implementation"], total, strict=True)}


def _table(rows: list[Row]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    of = {name: dtype for name, (dtype, _) in COLUMNS.items()}
    table = table.fillna({name: "" for name in of if of[name] == "str"})
    table = table.fillna({name: 0 for name in of if of[name] == "int64"})
    order = table["slower"].astype(float).sort_values(kind="stable", na_position="last").index
    dtypes = {name: dtype for name, dtype in of.items() if dtype != "str"}
    return table.astype(dtypes).loc[order].reset_index(drop=True)
