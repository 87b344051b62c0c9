"""Published folders joined into one, written from their files: no more records in memory than one batch.

    prefecture-01/ prefecture-02/ …  →  country/

Every folder is published by a run of its own, on whatever machine; here they become one dataset: CSV and JSON are put
one after the other, Parquet is written batch by batch, DuckDB reads the Parquet files and checks all keys on disk. What
needs every record at once is left out: the workbook, which would not hold them, and `comparison/`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.publish import database, feed, open_data, package
from pipeline.publish.errors import Inconsistent, of_os_error
from pipeline.publish.folder import lasting
from pipeline.publish.read import load_table
from pipeline.publish.swap import building, hold, swap_in
from pipeline.publish.validate import file_problems
from pipeline.schema import TABLES, Dataset, Document, Record

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PARTS = ("", package.HISTORY)
_MEMORY = "1GB"  # of DuckDB, for sorting keys; what is more goes to disk
_OUTSIDE = (b"[\n", b"]\n", b"[]\n")  # the lines of a JSON file that are no rows


def join(folders: Sequence[Path], output: Path) -> None:
    """Make `output` show the records of all folders. Raises an `OutputError` and leaves it as it was otherwise."""
    for folder in folders:
        for problem in file_problems(folder):
            raise Inconsistent(folder, f"{problem.where}: {problem.en}")
    with hold(output) as home:
        try:
            with building(home) as build:
                _write(folders, build, output)
                swap_in(output.resolve(), lasting(home, build))
        except OSError as error:
            raise of_os_error(output, error) from error


def _write(folders: Sequence[Path], build: Path, output: Path) -> None:
    for part in _PARTS:
        (build / part).mkdir(exist_ok=True)
        for table in TABLES:
            named = [folder / part / table for folder in folders]
            _csv([name.with_suffix(".csv") for name in named], build / part / f"{table}.csv")
            _json([name.with_suffix(".json") for name in named], build / part / f"{table}.json")
            _parquet([name.with_suffix(".parquet") for name in named], build / part / f"{table}.parquet")
    (build / open_data.FOLDER).mkdir()
    for path in sorted((folders[0] / open_data.FOLDER).iterdir()):
        _csv([folder / open_data.FOLDER / path.name for folder in folders], build / open_data.FOLDER / path.name)
    _plans(folders, build / "plans", output)
    _feed(folders, build / feed.FILE_NAME)
    _database(build, output)
    latest, history = map(Dataset, _documents(build))
    package.write_package(build, latest, history)


def _csv(paths: Sequence[Path], goal: Path) -> None:
    with goal.open("wb") as out:
        for number, path in enumerate(paths):
            with path.open("rb") as part:
                header = part.readline()
                out.write(b"" if number else header)
                shutil.copyfileobj(part, out)


def _json(paths: Sequence[Path], goal: Path) -> None:
    rows = (line.rstrip(b",\n") for path in paths for line in _lines(path) if line not in _OUTSIDE)
    with goal.open("wb") as out:
        begun = False
        for row in rows:
            out.write(b",\n" if begun else b"[\n")
            out.write(row)
            begun = True
        out.write(b"\n]\n" if begun else b"[]\n")


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as part:
        yield from part


def _parquet(paths: Sequence[Path], goal: Path) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(goal, pq.read_schema(paths[0]), compression="zstd") as out:
        for path in paths:
            with pq.ParquetFile(path) as part:
                for batch in part.iter_batches():
                    out.write_batch(batch)


def _plans(folders: Sequence[Path], goal: Path, output: Path) -> None:
    goal.mkdir()
    for folder in folders:
        for path in sorted((folder / "plans").iterdir()):
            if (goal / path.name).exists():
                raise Inconsistent(output, f"plan {path.stem} stands in two of the folders")
            shutil.copyfile(path, goal / path.name)


def _feed(folders: Sequence[Path], goal: Path) -> None:
    feeds = [json.loads((folder / feed.FILE_NAME).read_bytes()) for folder in folders]
    items = [item for each in feeds for item in each["items"]]
    goal.write_text(feed.feed_text(items), encoding="utf-8", newline="\n")


def _documents(build: Path) -> Iterator[dict[str, tuple[Record, ...]]]:
    for part in _PARTS:
        yield {"documents": load_table(Document, build / part / "documents.json")}


def _database(build: Path, output: Path) -> None:
    import duckdb

    try:
        with database.created(build / database.FILE_NAME) as connection:
            connection.execute(f"SET memory_limit = '{_MEMORY}'")
            for schema, part in zip(("main", "history"), _PARTS, strict=True):
                for table, model in TABLES.items():
                    name = f'{schema}."{table}"'
                    database.define(connection, name, model)
                    path = str(build / part / f"{table}.parquet")
                    connection.execute(f"INSERT INTO {name} SELECT * FROM read_parquet({database.literal(path)})")
                for table, model in TABLES.items():
                    for said in _problems(connection, schema, table, model):
                        raise Inconsistent(output, said)
    except duckdb.Error as error:
        raise OSError(str(error)) from error


def _problems(connection: DuckDBPyConnection, schema: str, table: str, model: type[Record]) -> Iterator[str]:
    """Keys that two rows have and foreign keys that lead nowhere, the first of each kind."""
    own = f'{schema}."{table}"'
    if model.key:
        names = ", ".join(f'"{name}"' for name in model.key)
        found = _first(connection, f"SELECT {names} FROM {own} GROUP BY ALL HAVING count(*) > 1 LIMIT 1")
        if found:
            yield f"{table}: key not unique: {', '.join(map(str, found))}"
    for foreign in model.foreign_keys:
        pairs = list(zip(foreign.fields, foreign.references, strict=True))
        where = " AND ".join(f'"{name}" IS NOT NULL' for name in foreign.fields)
        on = " AND ".join(f'a."{one}" = b."{other}"' for one, other in pairs)
        rows = f'(SELECT * FROM {own} WHERE {where}) a ANTI JOIN {schema}."{foreign.table}" b ON {on}'
        names = ", ".join(f'a."{name}"' for name in foreign.fields)
        found = _first(connection, f"SELECT {names} FROM {rows} LIMIT 1")
        if found:
            yield f"{table}: no such row in {foreign.table}: {', '.join(map(str, found))}"


def _first(connection: DuckDBPyConnection, query: str) -> tuple[Any, ...] | None:
    found: tuple[Any, ...] | None = connection.execute(query).fetchone()
    return found
