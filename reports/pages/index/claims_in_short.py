"""The claims of the course, a row each."""

from collections.abc import Iterator

from propbench.reports.claims.section import overview
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Grid, Link, Words
from propbench.reports.sentences import verdicts


def blocks(report: Report) -> Iterator[Block]:
    """How many came to which word, and a row each."""
    judged = report.frames.claims
    yield Words(verdicts.tally(judged), look="lead")
    rows = overview(judged)
    if rows.rows:
        yield Grid(
            rows,
            sortable=False,
            links=tuple(
                Link("claims", f"claim-{claim.registration.id.lower()}", "")
                for claim in judged.verdicts
            ),
            marks=tuple(verdicts.mark(claim) for claim in judged.verdicts),
        )


SECTION = Section(6, "Claims", "What the course says", blocks)
