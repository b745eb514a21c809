"""Which implementation to use: time, start and lines of code side by side."""

from collections.abc import Iterator

from propbench.impls.contract import LEAGUES
from propbench.reports.facts.cells import HEADLINE
from propbench.reports.facts.fastest import QUESTION, fastest
from propbench.reports.facts.sizes import tiles
from propbench.reports.naming import LEAGUES as LEAGUE_NAMES
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Fold, Grid, Points, Words
from propbench.reports.sentences import choice
from propbench.reports.tables import table
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
        "Lines of code leave out blanks and comments. For another "
        "network or size, `propbench time --sizes 200,300,5 --m 5000` asks here.",
        look="label",
    )
    mine = table(fastest(report.frames), "The fastest that was measured, one thread, ReLU")
    if mine.rows:
        grid = Grid(mine, tall=True, filters=len(QUESTION), name="mine")
        yield Fold("My network and my number of examples", (grid,))


SECTION = Section(2, "Which", "Which should I use?", blocks, beside=True)
