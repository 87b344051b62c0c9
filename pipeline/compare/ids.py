"""The new edition under the ids of the earlier one, in every table that names a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.schema import TABLES, Dataset, Record

_COLUMNS = ("plan_id", "measure_id", "parent_id", "initiative_id", "indicator_id", "record_id")


def with_ids(dataset: Dataset, ids: Mapping[str, str]) -> Dataset:
    """The dataset with each id that `ids` names replaced; rows that name none stay the same objects."""
    if all(old == new for old, new in ids.items()):
        return dataset
    return Dataset({table: _renamed(table, rows, ids) for table, rows in dataset if rows})


def _renamed(table: str, rows: tuple[Record, ...], ids: Mapping[str, str]) -> tuple[Record, ...]:
    columns = [column for column in _COLUMNS if column in TABLES[table].model_fields]
    return tuple(_with(row, columns, ids) for row in rows) if columns else rows


def _with(row: Record, columns: list[str], ids: Mapping[str, str]) -> Record:
    update: dict[str, Any] = {}
    for column in columns:
        value = getattr(row, column)
        if ids.get(value, value) != value:
            update[column] = ids[value]
    return row.model_copy(update=update) if update else row
