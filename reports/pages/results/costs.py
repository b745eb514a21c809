"""What starting and compiling costs, and when it is paid back at every size."""

from collections.abc import Iterator

from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Grid, Words
from propbench.reports.text_tables import cost_table, pay_back_table


def blocks(report: Report) -> Iterator[Block]:
    """The cost sheet, and the table of pay-backs."""
    costs, pay_back = cost_table(report.frames), pay_back_table(report.frames)
    yield Words(
        "From the start of a fresh process to the first result: importing (NumPy included, which "
        "everybody needs), preparing, and the first call, which compiles where something compiles. "
        "Memory is watched in a process of its own, while no clock runs; compiled code that is "
        "loaded counts as work."
    )
    yield _or_words(Grid(costs), "No cost sheet is part of this run.")
    yield Words(
        "A slow start is earned back bit by bit, by every later call that is faster. Each compiled "
        "implementation is compared with the fastest of those that compile nothing and start "
        "sooner. Calls until it is paid back = how much later it starts / (the other\u2019s call "
        "\u2212 its own)."
    )
    yield _or_words(
        Grid(pay_back),
        "Nothing that compiles was measured together with the start of something that does not.",
    )


def _or_words(grid: Grid, absent: str) -> Block:
    return grid if grid.table.rows else Words(absent, look="absent")


SECTION = Section(6, "Starting", "What starting and compiling costs", blocks)
