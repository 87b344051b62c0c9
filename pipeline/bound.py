"""Several plans in one file: which of its rows are whose.

A document that holds one plan is one unit; of a document that binds several each plan is a unit of its own, with the
document's row. Cells and findings belong to the plan in whose pages they stand: a plan's row says where it begins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.schema import TABLES, Dataset, Plan, Record

Plans = Mapping[str, Sequence[Plan]]


def plans_by_document(dataset: Dataset) -> Plans:
    """Plans of each document in the order of their pages."""
    found: dict[str, list[Plan]] = defaultdict(list)
    for plan in sorted(dataset["plans"], key=lambda row: row.page or 0):
        found[plan.document_id].append(plan)
    return dict(found)


def unit_key(document_id: str, plan_id: str | None, plans: Plans) -> str:
    """The name of a unit: the document's id, with a number for every plan behind its first."""
    ids = [plan.plan_id for plan in plans.get(document_id, ())]
    number = ids.index(plan_id) if plan_id in ids else 0
    return f"{document_id} {number}" if number else document_id


def plan_of(record: Any, plans: Sequence[Plan]) -> str | None:
    """The plan of its document that a row belongs to; None for what is the whole document's."""
    if not plans or record.table == "documents":
        return None
    own: str | None = getattr(record, "plan_id", None)
    page: int | None = getattr(record, "page", None)
    if own is not None or page is None:
        return own
    return next((plan.plan_id for plan in reversed(plans) if (plan.page or 0) <= page), plans[0].plan_id)


def units(dataset: Dataset, plans: Plans) -> dict[str, Dataset]:
    """The dataset by unit, without changes and without findings about files that never became a document.

    `plans` holds the plans of all its documents, those too that another dataset holds.
    """
    here = plans_by_document(dataset)
    keys = {
        row.document_id: [unit_key(row.document_id, plan.plan_id, plans) for plan in here.get(row.document_id, ())]
        or [row.document_id]
        for row in dataset["documents"]
    }
    rows: dict[str, dict[str, list[Record]]] = {key: {} for found in keys.values() for key in found}
    for table, records in dataset:
        for record in records if table != "changes" else ():
            document = getattr(record, "document_id", None) or ""
            whose = plan_of(record, plans.get(document, ()))
            wanted = unit_key(document, whose, plans)
            for key in [wanted] if whose is not None and wanted in rows else keys.get(document, ()):
                rows[key].setdefault(table, []).append(record)
    return {key: Dataset({table: tuple(found) for table, found in tables.items()}) for key, tables in rows.items()}


def joined(datasets: Mapping[str, Dataset], changes: tuple[Record, ...] = ()) -> Dataset:
    """The rows of all units, in their order; a document's row once, as its first plan has it."""
    documents: dict[str, Record] = {}
    for key in sorted(datasets):
        for row in datasets[key]["documents"]:
            documents.setdefault(row.document_id, row)
    ids = dict.fromkeys(row.document_id for data in datasets.values() for row in data["documents"])
    rows: dict[str, tuple[Record, ...]] = {
        table: tuple(row for data in datasets.values() for row in data[table]) for table in TABLES
    }
    rows |= {"documents": tuple(documents[key] for key in ids), "changes": changes}
    return Dataset({table: found for table, found in rows.items() if found})
