"""All that the pages say, as JSON."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest

from propbench.reports.frame import Frames
from propbench.reports.pages import Report, pages
from propbench.reports.pages.blocks import drawings
from propbench.reports.pages.context import context
from propbench.reports.pages.context_schema import context_schema
from propbench.reports.pages.rendering import Renderer


@pytest.fixture(scope="module")
def renderer(frames: Frames) -> Renderer:
    return Renderer(Report(frames))


@pytest.fixture(scope="module")
def written(renderer: Renderer) -> str:
    """What every test here looks at, and none changes."""
    return context(renderer)


def test_the_context_has_every_section_and_every_table_of_every_page(
    frames: Frames, renderer: Renderer, written: str
) -> None:
    said = json.loads(written)
    assert said["run"] == frames.run.id
    assert list(said["pages"]) == [page.name for page in pages()]
    for page in pages():
        sections = said["pages"][page.name]["sections"]
        own = renderer.filled(page)
        assert [one["id"] for one in sections] == [filled.section.id for filled in own]
        text = json.dumps(sections)
        for filled in own:
            for drawing in drawings(filled.blocks):
                assert json.dumps(drawing.figure.title) in text


def test_the_same_run_has_the_same_context(frames: Frames, written: str) -> None:
    assert context(Renderer(Report(frames))) == written


SCHEMA = json.loads(context_schema())
TYPES: dict[str, tuple[type, ...]] = {
    **{"string": (str,), "array": (list,), "object": (dict,), "null": (type(None),)},
    **{"integer": (int,), "number": (int, float), "boolean": (bool,)},
}
USED = {"title", "description", "$schema", "$defs", "$ref", "type", "const", "enum", "anyOf"}
USED |= {"required", "properties", "additionalProperties"}
USED |= {"items", "prefixItems", "minItems", "maxItems"}


def faults(value: Any, schema: dict[str, Any]) -> Iterator[str]:
    """What is not as the schema says, in the keywords that the schema uses."""
    assert schema.keys() <= USED
    if "$ref" in schema:
        yield from faults(value, SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]])
    if "anyOf" in schema:
        yield from min((list(faults(value, one)) for one in schema["anyOf"]), key=len)
    if value not in schema.get("enum", [schema.get("const", value)]):
        yield f"{value!r} is none of {schema}"
    if "type" in schema and not isinstance(value, TYPES[schema["type"]]):
        yield f"{value!r} is no {schema['type']}"
    elif isinstance(value, dict):
        yield from _of_object(value, schema)
    elif isinstance(value, list):
        yield from _of_list(value, schema)


def _of_object(value: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    own, rest = schema.get("properties", {}), schema.get("additionalProperties", {})
    yield from (f"{name} is missing" for name in schema.get("required", ()) if name not in value)
    for name, each in value.items():
        if name not in own and rest is False:
            yield f"{name} is not known"
        else:
            yield from faults(each, own.get(name, rest))


def _of_list(value: list[Any], schema: dict[str, Any]) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{len(value)} items"
    first = schema.get("prefixItems", [])
    rest = [schema.get("items", {})] * (len(value) - len(first))
    yield from chain(*(faults(*pair) for pair in zip(value, [*first, *rest], strict=False)))


def test_what_the_pages_say_is_as_its_schema_says(written: str) -> None:
    assert not list(faults(json.loads(written), SCHEMA))


@pytest.mark.parametrize("change", ["no title", "another kind", "a word for a list"])
def test_the_schema_finds_what_is_wrong(written: str, change: str) -> None:
    said = json.loads(written)
    section = said["pages"]["results"]["sections"][0]
    if change == "no title":
        del section["title"]
    elif change == "another kind":
        section["blocks"][0]["kind"] = "poem"
    else:
        section["blocks"] = "none"
    assert list(faults(said, SCHEMA))
