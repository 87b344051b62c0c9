"""`keikaku.duckdb`: all tables in one file, the superseded editions in its schema `history`.

Written from the same frames as the Parquet files; descriptions are the comments of tables and columns. DuckDB puts
a random identifier into every file, so this is the one file whose bytes differ between two publications of the same
records; its rows do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.publish.columns import Column, Kind, columns
from pipeline.publish.tables import arrow
from pipeline.schema import TABLES, Dataset, Record

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FILE_NAME = "keikaku.duckdb"

_TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.INTEGER: "BIGINT",
    Kind.FIGURE: "DOUBLE",
    Kind.NUMBER: "DOUBLE",
    Kind.FLAG: "BOOLEAN",
    Kind.TEXTS: "VARCHAR[]",
    Kind.BOX: "DOUBLE[]",
}


def write_database(latest: Dataset, history: Dataset, path: Path) -> None:
    """Write a new database file at `path`, which must not exist."""
    with created(path) as connection:
        for schema, dataset in (("main", latest), ("history", history)):
            for table, rows in dataset:
                name = f'{schema}."{table}"'
                define(connection, name, TABLES[table])
                if rows:
                    connection.register("incoming", arrow(TABLES[table], rows))
                    connection.execute(f"INSERT INTO {name} SELECT * FROM incoming")
                    connection.unregister("incoming")


@contextmanager
def created(path: Path) -> Iterator[DuckDBPyConnection]:
    """A new database file at `path`, which must not exist, with its two schemas; whole when the context ends well."""
    import duckdb

    with duckdb.connect(config={"threads": 1}) as connection:
        # The default blocks of 256 KiB, one at least for a column with data, would make a small dataset 4 MB.
        connection.execute(f"ATTACH {literal(str(path))} AS keikaku (BLOCK_SIZE 16384)")
        connection.execute("USE keikaku")
        connection.execute("BEGIN")
        connection.execute("CREATE SCHEMA history")
        yield connection
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT keikaku")


def define(connection: DuckDBPyConnection, name: str, model: type[Record]) -> None:
    """An empty table with its types and descriptions."""
    connection.execute(f"CREATE TABLE {name} ({', '.join(map(_definition, columns(model)))})")
    connection.execute(f"COMMENT ON TABLE {name} IS {literal(f'{model.title_en} / {model.title_ja}')}")
    for column in columns(model):
        comment = literal(f"{column.description} / {column.ja}")
        connection.execute(f'COMMENT ON COLUMN {name}."{column.name}" IS {comment}')


def _definition(column: Column) -> str:
    return f'"{column.name}" {_TYPES[column.kind]}{"" if column.nullable else " NOT NULL"}'


def literal(text: str) -> str:
    """A text as SQL spells it."""
    return "'" + text.replace("'", "''") + "'"
