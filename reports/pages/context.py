"""All that the pages say, as plain data: for other programs, and to compare two versions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, ClassVar

from propbench.reports.pages import pages
from propbench.reports.pages.blocks import Block, Drawing
from propbench.reports.pages.first_screen import FirstScreen
from propbench.reports.pages.rendering import Filled, Renderer
from propbench.reports.tables import Table, table


@dataclass(frozen=True)
class Figure:
    """What a drawing shows, and how it is read."""

    kind: ClassVar = Drawing.kind
    id: str
    title: str
    reading: str
    table: Table


@dataclass(frozen=True)
class Section:
    """A section by its anchor, with all that stands in it."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Page:
    """A page; the first one alone has a first screen."""

    title: str
    first: FirstScreen | None
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Context:
    """The pages of a run, by their names."""

    run: str
    pages: Mapping[str, Page]


def context(renderer: Renderer) -> str:
    """JSON of every page, as `context_schema` says; the same input gives the same bytes."""
    said = {
        page.name: Page(
            page.title,
            renderer.first([page]),
            tuple(map(_section, renderer.filled(page))),
        )
        for page in pages()
    }
    whole = Context(renderer.report.frames.run.id, said)
    return json.dumps(_plain(whole), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _section(filled: Filled) -> Section:
    return Section(filled.section.id, filled.section.title, filled.blocks)


def _plain(value: Any) -> Any:
    if isinstance(value, Drawing):
        return _plain(_figure(value))
    if is_dataclass(value):
        own = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"kind": value.kind, **own} if hasattr(value, "kind") else own
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value


def _figure(block: Drawing) -> Figure:
    figure, data = block.figure, block.data
    reading = figure.absent if data.empty else figure.caption(data)
    return Figure(figure.id, figure.title, reading, table(figure.tabulate(data), figure.title))
