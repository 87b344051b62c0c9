"""A table's rows as CSV, JSON and Parquet files. Takes records of one model, gives one file; all from the models.

Figures: CSV and JSON hold every digit. Parquet and DuckDB hold 64-bit floats, because that is what pandas and SQL
compute with; any figure of up to 15 significant digits comes back from a float as it was printed, and `validate`
compares the formats. (`decimal128` loads into pandas as Python objects that neither plot nor average well.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.publish.columns import Kind, columns
from pipeline.publish.spelling import csv_column, json_column
from pipeline.schema import Record

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_PANDAS = {
    Kind.TEXT: "str",
    Kind.INTEGER: "Int64",
    Kind.FIGURE: "Float64",
    Kind.NUMBER: "Float64",
    Kind.FLAG: "boolean",
    Kind.TEXTS: "object",
    Kind.BOX: "object",
}


def column_values(rows: Sequence[Record], name: str) -> list[Any]:
    """One column of the rows as the records hold it."""
    return list(map(attrgetter(name), rows))


def figure(value: Decimal | None) -> float | None:
    """A figure as the typed formats hold it."""
    return None if value is None else float(value)


def frame(model: type[Record], rows: Sequence[Record]) -> pd.DataFrame:
    """The rows as a pandas frame with nullable types; figures as floats, lists as lists."""
    import pandas as pd

    series = {}
    for column in columns(model):
        values = column_values(rows, column.name)
        if column.kind is Kind.FIGURE:
            values = [figure(value) for value in values]
        series[column.name] = pd.Series(values, dtype=_PANDAS[column.kind])
    return pd.DataFrame(series)


def arrow(model: type[Record], rows: Sequence[Record]) -> pa.Table:
    """The rows as an Arrow table; pandas reads it back with nullable integers and text as text."""
    import pyarrow as pa

    return pa.Table.from_pandas(frame(model, rows), schema=arrow_schema(model), preserve_index=False)


def arrow_schema(model: type[Record]) -> pa.Schema:
    """The Arrow types of a table. A column that is never unknown is marked so."""
    import pyarrow as pa

    types = {
        Kind.TEXT: pa.string(),
        Kind.INTEGER: pa.int64(),
        Kind.FIGURE: pa.float64(),
        Kind.NUMBER: pa.float64(),
        Kind.FLAG: pa.bool_(),
        Kind.TEXTS: pa.list_(pa.string()),
        Kind.BOX: pa.list_(pa.float64()),
    }
    return pa.schema(
        [
            pa.field(c.name, types[c.kind], c.nullable, metadata={"description": c.description, "ja": c.ja})
            for c in columns(model)
        ]
    )


def write_csv(model: type[Record], rows: Sequence[Record], path: Path) -> None:
    """UTF-8, RFC 4180 quoting, header row, `\\n` line ends, empty = unknown. Text stays character by character."""
    import pandas as pd

    text = {c.name: csv_column(c.kind, column_values(rows, c.name)) for c in columns(model)}
    pd.DataFrame(text, dtype=object).to_csv(path, index=False, lineterminator="\n", encoding="utf-8", na_rep="")


def write_json(model: type[Record], rows: Sequence[Record], path: Path) -> None:
    """An array of objects, one a line."""
    spelled = [json_column(column.kind, column_values(rows, column.name)) for column in columns(model)]
    line = "{" + ", ".join(f'"{column.name}": %s' for column in columns(model)) + "}"
    lines = [line % values for values in zip(*spelled, strict=True)]
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n", encoding="utf-8", newline="\n")


def write_parquet(model: type[Record], rows: Sequence[Record], path: Path) -> None:
    """Typed columns, compressed with Zstandard."""
    import pyarrow.parquet as pq

    pq.write_table(arrow(model, rows), path, compression="zstd")


WRITERS: Mapping[str, Callable[[type[Record], Sequence[Record], Path], None]] = {
    "csv": write_csv,
    "json": write_json,
    "parquet": write_parquet,
}
