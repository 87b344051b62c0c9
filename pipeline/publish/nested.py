"""One JSON document per plan that reads like the plan: tree of measures, initiatives, indicators, targets, schedule.

Takes the dataset, gives `file name → document`. Under a plan stand its files, under a file what it prints, in the
order of the tables. A nested record leaves out what its place already says (document, plan, parent).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from pipeline.bound import plan_of, plans_by_document
from pipeline.publish.columns import columns
from pipeline.publish.spelling import json_column
from pipeline.schema import CONTRACT_VERSION, Dataset, Plan, Record

Tree = dict[str, Any]


class Spelled(str):
    """A value that is spelled in JSON already."""


def plan_documents(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """File name and JSON text of every plan, by plan id in order of first appearance."""
    plans: dict[str, list[Plan]] = defaultdict(list)
    for plan in dataset["plans"]:
        plans[plan.plan_id].append(plan)
    bound = plans_by_document(dataset)
    parts = {table: _by(rows, "document_id") for table, rows in dataset if table not in ("plans", "changes")}
    changes = _by(dataset["changes"], "plan_id")
    for plan_id, editions in plans.items():
        document = {
            "contract": CONTRACT_VERSION,
            "plan_id": plan_id,
            "documents": [_document(plan, bound[plan.document_id], parts) for plan in editions],
            "changes": [_fields(change, {"plan_id"}) for change in changes.get(plan_id, ())],
        }
        yield file_name(plan_id), json_text(document)


def file_name(plan_id: str) -> str:
    """The name of a plan's file; nothing in an id can leave the folder or collide with another id."""
    return quote(plan_id, safe="").replace(".", "%2E") + ".json"


def _document(plan: Plan, plans: Sequence[Plan], parts: Mapping[str, Mapping[Any, Sequence[Record]]]) -> Tree:
    def own(table: str) -> list[Any]:
        rows = parts[table].get(plan.document_id, ())
        return [row for row in rows if plan_of(row, plans) in (plan.plan_id, None)]

    place = {"document_id", "plan_id"}
    file = next((_fields(row, {"plan_id"}) for row in own("documents")), {})
    return {
        "document": file,
        "plan": _fields(plan, place),
        **_tree(own, place),
        **{table: [_fields(row, place) for row in own(table)] for table in ("lineage", "glossary", "findings")},
    }


def _tree(own: Any, place: set[str]) -> Tree:
    targets = _by(own("targets"), "indicator_id")
    milestones = _by(own("milestones"), "initiative_id")
    of_initiative = _by(own("indicators"), "initiative_id")
    measures = own("measures")
    known = {measure.measure_id for measure in measures}

    def indicator(row: Any) -> Tree:
        given = targets.get(row.indicator_id, ())
        rest = {"targets": [_fields(target, place | {"indicator_id"}) for target in given]}
        return _fields(row, place | {"initiative_id", "measure_id"}) | rest

    def initiative(row: Any) -> Tree:
        return _fields(row, place | {"measure_id"}) | {
            "indicators": [indicator(i) for i in of_initiative.get(row.initiative_id, ())],
            "schedule": [_fields(m, place | {"initiative_id"}) for m in milestones.get(row.initiative_id, ())],
        }

    below = _by(own("initiatives"), "measure_id")
    beside = _by((i for i in of_initiative.get(None, ())), "measure_id")
    children = _by((m for m in measures if m.parent_id in known), "parent_id")

    def measure(row: Any) -> Tree:
        return _fields(row, place | {"parent_id"}) | {
            "indicators": [indicator(i) for i in beside.get(row.measure_id, ())],
            "initiatives": [initiative(i) for i in below.get(row.measure_id, ())],
            "measures": [measure(child) for child in children.get(row.measure_id, ())],
        }

    return {
        "measures": [measure(row) for row in measures if row.parent_id not in known],
        "initiatives": [initiative(row) for row in own("initiatives") if row.measure_id not in known],
        "indicators": [indicator(i) for i in of_initiative.get(None, ()) if i.measure_id not in known],
        "schedule": [_fields(m, place) for m in milestones.get(None, ())],
    }


def _by(rows: Iterable[Any], name: str) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, name)].append(row)
    return groups


def _fields(record: Record, without: set[str]) -> Tree:
    return {
        column.name: Spelled(json_column(column.kind, [getattr(record, column.name)])[0])
        for column in columns(type(record))
        if column.name not in without
    }


def json_text(tree: Any, depth: int = 0) -> str:
    """JSON with two spaces an indent; `Spelled` values stand as they are, so that figures keep every digit."""
    if isinstance(tree, Spelled):
        return str(tree)
    if not isinstance(tree, dict | list):
        return json.dumps(tree, ensure_ascii=False)
    pad, inner = "  " * depth, "  " * (depth + 1)
    if isinstance(tree, dict):
        parts = [f"{inner}{json.dumps(name)}: {json_text(value, depth + 1)}" for name, value in tree.items()]
        opening, closing = "{", "}"
    else:
        parts = [inner + json_text(value, depth + 1) for value in tree]
        opening, closing = "[", "]"
    return f"{opening}\n" + ",\n".join(parts) + f"\n{pad}{closing}" if parts else opening + closing
