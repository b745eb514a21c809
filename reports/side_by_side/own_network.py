"""What a run of `propbench time` answers: who is fastest at a network of somebody's own."""

from collections.abc import Sequence

from propbench.reports.facts.cells import TIMED
from propbench.reports.frame.cells import Row
from propbench.reports.own_network import table, words
from propbench.reports.own_network.times import Times
from propbench.reports.sentences.headline import NOT_MEASURED
from propbench.reports.side_by_side.named_runs import NamedRun
from propbench.reports.side_by_side.parts import Answer, Column, Part, aligned


def fastest(runs: Sequence[NamedRun], times: Times) -> Part:
    """Of runs that all ask what `times` asked."""
    lines = aligned(runs, lambda run: _column(run.times) if run.times else {})
    return Part("fastest", "Who is fastest?", f"{words.title(times)}:", lines)


def _column(times: Times) -> Column:
    return {row["implementation"]: _answer(row) for row in times.rows}


def _answer(row: Row) -> Answer:
    """A time, and under it how many times as long as the fastest; or why there is none."""
    if row["kind"] not in TIMED:
        return Answer(NOT_MEASURED[row["kind"]], row["reason"])
    slower = table.slower_cell(row)
    note = f"{slower} as long" if slower else ""
    return Answer(table.time_cell(row), note, words.limits(row))
