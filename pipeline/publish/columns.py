"""What a column of a published table is, read off the models of `pipeline.schema`.

Every writer, reader and check asks here; none of them knows a column by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from types import MappingProxyType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from pipeline.schema import BBox, Record


class Kind(Enum):
    """The seven kinds of column; the formats differ only in how each is spelled."""

    TEXT = "text"
    INTEGER = "integer"
    FIGURE = "figure"  # an exact decimal number that a plan prints
    NUMBER = "number"  # a measured number: a confidence
    FLAG = "flag"
    TEXTS = "texts"
    BOX = "box"


_KINDS: Mapping[Any, Kind] = MappingProxyType(
    {
        str: Kind.TEXT,
        int: Kind.INTEGER,
        Decimal: Kind.FIGURE,
        float: Kind.NUMBER,
        bool: Kind.FLAG,
        tuple[str, ...]: Kind.TEXTS,
        BBox: Kind.BOX,
    }
)


class Column(NamedTuple):
    """A column: its name and kind, whether it may be unknown, what it may hold, what it says in both languages."""

    name: str
    kind: Kind
    nullable: bool
    required: bool  # never empty, in no format
    choices: tuple[str, ...]
    minimum: int | None
    pattern: str | None
    description: str
    ja: str


@cache
def columns(model: type[Record]) -> tuple[Column, ...]:
    """The columns of a table in published order. Raises `TypeError` for a type that no format can spell."""
    return tuple(_column(name, info) for name, info in model.model_fields.items())


def _column(name: str, info: FieldInfo) -> Column:
    inner, nullable = _without_none(info.annotation)
    choices = get_args(inner) if get_origin(inner) is Literal else ()
    kind = Kind.TEXT if choices else _KINDS.get(inner)
    if kind is None:
        raise TypeError(f"{name}: no published format for {inner}")
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    filled = kind is not Kind.TEXT or bool(choices) or bool(_constraint(info, "min_length"))
    return Column(
        name=name,
        kind=kind,
        nullable=nullable,
        required=filled and not nullable and kind is not Kind.TEXTS,
        choices=tuple(str(choice) for choice in choices),
        minimum=_constraint(info, "ge"),
        pattern=_constraint(info, "pattern"),
        description=info.description or "",
        ja=str(extra.get("ja", "")),
    )


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) not in (Union, UnionType):
        return annotation, False
    inner = [part for part in get_args(annotation) if part is not type(None)]
    return (inner[0] if len(inner) == 1 else annotation), True


def _constraint(info: FieldInfo, name: str) -> Any:
    return next((getattr(mark, name) for mark in info.metadata if getattr(mark, name, None) is not None), None)
