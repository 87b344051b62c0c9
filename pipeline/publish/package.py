"""`datapackage.json`: the published folder described as a Frictionless Data Package.

Every CSV file is a resource with a Table Schema made from its model; every other file is listed with its hash and
size. Written by hand because the models already say everything; `frictionless validate` is the judge in the tests.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.digest import sha256_of
from pipeline.publish.columns import Column, Kind, columns
from pipeline.publish.spelling import SEPARATOR
from pipeline.schema import CONTRACT_VERSION, TABLES, Dataset, Document, ForeignKey, Record

Models = Mapping[str, type[Record]]
FILE_NAME = "datapackage.json"
HISTORY = "history"

_TYPES = {
    Kind.TEXT: "string",
    Kind.INTEGER: "integer",
    Kind.FIGURE: "number",
    Kind.NUMBER: "number",
    Kind.FLAG: "boolean",
    Kind.TEXTS: "list",
    Kind.BOX: "list",
}
_SPELLING: Mapping[Kind, Mapping[str, Any]] = {
    Kind.TEXTS: {"delimiter": SEPARATOR, "itemType": "string"},
    Kind.BOX: {"delimiter": SEPARATOR, "itemType": "number"},
    Kind.FLAG: {"trueValues": ["true"], "falseValues": ["false"]},
}
_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".duckdb": "application/vnd.duckdb",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def write_package(folder: Path, latest: Dataset, history: Dataset, others: Models = MappingProxyType({})) -> None:
    """Describe every file in `folder`, sub-folders included. Raises `OSError` as reading and writing do.

    `others` are the models of further tables by the path of their CSV file.
    """
    models = {**_main_models(), **others}
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != FILE_NAME)
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "profile": "data-package",
        "name": "keikaku",
        "title": "自治体計画データセット / Municipal plans as data",
        "description": (
            "自治体が公表した計画のPDFから読み取ったデータ。`history/` は旧版。"
            "計画の文言の利用条件は各自治体の定めによる。 / "
            "Read from plans that municipalities publish as PDF; `history/` holds superseded editions. "
            "The wording of the plans stays under the terms of each municipality."
        ),
        "version": CONTRACT_VERSION,
        "licenses": [_LICENCE],
        "sources": [_source(document) for document in (*latest["documents"], *history["documents"])],
        "resources": [_resource(folder, path, models) for path in files],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (folder / FILE_NAME).write_text(text, encoding="utf-8", newline="\n")


def _source(document: Document) -> dict[str, str]:
    source = {"title": document.file_name}
    if document.source_url:
        source["path"] = document.source_url
    if document.licence:
        source["licence"] = document.licence
    return source


def _main_models() -> Models:
    parts = ("", f"{HISTORY}/")
    return {f"{part}{table}.csv": model for part in parts for table, model in TABLES.items()}


def _resource(folder: Path, path: Path, models: Models) -> dict[str, Any]:
    relative = path.relative_to(folder)
    facts = {
        "path": relative.as_posix(),
        "format": path.suffix[1:],
        "mediatype": _MEDIA_TYPES.get(path.suffix, "application/octet-stream"),
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_of(path)}",
    }
    past = relative.parent == Path(HISTORY)
    model = models.get(relative.as_posix())
    if model:
        name = "-".join(relative.with_suffix("").parts)
        titles = {"title": f"{model.title_ja} / {model.title_en}", "description": model.__doc__ or ""}
        shape = {"profile": "tabular-data-resource", "encoding": "utf-8", "schema": table_schema(model, past)}
        return {"name": name, "type": "table", **titles, **facts, **shape}
    return {"name": _name(relative), "type": "file", **facts}


def _name(relative: Path) -> str:
    """A resource name of the characters that the standard allows."""
    return "".join(_allowed(relative.as_posix().lower().replace("/", "-")))


def _allowed(text: str) -> Iterator[str]:
    for char in text:
        yield char if char.isascii() and (char.isalnum() or char in "-._") else "_"


def table_schema(model: type[Record], past: bool = False) -> dict[str, Any]:
    """The Table Schema of a table; `past` points its foreign keys at the tables of `history/`."""
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in columns(model)],
        "missingValues": [""],
    }
    if model.key:
        schema["primaryKey"] = list(model.key)
    optional = {column.name for column in columns(model) if column.nullable}
    if model.foreign_keys:
        schema["foreignKeys"] = [_foreign_key(model, key, optional, past) for key in model.foreign_keys]
    return schema


def _foreign_key(model: type[Record], key: ForeignKey, optional: set[str], past: bool) -> dict[str, Any]:
    # Table Schema takes a half-empty composite key for a broken one, so a key with an optional column is declared
    # by that column alone; `keikaku validate` checks the whole key.
    pairs = [(own, other) for own, other in zip(key.fields, key.references, strict=True) if own in optional]
    pairs = pairs or list(zip(key.fields, key.references, strict=True))
    table = "" if key.table == model.table else (f"{HISTORY}-{key.table}" if past else key.table)
    return {
        "fields": [own for own, _ in pairs],
        "reference": {"resource": table, "fields": [other for _, other in pairs]},
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.pattern:
        constraints["pattern"] = column.pattern
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "title": column.ja,
        "description": f"{column.description} / {column.ja}",
    }
    field.update(_SPELLING.get(column.kind, {}))
    return field | ({"constraints": constraints} if constraints else {})
