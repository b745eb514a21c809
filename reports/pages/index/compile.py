"""When compiling pays, in seconds of training."""

from collections.abc import Iterator

from propbench.reports.facts.cells import HEADLINE
from propbench.reports.facts.compiling import pay_backs
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Link, Words
from propbench.reports.sentences import compiling


def blocks(report: Report) -> Iterator[Block]:
    """At the headline size, then where it never pays."""
    backs = pay_backs(report.frames)
    yield Words(compiling.answer(backs, int(str(HEADLINE["m"]))), look="lead")
    names = dict.fromkeys(back.own.implementation for back in backs)
    elsewhere = " ".join(filter(None, (compiling.over_sizes(backs, name) for name in names)))
    yield Words(
        elsewhere or "A start is what a new process does before its first result.",
        links=(Link("results", "costs", "Start, first call and memory of each"),),
    )


SECTION = Section(4, "Compiling", "When does compiling pay?", blocks, beside=True)
