"""The same function as textbook code of each kind, beside its time."""

from collections.abc import Iterator

from propbench.reports.facts.listings import excerpts
from propbench.reports.naming import named
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Code, Columns, Link, Part, Words
from propbench.reports.sentences.listings import time_of


def blocks(report: Report) -> Iterator[Block]:
    """One layer's weighted sums, in every textbook implementation that writes them out."""
    parts = tuple(
        Part(
            f"way-{excerpt.implementation.replace('_', '-')}",
            named(excerpt.implementation),
            (Words(time_of(excerpt), look="label"), Code(excerpt.text)),
        )
        for excerpt in excerpts(report.frames)
    )
    if not parts:
        yield Words("No textbook implementation is part of this run.", look="absent")
        return
    yield Words(
        "The weighted sums of one layer, z = w x + b, as each textbook writes them.",
        links=(Link("results", "code", "All of the code, as it was timed"),),
    )
    yield Columns(parts)


SECTION = Section(8, "Code", "The same function, three ways", blocks)
