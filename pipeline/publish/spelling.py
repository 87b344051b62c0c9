"""How a value of each kind is spelled in CSV and in JSON. Pure, standard library only.

CSV: empty is unknown, lists joined by `|`, boxes as four numbers joined by `|`, `true`/`false`, decimals without
exponent and without trailing zeros. JSON: real numbers with exactly the digits of the figure, null, arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from json.encoder import encode_basestring as _quoted
from types import MappingProxyType
from typing import Any

from pipeline.publish.columns import Kind

SEPARATOR = "|"


def plain(figure: Decimal) -> str:
    """A figure without exponent and trailing zeros: `Decimal("1.50E+3")` is `1500`, `-0` is `0`."""
    digits = format(figure, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def number(value: float) -> str:
    """A measured number in the fewest digits that read back as it: `72.0` is `72`."""
    return repr(int(value)) if value.is_integer() else repr(value)


_CSV: Mapping[Kind, Callable[[Any], str]] = MappingProxyType(
    {
        Kind.TEXT: str,
        Kind.INTEGER: str,
        Kind.FIGURE: plain,
        Kind.NUMBER: number,
        Kind.FLAG: lambda flag: "true" if flag else "false",
        Kind.TEXTS: SEPARATOR.join,
        Kind.BOX: lambda box: SEPARATOR.join(map(number, box)),
    }
)

_JSON: Mapping[Kind, Callable[[Any], str]] = MappingProxyType(
    {
        **_CSV,
        Kind.TEXT: _quoted,
        Kind.TEXTS: lambda texts: f"[{', '.join(map(_quoted, texts))}]",
        Kind.BOX: lambda box: f"[{', '.join(map(number, box))}]",
    }
)


def csv_column(kind: Kind, values: list[Any]) -> list[str | None]:
    """The CSV text of each value; None stays None and is written as nothing."""
    spell = _CSV[kind]
    return [None if value is None else spell(value) for value in values]


def json_column(kind: Kind, values: list[Any]) -> list[str]:
    """The JSON text of each value."""
    spell = _JSON[kind]
    return ["null" if value is None else spell(value) for value in values]
