"""`keikaku validate DIR`: proof that a published folder is whole. Takes a folder, gives its problems, none if whole.

What is looked at: the data package (every file it lists is there with the size and hash it says, and no table is left
out), the rows (types of the models, keys, foreign keys), the formats (CSV, JSON, Parquet and DuckDB hold the same
rows), the places (every page inside its document, every box inside its page) and the figures (digits of `value` stand
in `raw`).
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline.digest import sha256_of
from pipeline.publish import database, package
from pipeline.publish.columns import Column, columns
from pipeline.publish.integrity import Problem, dataset_problems
from pipeline.publish.places import place_problems
from pipeline.publish.read import load_table
from pipeline.publish.spelling import csv_column
from pipeline.publish.tables import arrow, column_values
from pipeline.schema import TABLES, Dataset, Record


def validate(folder: Path) -> list[Problem]:
    """Every problem of the dataset in `folder`. An empty list proves it whole."""
    problems = list(file_problems(folder))
    if any(problem.code in ("package-missing", "package-broken") for problem in problems):
        return problems
    for past in (False, True):
        part = folder / package.HISTORY if past else folder
        rows: dict[str, tuple[Record, ...]] = {}
        for table, model in TABLES.items():
            where = part.relative_to(folder) / table
            found = _records(model, part, str(where))
            if isinstance(found, Problem):
                problems.append(found)
                continue
            rows[table] = found
            problems += format_problems(model, found, part, str(where))
        dataset = Dataset(rows)
        problems += dataset_problems(dataset)
        problems += place_problems(dataset)
        problems += database_problems(dataset, folder / database.FILE_NAME, "history" if past else "main")
    return problems


def file_problems(folder: Path) -> Iterator[Problem]:
    """Where the files are not those of the data package, byte for byte."""
    path = folder / package.FILE_NAME
    if not path.is_file():
        yield Problem(path.name, "package-missing", "datapackage.json がありません", "there is no datapackage.json")
        return
    try:
        listed = {item["path"]: (item["bytes"], item["hash"]) for item in json.loads(path.read_bytes())["resources"]}
    except (ValueError, KeyError, TypeError) as error:
        yield Problem(path.name, "package-broken", f"読み取れません：{error}", f"cannot be read: {error}")
        return
    for name, (size, digest) in listed.items():
        yield from _file_problem(folder / name, name, size, digest)
    wanted = {f"{part}{table}.csv" for table in TABLES for part in ("", f"{package.HISTORY}/")}
    for name in sorted(wanted - set(listed)):
        yield Problem(name, "file-unlisted", "datapackage.json に記載がありません", "not listed in datapackage.json")


def _file_problem(path: Path, name: str, size: int, digest: str) -> Iterator[Problem]:
    if not path.is_file():
        yield Problem(name, "file-missing", "ファイルがありません", "the file is missing")
    elif path.stat().st_size != size:
        real = path.stat().st_size
        yield Problem(name, "size-differs", f"大きさが違います：{real}（記載は{size}）", f"{real} bytes, listed {size}")
    elif f"sha256:{sha256_of(path)}" != digest:
        yield Problem(name, "hash-differs", "ハッシュ値が違います", "the hash differs from the listed one")


def _records(model: type[Record], part: Path, where: str) -> tuple[Record, ...] | Problem:
    try:
        return load_table(model, part / f"{model.table}.json")
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        text = f"{place}: {first['msg']}"
        return Problem(f"{where}.json", "type-wrong", f"型が違います（{error.error_count()}件）：{text}", text)
    except ValueError as error:
        return Problem(f"{where}.json", "json-broken", f"JSONとして読めません：{error}", f"not JSON: {error}")


def format_problems(model: type[Record], rows: Sequence[Record], part: Path, where: str) -> Iterator[Problem]:
    """Where CSV or Parquet do not hold the records of the JSON file."""
    checks: tuple[tuple[str, Callable[[type[Record], Sequence[Record], Path], str | None]], ...] = (
        ("csv", _csv_difference),
        ("parquet", _parquet_difference),
    )
    for suffix, difference in checks:
        path = part / f"{model.table}.{suffix}"
        said = difference(model, rows, path) if path.is_file() else None
        if said:
            yield Problem(
                f"{where}.{suffix}", "formats-differ", f"JSONと一致しません：{said}", f"differs from JSON: {said}"
            )


def _csv_difference(model: type[Record], rows: Sequence[Record], path: Path) -> str | None:
    csv.field_size_limit(sys.maxsize)
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            header, *lines = csv.reader(handle)
    except (ValueError, csv.Error) as error:
        return str(error)
    names = [column.name for column in columns(model)]
    if header != names:
        return f"header {header}"
    return _first_difference(zip(*map(_spelled(rows), columns(model)), strict=True), map(tuple, lines))


def _spelled(rows: Sequence[Record]) -> Callable[[Column], list[str]]:
    def spell(column: Column) -> list[str]:
        return [text or "" for text in csv_column(column.kind, column_values(rows, column.name))]

    return spell


def _first_difference(wanted: Iterator[Any], found: Iterator[Any]) -> str | None:
    for number, (one, other) in enumerate(zip_longest(wanted, found), 1):
        if one != other:
            return f"row {number}"
    return None


def _parquet_difference(model: type[Record], rows: Sequence[Record], path: Path) -> str | None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        found = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        return str(error)
    wanted = arrow(model, rows)
    if not found.schema.equals(wanted.schema):
        return "schema"
    if found.num_rows != wanted.num_rows:
        return f"{found.num_rows} rows, not {wanted.num_rows}"
    return next((name for name in wanted.column_names if not found[name].equals(wanted[name])), None)


def database_problems(dataset: Dataset, path: Path, schema: str) -> Iterator[Problem]:
    """Where the tables of the DuckDB file do not hold the records of the JSON files."""
    import duckdb

    where = f"{path.name}/{schema}"
    if not path.is_file():
        return
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            for table, rows in dataset:
                found = connection.sql(f'FROM {schema}."{table}"').to_arrow_table()
                wanted = arrow(TABLES[table], rows)
                if found.num_rows != wanted.num_rows or found.to_pylist() != wanted.to_pylist():
                    said = f"{found.num_rows}行 / {found.num_rows} rows"
                    yield Problem(
                        f"{where}.{table}", "formats-differ", f"JSONと一致しません：{said}", "differs from JSON"
                    )
    except duckdb.Error as error:
        yield Problem(where, "database-broken", f"読み取れません：{error}", f"cannot be read: {error}")
