"""How far the fastest are from what the machine can do."""

from collections.abc import Iterator

from propbench.reports.facts import ceilings as facts
from propbench.reports.facts.cells import HEADLINE
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Grid, Words
from propbench.reports.sentences.ceilings import libraries, not_near, rates
from propbench.reports.text_tables import reach_table


def blocks(report: Report) -> Iterator[Block]:
    """What a ceiling is, who is near it, and the machine's rates."""
    reaches = facts.reaches(report.frames)
    yield Words(
        "The limit of a network is how fast this machine does its matrix products "
        "and nothing else, or of a convolution its multiply-adds in registers. It is measured "
        "beside the rest and takes part in no comparison. Above 100 %, a step did its "
        "products faster than they were done alone."
    )
    steps = [one for one in reaches if one.phase == HEADLINE["phase"]]
    if steps:
        yield Grid(reach_table(steps))
    said = (
        not_near(reaches),
        libraries(facts.faster_libraries(report.frames)),
        rates(facts.machine(report.frames)),
    )
    for words in filter(None, said):
        yield Words(words)


SECTION = Section(4, "Limits", "Distance to the machine's limit", blocks)
