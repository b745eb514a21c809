"""Which implementation to use: time, start and lines of code side by side."""

from collections.abc import Iterator

from propbench.impls.contract import LEAGUES
from propbench.reports.facts.cells import HEADLINE
from propbench.reports.facts.sizes import tiles
from propbench.reports.naming import LEAGUES as LEAGUE_NAMES
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Grid, Link, Points, Words
from propbench.reports.sentences import choice
from propbench.reports.text_tables import choice_table


def blocks(report: Report) -> Iterator[Block]:
    """Who is fastest at which size, then everybody's costs."""
    phase = str(HEADLINE["phase"])
    yield Words(f"The fastest {choice.PHASES[phase]}, by number of examples m:")
    yield Points(
        tuple(
            choice.advice(tiles(report.frames, league), phase, LEAGUE_NAMES[league])
            for league in LEAGUES
        )
    )
    yield Grid(choice_table(report.frames))
    yield Words(
        "Code that a specialist tuned is several times as long as a textbook's. "
        "For another network or size, `propbench time --sizes 200,300,5 --m 5000` asks here.",
        links=(Link("results", "fastest", "The fastest at every size and phase"),),
    )


SECTION = Section(2, "Which", "Which should I use?", blocks, beside=True)
