"""`keikaku schema`: the JSON Schema of every table, as the JSON files of a published folder spell it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pipeline.publish.columns import Column, Kind, columns
from pipeline.schema import CONTRACT_VERSION, TABLES, Record

_TYPES: Mapping[Kind, Mapping[str, Any]] = MappingProxyType(
    {
        Kind.TEXT: {"type": "string"},
        Kind.INTEGER: {"type": "integer"},
        Kind.FIGURE: {"type": "number"},
        Kind.NUMBER: {"type": "number"},
        Kind.FLAG: {"type": "boolean"},
        Kind.TEXTS: {"type": "array", "items": {"type": "string"}},
        Kind.BOX: {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
    }
)


def json_schema() -> dict[str, Any]:
    """One schema whose `$defs` describe a row of each table and whose properties are the tables themselves."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "keikaku",
        "version": CONTRACT_VERSION,
        "type": "object",
        "properties": {table: {"type": "array", "items": {"$ref": f"#/$defs/{table}"}} for table in TABLES},
        "$defs": {table: _row(model) for table, model in TABLES.items()},
    }


def _row(model: type[Record]) -> dict[str, Any]:
    return {
        "title": f"{model.title_en} / {model.title_ja}",
        "description": model.__doc__ or "",
        "type": "object",
        "properties": {column.name: _property(column) for column in columns(model)},
        "required": [column.name for column in columns(model)],
        "additionalProperties": False,
        # Keys have no word in JSON Schema; the data package has them in full.
        "x-primary-key": list(model.key),
        "x-foreign-keys": [key.model_dump(mode="json") for key in model.foreign_keys],
    }


def _property(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"title": column.ja, "description": column.description, **_TYPES[column.kind]}
    if column.choices:
        found["enum"] = [*column.choices, None] if column.nullable else list(column.choices)
    if column.minimum is not None:
        found["minimum"] = column.minimum
    if column.pattern:
        found["pattern"] = column.pattern
    if column.nullable:
        found["type"] = [found["type"], "null"]
    return found
