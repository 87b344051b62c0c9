"""Keys: what holds a dataset together. Pure, over records; ingest asks it per document, publishing and checks again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from pipeline.schema import TABLES, Dataset, ForeignKey, Record


class Problem(NamedTuple):
    """Something that makes a dataset not whole: a table or file, a short code, what it is in both languages."""

    where: str
    code: str
    ja: str
    en: str


def dataset_problems(dataset: Dataset) -> Iterator[Problem]:
    """Every row whose key is not its own or whose foreign key leads nowhere."""
    for table, rows in dataset:
        model = TABLES[table]
        for key in twice(model.key, rows):
            yield _problem(
                table, "key-not-unique", f"主キーが重複しています：{_text(key)}", f"key not unique: {_text(key)}"
            )
        for foreign in model.foreign_keys:
            for key in dangling(foreign, rows, dataset[foreign.table]):
                names = f"{', '.join(foreign.fields)} = {_text(key)}"
                yield _problem(
                    table,
                    "reference-broken",
                    f"{foreign.table} に対応する行がありません：{names}",
                    f"no such row in {foreign.table}: {names}",
                )


def key_of(names: Sequence[str], row: Record) -> tuple[Any, ...]:
    """The values of these columns."""
    return tuple(getattr(row, name) for name in names)


def twice(names: Sequence[str], rows: Sequence[Record]) -> list[tuple[Any, ...]]:
    """Keys that more than one row has, once for each row too many."""
    seen: set[tuple[Any, ...]] = set()
    again = []
    for key in _keys(names, rows):
        if key in seen:
            again.append(key)
        seen.add(key)
    return again


def dangling(foreign: ForeignKey, rows: Sequence[Record], others: Sequence[Record]) -> list[tuple[Any, ...]]:
    """Keys of `rows` that are complete and that none of `others` has."""
    known = set(_keys(foreign.references, others))
    return [key for key in _keys(foreign.fields, rows) if None not in key and key not in known]


def _keys(names: Sequence[str], rows: Sequence[Record]) -> Iterator[tuple[Any, ...]]:
    if not names:
        return iter(())
    get = attrgetter(*names)
    return ((get(row),) for row in rows) if len(names) == 1 else map(get, rows)


def _text(key: tuple[Any, ...]) -> str:
    return ", ".join(str(part) for part in key)


def _problem(where: str, code: str, ja: str, en: str) -> Problem:
    return Problem(where, code, ja, en)
