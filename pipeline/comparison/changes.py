"""Changes between editions with the names that a reader knows."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.comparison.models import Revision
from pipeline.comparison.view import View, grouped, label
from pipeline.schema import Change


def revisions(seen: View) -> Iterator[Revision]:
    """Every change of the latest editions; names from the later file, or from the earlier where it is gone."""
    plans = {(plan.document_id, plan.plan_id) for plan in seen.latest["plans"]}
    changed = {row.to_document_id for row in seen.latest["changes"]}
    targets = (row for row in seen.latest["targets"] if row.document_id in changed)
    at = grouped(targets, "document_id", "indicator_id", "page", "bbox")
    for row in seen.latest["changes"]:
        if (row.to_document_id, row.plan_id) in plans:
            here = at.get((row.to_document_id, row.record_id, row.to_page, row.to_bbox), ())
            years = {target.fiscal_year for target in here}
            yield _revision(seen, row, years.pop() if len(years) == 1 else None)


def _revision(seen: View, row: Change, year: int | None) -> Revision:
    plan = seen.plans[row.to_document_id, row.plan_id]
    name, found = _named(seen, row)
    return Revision(
        **seen.owner(plan),
        record_table=row.record_table,
        record_id=row.record_id,
        name=name,
        themes=found,
        fiscal_year=year,
        change=row.change,
        field=row.field,
        before=row.before,
        after=row.after,
        from_document_id=row.from_document_id,
        from_page=row.from_page,
        from_bbox=row.from_bbox,
        page=row.to_page,
        bbox=row.to_bbox,
    )


def _named(seen: View, row: Change) -> tuple[str, tuple[str, ...]]:
    """Name and themes of the initiative or indicator that the record is or belongs to."""
    for document in (row.to_document_id, row.from_document_id):
        for indicator in _leading(seen.indicators, document, row.record_id):
            return label(seen.indicators[indicator]), tuple(seen.indicator_themes[indicator])
        for initiative in _leading(seen.initiatives, document, row.record_id):
            return seen.initiatives[initiative].name, tuple(seen.initiative_themes[initiative])
    return row.after or row.before or "", ()


def _leading(rows: object, document: str, record_id: str) -> Iterator[tuple[str, str]]:
    """Keys whose id the record's id is, or begins with (a target's id is its indicator's and more)."""
    parts = record_id.split("/")
    for part in parts:
        if (document, part) in rows:  # type: ignore[operator]
            yield document, part
