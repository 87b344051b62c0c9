"""Plan periods: figures and bars outside the plan's years; plans of one city that overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.checks.view import View, about, label
from pipeline.findings import finding
from pipeline.schema import Finding, Plan


def check(view: View) -> Iterator[Finding]:
    """Targets and bars before the plan's first year or after its last; one finding per indicator or initiative."""
    if len(view.plans) != 1 or view.plans[0].start_fy is None or view.plans[0].end_fy is None:
        return
    first, last = view.plans[0].start_fy, view.plans[0].end_fy
    for indicator in view.indicators:
        rows = view.targets.get(indicator.indicator_id, ())
        outside = [row for row in rows if row.status == "set" and not first <= row.fiscal_year <= last]
        if outside:
            values = {"name": label(indicator), "year": outside[0].fiscal_year, "start": first, "end": last}
            yield about(outside[0], "target-outside-period", **values)
    for item in view.initiatives:
        for bar in view.milestones.get(item.initiative_id, ()):
            begins, ends = bar.start_fy or first, bar.end_fy or last
            if begins > last or ends < first:
                values = {"name": label(item), "label": bar.label, "start": first, "end": last}
                yield about(bar, "bar-outside-period", **values)
                break


def overlapping(pairs: Iterable[tuple[Plan, Plan]]) -> Iterator[Finding]:
    """Plans (earlier, later) of which one goes on from the other, with years that both hold figures for.

    For plans of several documents: the place is the later one's.
    """
    for one, other in pairs:
        begin, end = max(one.start_fy or 0, other.start_fy or 0), min(one.end_fy or 0, other.end_fy or 0)
        if begin <= end:
            values: dict[str, Any] = {"one": one.title, "other": other.title, "start": begin, "end": end}
            place = (other.document_id, other.page, other.bbox, "plans", other.plan_id)
            yield finding("plans-overlap", *place, **values)
