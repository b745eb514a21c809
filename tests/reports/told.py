"""What a page tells of a run, paragraph by paragraph, without drawing anything."""

import re
from collections.abc import Iterable, Iterator

from propbench.reports.drawing.captions import Reading
from propbench.reports.figures import all_figures
from propbench.reports.pages import Report, pages, sections
from propbench.reports.pages.blocks import (
    Block,
    Checks,
    Columns,
    Drawing,
    Fold,
    Grid,
    Part,
    Points,
    Terms,
    Words,
)
from propbench.reports.pages.first_screen import FirstScreen, first_screen

_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z\d\u201c`])")


def told(report: Report, page: str = "index") -> list[str]:
    """Every paragraph, list item, table cell and caption, in its order, without what is quoted."""
    is_first = page == pages()[0].name
    found = [*first_told(first_screen(report.frames, report.comparison))] if is_first else []
    for section in sections(page):
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
        if isinstance(block, Fold):
            yield from (block.summary, *_of(block.blocks))
        elif isinstance(block, Part):
            yield from (block.title, *_of(block.blocks))
        elif isinstance(block, Columns):
            yield from _of(block.parts)
        else:
            yield from _alone(block)


def _captions(reading: Reading) -> Iterator[str]:
    """All that it may say, whatever the drawing has."""
    for part in (reading,) if isinstance(reading, str) else reading:
        yield part if isinstance(part, str) else part.words


def _alone(block: Block) -> Iterator[str]:
    """Of what holds no other blocks."""
    if isinstance(block, Words) and block.look != "quoted":
        yield block.text
    elif isinstance(block, Points):
        yield from block.items
    elif isinstance(block, Terms):
        yield from block.meanings.values()
    elif isinstance(block, Drawing):
        yield from (block.figure.title, *_captions(block.figure.reading))
    elif isinstance(block, Checks):
        yield from (f"{line.title}: {line.words}" for line in block.lines)
    elif isinstance(block, Grid):
        yield from (cell.text for row in block.table.rows for cell in row)
