"""The JSON Schema of all that the pages say, made from the classes that they are said with."""

import json
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, JsonSchemaWarningKind
from pydantic_core import core_schema

from propbench.reports.pages.blocks import Drawing
from propbench.reports.pages.context import Context, Figure


def context_schema() -> str:
    """The schema as JSON; the same version gives the same bytes."""
    schema = TypeAdapter(Context).json_schema(schema_generator=_AsWritten)
    return json.dumps({"$schema": _AsWritten.schema_dialect, **schema}, indent=1) + "\n"


class _AsWritten(GenerateJsonSchema):
    """Every field is written, blocks say their `kind`, and a drawing is what it shows."""

    def emit_warning(self, kind: JsonSchemaWarningKind, detail: str) -> None:
        """None: they are about what drawings are made of, which is not written."""

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        if schema["cls"] is Drawing:
            return self.generate_inner(TypeAdapter(Figure).core_schema)
        made = super().dataclass_schema(schema)
        kind = getattr(schema["cls"], "kind", None)
        properties: dict[str, Any] = {"kind": {"const": kind}} if kind else {}
        properties |= {name: _plain(own) for name, own in made["properties"].items()}
        closed = {"required": list(properties), "additionalProperties": False}
        return {**made, "properties": properties, **closed}


def _plain(field: dict[str, Any]) -> dict[str, Any]:
    """Without what only a reader of Python has a use for."""
    return {name: said for name, said in field.items() if name not in ("title", "default")}
