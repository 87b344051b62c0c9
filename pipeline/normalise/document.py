"""Statements of one document → records: tree, initiatives, indicators, targets, schedules, lineage, terms, cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.model import Remark, Sheet
from extractors.statements import (
    CellKey,
    CellRole,
    GlossarySaid,
    IndicatorSaid,
    InitiativeSaid,
    LineageSaid,
    MeasureSaid,
    MilestoneSaid,
    NoteSaid,
    Reading,
)
from pipeline.normalise.glossary import build_glossary
from pipeline.normalise.heads import HeadReader
from pipeline.normalise.ids import folded
from pipeline.normalise.indicators import Context, build_indicators
from pipeline.normalise.initiatives import Owners, build_initiatives, group_initiatives
from pipeline.normalise.lineage import build_lineage
from pipeline.normalise.measures import Tree, build_tree
from pipeline.normalise.milestones import build_milestones
from pipeline.schema import CellRecord, Dataset, Initiative
from pipeline.values.names import closed_up


@dataclass(frozen=True, slots=True)
class Plan:
    """Which document and plan the statements belong to, and the plan's first and last fiscal year where known."""

    document_id: str
    plan_id: str
    start_fy: int | None
    end_fy: int | None
    report_fy: int | None = None
    reports: bool = False
    """`reports`: the document is a progress report; `report_fy`: the year it is about, where it prints one."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """The records of a document and what was noticed on the way."""

    dataset: Dataset
    remarks: tuple[Remark, ...]


def normalise(reading: Reading, sheets: Sequence[Sheet], plan: Plan, tables_before: int = 0) -> Normalised:
    """Records of everything that a document says, each with its document, page and box.

    `tables_before` counts the tables on the document's earlier pages, where these are not its first.
    """
    said = reading.statements
    tree = build_tree((s for s in said if isinstance(s, MeasureSaid)), plan.document_id, plan.plan_id)
    groups = group_initiatives(s for s in said if isinstance(s, InitiativeSaid))
    owners = build_initiatives(groups, tree, plan.document_id, plan.plan_id)
    notes = [s for s in said if isinstance(s, NoteSaid)]
    initiatives = _with_notes(owners, notes)
    heads = HeadReader(plan.start_fy, plan.end_fy, plan.report_fy, reports=plan.reports)
    context = Context(
        plan.document_id, plan.plan_id, heads, owners.by_owner, {i.initiative_id: i.name for i in initiatives},
        _notes_by_owner(notes), tree,
    )  # fmt: skip
    built = build_indicators([s for s in said if isinstance(s, IndicatorSaid)], context)
    milestones = build_milestones(
        (s for s in said if isinstance(s, MilestoneSaid)), heads, owners.by_owner, plan.document_id, plan.plan_id
    )
    rows = {
        "measures": tuple(tree.records.values()),
        "initiatives": initiatives,
        "indicators": tuple(built.records),
        "targets": tuple(built.targets),
        "milestones": tuple(milestones),
        "lineage": tuple(
            build_lineage(
                [s for s in said if isinstance(s, LineageSaid)],
                {folded(i.name): i.name for i in initiatives},
                plan.document_id,
                plan.plan_id,
            )
        ),
        "glossary": tuple(
            build_glossary((s for s in said if isinstance(s, GlossarySaid)), notes, plan.document_id, plan.plan_id)
        ),
        "cells": tuple(_cells(sheets, reading.roles, built.cells, plan.document_id, tables_before + 1)),
    }
    return Normalised(Dataset(rows), (*reading.remarks, *built.remarks))


def _notes_by_owner(notes: Iterable[NoteSaid]) -> dict[int, str]:
    texts: dict[int, str] = {}
    for note in notes:
        if note.owner is not None:
            texts[note.owner] = "\n".join(filter(None, (texts.get(note.owner, ""), note.said.text)))
    return texts


_LEGEND = re.compile(
    r"[(（]?(?P<letter>[A-ZＡ-Ｚ])[)）]?\s*(?:は|：|:|＝|=)\s*[「『]?(?P<word>[^\s、。，」』]{1,8}(?:事業|取組|施策))"
)


def _with_notes(owners: Owners, notes: Sequence[NoteSaid]) -> tuple[Initiative, ...]:
    """Initiatives with the notes that stand with them, and category letters spelled out where a note explains them."""
    legend = {m["letter"]: m["word"] for note in notes for m in _LEGEND.finditer(note.said.text)}
    texts: dict[str, list[str]] = {}
    for note in notes:
        if note.owner is not None and note.owner in owners.by_owner:
            texts.setdefault(owners.by_owner[note.owner], []).append(closed_up(note.said.text))
    return tuple(
        record.model_copy(
            update={
                "notes": (*record.notes, *texts.get(record.initiative_id, ())),
                "category": legend.get((record.category or "").strip("()（） "), record.category),
            }
        )
        for record in owners.records
    )


def _cells(
    sheets: Sequence[Sheet],
    roles: Mapping[CellKey, CellRole],
    records: Mapping[CellKey, str],
    document_id: str,
    first_number: int,
) -> Iterable[CellRecord]:
    """Every cell of every table with what it was understood as. Tables are numbered through the document."""
    tables = (table for sheet in sheets for table in sheet.tables)
    for number, table in enumerate(tables, start=first_number):
        for cell in table.cells:
            key = CellKey(table.page, table.number, cell.row, cell.col)
            record = records.get(key)
            yield CellRecord(
                document_id=document_id,
                page=cell.page,
                table_no=number,
                row=cell.row,
                col=cell.col,
                row_span=cell.row_span,
                col_span=cell.col_span,
                bbox=cell.box,
                text=cell.text,
                role=roles.get(key, "unmapped"),
                record_table="indicators" if record else None,
                record_id=record,
                source="native" if cell.confidence is None else "ocr",
                ocr_confidence=None if cell.confidence is None else round(cell.confidence, 3),
            )


__all__ = ["Normalised", "Plan", "Tree", "normalise"]
