"""Whether the run can be trusted."""

from collections.abc import Iterator

from propbench.reports.facts.trust import trust
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Checks, Link, Words
from propbench.reports.sentences import trust as words


def blocks(report: Report) -> Iterator[Block]:
    """Every check of the run."""
    facts = trust(report.frames)
    yield Words(
        words.verdict(facts),
        look="lead",
        links=(
            Link("results", "noise", "The noisiest timings"),
            Link("results", "method", "How it was measured"),
        ),
    )
    yield Checks(words.lines(facts))


SECTION = Section(9, "Trust", "Can I trust this run?", blocks, beside=True)
