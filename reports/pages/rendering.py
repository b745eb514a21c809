"""Turns sections into HTML: draws their figures, and lets nothing act on the reader's screen."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain, takewhile
from typing import Any

import pandas as pd
from markupsafe import Markup

from propbench.reports import svg
from propbench.reports.drawing.readout import readout
from propbench.reports.drawing.spec import FigureSpec
from propbench.reports.drawing.style import Palette, of_run, palette
from propbench.reports.figures import all_figures
from propbench.reports.filling import filled
from propbench.reports.frame import Frames
from propbench.reports.halves import beside, in_halves
from propbench.reports.pages import Page, Report, Section, pages, sections
from propbench.reports.pages.blocks import Block, Drawing, Link, drawings
from propbench.reports.pages.first_screen import FirstScreen, first_screen
from propbench.reports.pages.text import Text, anchor
from propbench.reports.tables import Table, table

_TOLD = ("words", "points")


@dataclass(frozen=True)
class Drawn:
    """A figure as it stands on a page, wide and for a phone; where nothing is drawn, its spec has
    words for it."""

    drawing: Markup | None
    phone: Markup | None
    table: Table
    caption: str


@dataclass(frozen=True)
class Early:
    """Figures that need no training; `drawn` waits for those that are being drawn, by their ids."""

    blocks: tuple[Drawing, ...]
    drawn: Callable[[], dict[str, Drawn]] = dict


@dataclass(frozen=True)
class Filled:
    """A section with all that stands in it."""

    section: Section
    blocks: tuple[Block, ...]

    @property
    def halves(self) -> tuple[tuple[Block, ...], ...]:
        """The words that it begins with, and the rest."""
        told = tuple(takewhile(lambda block: block.kind in _TOLD, self.blocks))
        return told, self.blocks[len(told) :]


class Renderer:
    """Renders pages of one report; `early` has figures that were drawn before there was one."""

    def __init__(self, report: Report, early: Early | None = None) -> None:
        self.report = report
        self._early = early or _early(report.frames)
        self.styles = palette(report.frames.implementations)
        self._placed = [
            *self._early.blocks,
            *(Drawing(late, report.frames) for late in placed_figures() if late.of_training),
        ]
        self._filled: dict[str, list[Filled]] = {}
        self._drawn: dict[str, Drawn] = {}

    def page(self, parts: Sequence[Page]) -> str:
        """One file with the sections of these pages."""
        names = [part.name for part in parts]
        href, first = partial(_href, here=names), self.first(parts)
        whole = {part.name: self.filled(part) for part in parts}
        self.draw(parts)
        return filled(
            "page.html",
            self.styles,
            title=f"propbench: {parts[0].title} (run {self.report.frames.run.id})",
            description=first.answer if first else parts[0].title,
            run=self.report.frames.run,
            parts=parts,
            others=[page for page in pages() if page.name not in names],
            first=first,
            sections=whole,
            draw=lambda block: self._drawn[block.figure.id],
            href=href,
            say=Text(href),
            anchor=anchor,
        )

    def first(self, parts: Sequence[Page]) -> FirstScreen | None:
        """The first screen, of the first page alone."""
        is_first = parts[0] == pages()[0]
        return first_screen(self.report.frames, self.report.comparison) if is_first else None

    def filled(self, page: Page) -> list[Filled]:
        """The sections of a page with all that stands in them, found once; none that is empty."""
        if page.name not in self._filled:
            every = map(self._fill, sections(page.name))
            self._filled[page.name] = [own for own in every if own.blocks]
        return self._filled[page.name]

    def _fill(self, section: Section) -> Filled:
        own = [block for block in self._placed if block.figure.place[0] == section.id]
        drawings = sorted(own, key=lambda block: block.figure.place)
        return Filled(section, (*section.blocks(self.report), *drawings))

    def draw(self, parts: Sequence[Page]) -> None:
        """The figures of these pages, each once, however many pages it stands on."""
        styles = self.looks
        self._drawn = self._early.drawn() | self._drawn
        missing = {
            block.figure.id: block
            for block in self._drawings(parts)
            if block.figure.id not in self._drawn
        }
        drawn = in_halves(lambda block: draw(block, styles), list(missing.values()))
        self._drawn |= zip(missing, drawn, strict=True)

    @cached_property
    def looks(self) -> Palette:
        """The style of everything that a figure of the site names."""
        every = (*self._early.blocks, *self._drawings(pages()))
        return _looks(self.report.frames, every)

    def _drawings(self, parts: Iterable[Page]) -> Iterator[Drawing]:
        return (
            block for part in parts for own in self.filled(part) for block in drawings(own.blocks)
        )


def draw_ahead(times: Frames) -> Early:
    """Begin to draw, beside this process, what needs the times of a run alone."""
    blocks = _early(times).blocks
    styles = _looks(times, blocks)
    return Early(blocks, beside(lambda: {block.figure.id: draw(block, styles) for block in blocks}))


def _early(times: Frames) -> Early:
    figures = (figure for figure in placed_figures() if not figure.of_training)
    return Early(tuple(Drawing(figure, times) for figure in figures))


def _looks(frames: Frames, blocks: Iterable[Drawing]) -> Palette:
    """Of a run, and of what these figures name besides; early figures first, so that what is named
    after them changes none of theirs."""
    own = (block.figure.hues(block.data) for block in blocks)
    return of_run(frames.implementations, chain.from_iterable(own))


def placed_figures() -> tuple[FigureSpec[Any], ...]:
    """Every figure. Raises KeyError for one of a section that no page has."""
    known = {section.id for page in pages() for section in sections(page.name)}
    for figure in all_figures():
        if figure.place[0] not in known:
            raise KeyError(f"figure {figure.id} stands in {figure.place[0]}, which no page has")
    return all_figures()


def draw(block: Drawing, styles: Palette) -> Drawn:
    """Draw one figure, and set its table."""
    figure, data = block.figure, block.data
    rows = figure.tabulate(data)
    wide, phone = (_inline(figure, data, styles, len(rows), phone=phone) for phone in (False, True))
    return Drawn(wide, phone, table(rows, figure.title), figure.caption(data))


def _inline(
    figure: FigureSpec[Any], data: pd.DataFrame, styles: Palette, n_rows: int, *, phone: bool
) -> Markup | None:
    drawn = figure.draw(data, styles, phone=phone)
    if drawn is None:
        return None
    prefix = f"fig-{figure.id}{'-phone' * phone}"
    values = readout(drawn, figure.facets, figure.names(data, styles))
    text = svg.inline(drawn, prefix, figure.title, figure.alt(data, n_rows), values)
    return Markup(text)  # noqa: S704, made by ElementTree, which escapes


def _href(link: Link, here: Sequence[str]) -> str:
    return f"#{link.anchor}" if link.page in here else f"{link.page}.html#{link.anchor}"
