"""All that the pages say, as plain data: for other programs, and to compare two versions."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from propbench.reports.pages import pages
from propbench.reports.pages.blocks import Drawing
from propbench.reports.pages.rendering import Filled, Renderer
from propbench.reports.tables import table


def context(renderer: Renderer) -> str:
    """JSON of every page: its sections with their blocks; the same input gives the same bytes."""
    said = {
        page.name: {
            "title": page.title,
            "first": _plain(renderer.first([page])),
            "sections": [_section(filled) for filled in renderer.filled(page)],
        }
        for page in pages()
    }
    run = renderer.report.frames.run.id
    return (
        json.dumps({"run": run, "pages": said}, ensure_ascii=False, allow_nan=False, indent=1)
        + "\n"
    )


def _section(filled: Filled) -> dict[str, Any]:
    section = filled.section
    return {"id": section.id, "title": section.title, "blocks": _plain(filled.blocks)}


def _plain(value: Any) -> Any:
    if isinstance(value, Drawing):
        return _figure(value)
    if is_dataclass(value):
        own = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"kind": value.kind, **own} if hasattr(value, "kind") else own
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value


def _figure(block: Drawing) -> dict[str, Any]:
    """What it shows, and how it is read."""
    figure = block.figure
    data = figure.data(block.source)
    return {
        "kind": block.kind,
        "id": figure.id,
        "title": figure.title,
        "reading": figure.absent if data.empty else figure.reading,
        "table": _plain(table(figure.tabulate(data), figure.title)),
    }
