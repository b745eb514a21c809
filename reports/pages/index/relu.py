"""ReLU or sigmoid: which trains in fewer iterations, and what a step of each costs."""

from collections.abc import Iterator

from propbench.reports.facts.training import training_gaps
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Grid, Link, Words
from propbench.reports.sentences import training
from propbench.reports.sentences.short import as_sentence
from propbench.reports.text_tables import gap_table


def blocks(report: Report) -> Iterator[Block]:
    """The answer by network, then its two factors."""
    gaps = training_gaps(report.frames)
    yield Words(" ".join(training.in_short(gaps)), look="lead")
    if gaps:
        yield Words(
            f"{as_sentence(training.under(gaps))} Training time is iterations times the time of "
            "one step, so both are given. Claim C1 is about the mean over more tasks.",
            links=(
                Link("claims", "claim-c1", "More tasks and depths, and why"),
                Link("results", "convergence", "Other activations, and the loss"),
            ),
        )
        yield Grid(gap_table(gaps), sortable=False)


SECTION = Section(5, "ReLU", "ReLU or sigmoid?", blocks, beside=True)
