"""Keys: what holds a dataset together. Pure, over records; ingest asks it per document, publishing and checks again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from pipeline.findings import finding
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
            yield Problem(
                table, "key-not-unique", f"主キーが重複しています：{_text(key)}", f"key not unique: {_text(key)}"
            )
        for foreign in model.foreign_keys:
            for key in dangling(foreign, rows, dataset[foreign.table]):
                names = f"{', '.join(foreign.fields)} = {_text(key)}"
                yield Problem(
                    table,
                    "reference-broken",
                    f"{foreign.table} に対応する行がありません：{names}",
                    f"no such row in {foreign.table}: {names}",
                )


def sound(dataset: Dataset) -> Dataset:
    """The dataset without the rows that do not hold together, with an error finding for each of them.

    Of rows with one key the first stays. A row whose parent is missing or goes, goes too. Nothing else changes; a
    sound dataset comes back as it is. One document's fault must not keep all others from being published.
    """
    rows = {table: list(dataset[table]) for table in TABLES}
    findings: list[Record] = []
    while lost := [fault for table in TABLES for fault in _faults(table, rows)]:
        for table, at, reason in reversed(lost):
            row = rows[table].pop(at)
            findings.append(_lost(table, row, reason))
    if not findings:
        return dataset
    rows["findings"] += findings
    return Dataset({table: tuple(kept) for table, kept in rows.items()})


def _faults(table: str, rows: Mapping[str, list[Record]]) -> Iterator[tuple[str, int, str]]:
    """Table, position and reason of every row that cannot stay, by position, each once."""
    model, seen = TABLES[table], set()
    known = {foreign: set(_keys(foreign.references, rows[foreign.table])) for foreign in model.foreign_keys}
    for at, row in enumerate(rows[table]):
        broken = next((key for foreign in known if (key := _broken(foreign, row, known[foreign]))), None)
        own = key_of(model.key, row)
        if broken or (own and own in seen):
            yield table, at, broken or _text(own)
        seen.add(own)


def _broken(foreign: ForeignKey, row: Record, known: set[tuple[Any, ...]]) -> str | None:
    key = key_of(foreign.fields, row)
    return None if None in key or key in known else f"{foreign.table}: {_text(key)}"


def _lost(table: str, row: Record, reason: str) -> Record:
    document, page = getattr(row, "document_id", None), getattr(row, "page", None)
    return finding("record-inconsistent", document, page, getattr(row, "bbox", None), table, table=table, reason=reason)


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
