"""Loading a published folder back: records exactly as they were published.

Read from the JSON files, the one format that holds everything (digits of figures, lists whose parts contain `|`,
empty text beside unknown).
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pipeline.publish.columns import Kind, columns
from pipeline.publish.package import HISTORY
from pipeline.schema import TABLES, Dataset, Record


def load(folder: Path) -> tuple[Dataset, Dataset]:
    """The latest and the superseded editions in `folder`; both empty where nothing is published yet.

    Raises `ValueError` when a table is not what the models say (pydantic's `ValidationError` and
    `json.JSONDecodeError` are such) and `OSError` when one cannot be read. A table that an earlier version did not
    have is empty.
    """
    return _load_tables(folder), _load_tables(folder / HISTORY)


def _load_tables(folder: Path) -> Dataset:
    rows = {table: load_table(model, folder / f"{table}.json") for table, model in TABLES.items()}
    return Dataset({table: records for table, records in rows.items() if records})


def load_table(model: type[Record], path: Path) -> tuple[Record, ...]:
    """The records of one JSON file, none if it does not exist."""
    if not path.exists():
        return ()
    exact = any(column.kind is Kind.FIGURE for column in columns(model))
    with _no_collection():
        rows: Any = json.loads(path.read_bytes(), parse_float=Decimal if exact else None)
        return TypeAdapter(tuple[model, ...]).validate_python(rows)  # type: ignore[valid-type]


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the cycle collector, which walks all records again and again while they are made; none has a cycle."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
