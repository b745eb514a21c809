"""What index.html tells of a run, paragraph by paragraph, without drawing anything."""

import re
from collections.abc import Iterable, Iterator

from propbench.reports.figures import all_figures
from propbench.reports.pages import Report, sections
from propbench.reports.pages.blocks import Block, Checks, Columns, Fold, Grid, Part, Points, Words
from propbench.reports.pages.first_screen import FirstScreen, first_screen

_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z\u201c`])")


def told(report: Report) -> list[str]:
    """Every paragraph, list item, table cell and caption, in its order."""
    found = [*first_told(first_screen(report.frames, report.comparison))]
    for section in sections("index"):
        found += [section.title, *_of(section.blocks(report))]
        own = [figure for figure in all_figures() if figure.place[0] == section.id]
        found += [figure.caption(figure.data(report.frames)) for figure in own]
    return found


def first_told(screen: FirstScreen) -> Iterator[str]:
    """The first screen alone."""
    yield from (*screen.banners, screen.machine, screen.answer, screen.case, *screen.leagues)
    for package, entries in screen.rows:
        yield from (package, *(entry.words for entry in entries))
    for question in screen.questions:
        yield from (question.title, f"{' '.join(question.sentences)} {question.more.words}")


def sentences(paragraph: str) -> list[str]:
    """Parted at their ends."""
    return _END.split(paragraph)


def _of(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Words):
            yield block.text
        elif isinstance(block, Points):
            yield from block.items
        elif isinstance(block, Checks):
            yield from (f"{line.title}: {line.words}" for line in block.lines)
        elif isinstance(block, Grid):
            yield from (cell.text for row in block.table.rows for cell in row)
        elif isinstance(block, Fold | Part):
            yield from _of(block.blocks)
        elif isinstance(block, Columns):
            yield from _of(block.parts)
