"""The facts and the drawn grids as the JSON that the golden tests compare with."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from recipe.facts import Facts, Indicator, Initiative, Target
from recipe.paper import Document, Grid


def truth(facts: Facts, document: Document) -> dict[str, Any]:
    """What must be read from the drawn document, with the strings as they are drawn."""
    of_initiatives = [(item.code, each) for item in facts.initiatives for each in item.indicators]
    of_measures = [(None, each) for each in facts.indicators]
    milestones = [
        {"initiative": item.code, "lane": m.lane, "label": m.label, "start_fy": m.start_fy, "end_fy": m.end_fy}
        for item in facts.initiatives
        for m in item.milestones
    ]
    return {
        "plan": facts.plan,
        "measures": list(facts.measures),
        "initiatives": [_initiative(item) for item in facts.initiatives],
        "indicators": [_indicator(code, each) for code, each in of_initiatives + of_measures],
        "milestones": milestones,
        "lineage": list(facts.lineage),
        "glossary": list(facts.glossary),
        "tables": [
            _table(number, block)
            for number, page in enumerate(document.pages, 1)
            for block in page
            if isinstance(block, Grid)
        ],
    }


def _initiative(item: Initiative) -> dict[str, Any]:
    return {
        "code": item.code,
        "name": item.name,
        "measure": item.measure,
        "category": item.category,
        "departments": list(item.departments),
        "summary": item.summary or None,
        "current_state": list(item.current_state),
        "ideal_state": list(item.ideal_state),
        "actions": list(item.actions),
        "national_policy": item.national_policy,
        "continuity": item.continuity,
        "notes": list(item.notes),
    }


def _indicator(code: str | None, item: Indicator) -> dict[str, Any]:
    return {
        "initiative": code,
        "measure": item.measure,
        "kind": item.kind,
        "group": item.group,
        "name": item.name,
        "series": item.series,
        "basis": item.basis,
        "baseline": item.baseline,
        "targets": [_target(each) for each in item.targets],
    }


def _target(target: Target) -> dict[str, Any]:
    values = [
        {
            "label": v.label,
            "comparator": v.comparator,
            "value": _number(v.value),
            "upper": _number(v.upper),
            "unit": v.unit,
        }
        for v in target.values
    ]
    return {"fy": target.fy, "raw": target.raw, "status": target.status, "values": values}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _table(page: int, grid: Grid) -> dict[str, Any]:
    return {
        "page": page,
        "kind": grid.kind,
        "initiative": grid.initiative,
        "n_rows": grid.n_rows,
        "n_cols": len(grid.widths),
        "header_rows": grid.header_rows,
        "cells": [
            {"r": c.row, "c": c.col, "rs": c.row_span, "cs": c.col_span, "text": c.text}
            for c in sorted(grid.cells, key=lambda c: (c.row, c.col))
        ],
        "arrows": [{"lane": b.lane, "text": b.text, "c0": b.start, "c1": b.end} for b in grid.bars],
    }
