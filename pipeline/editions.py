"""Which documents the main tables show and which are history.

A document that is new to a dataset takes the place of the earlier documents of its plan; these go to the history.
One that is known already keeps its place, whoever reads it again. Documents of one plan that arrive together all stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.schema import TABLES, Dataset, Record


class Editions(NamedTuple):
    """What a folder publishes: the latest edition of each plan, and those it supersedes."""

    latest: Dataset
    history: Dataset


def settle(published: Editions, arrived: Mapping[str, Dataset]) -> Editions:
    """The published datasets with the documents that arrived (by id) put in their places."""
    known_old = _ids(published.history)
    known = _ids(published.latest) | known_old
    fresh = {key: data for key, data in arrived.items() if key not in known}
    renewed = {key: data for key, data in arrived.items() if key in known}
    plans = {row.plan_id for data in fresh.values() for row in data["documents"] if row.plan_id}
    superseded = {row.document_id for row in published.latest["documents"] if row.plan_id in plans}
    latest = [*_split(published.latest).items(), *((k, d) for k, d in renewed.items() if k not in known_old)]
    history = [*_split(published.history).items(), *((k, d) for k, d in renewed.items() if k in known_old)]
    return Editions(
        _arranged({**{key: data for key, data in dict(latest).items() if key not in superseded}, **fresh}),
        _arranged(dict(history) | {key: data for key, data in dict(latest).items() if key in superseded}),
    )


def _ids(dataset: Dataset) -> set[str]:
    return {row.document_id for row in dataset["documents"]}


def _split(dataset: Dataset) -> dict[str, Dataset]:
    """A dataset by document. Findings about files that never became a document are left behind."""
    rows: dict[str, dict[str, list[Record]]] = {key: {} for key in _ids(dataset)}
    for table, records in dataset:
        for record in records:
            owner = rows.get(_owner(record))
            if owner is not None:
                owner.setdefault(table, []).append(record)
    return {key: Dataset({table: tuple(found) for table, found in tables.items()}) for key, tables in rows.items()}


def _owner(record: Record) -> str:
    return getattr(record, "document_id", None) or getattr(record, "to_document_id", None) or ""


def _arranged(documents: Mapping[str, Dataset]) -> Dataset:
    """One dataset; its documents stand in the same order however they arrived."""

    def place(item: tuple[str, Dataset]) -> tuple[str, str, str]:
        document = item[1]["documents"][0]
        return document.plan_id or "", document.file_name, document.document_id

    return joined(data for _, data in sorted(documents.items(), key=place))


def joined(datasets: Iterable[Dataset]) -> Dataset:
    """The rows of all, in order."""
    parts = list(datasets)
    rows = {table: tuple(row for part in parts for row in part[table]) for table in TABLES}
    return Dataset({table: found for table, found in rows.items() if found})
