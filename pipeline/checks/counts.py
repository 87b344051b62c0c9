"""Numbers of records that the plan states, against what it prints."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.claims import Claims, StatedCount
from pipeline.checks.text import same
from pipeline.checks.view import View
from pipeline.findings import finding
from pipeline.schema import Finding

_CONTINUING, _ENDING = {"continued", "renamed", "merged"}, {"ended"}
_STATUS = {"継続": _CONTINUING, "終了": _ENDING, "新規": {"new"}}


def check(view: View, claims: Claims) -> Iterator[Finding]:
    """A stated count that differs from the rows printed with it, or from the records it counts."""
    document_id = view.plans[0].document_id if view.plans else None
    whole = _tells_of_all(view, claims)
    for count in claims.counts:
        if count.table == "initiatives" and count.scope and not whole:
            continue
        printed = count.printed if count.printed is not None else _records(view, count)
        if printed is not None and printed != count.value:
            yield finding(
                "count-differs",
                document_id,
                count.page,
                count.bbox,
                count.table,
                None,
                text=count.text or str(count.value),
                stated=count.value,
                printed=printed,
            )


def _tells_of_all(view: View, claims: Claims) -> bool:
    """Whether the counts by measure add up to about all initiatives; those of one part of a file tell of that part."""
    stated = sum(count.value for count in claims.counts if count.table == "initiatives" and count.scope)
    return abs(stated - len(view.initiatives)) <= max(2, len(view.initiatives) // 4)


def _records(view: View, count: StatedCount) -> int | None:
    """How many records the count speaks of; None when its scope is not known, so that no doubt becomes a finding."""
    if not count.scope:
        return len(view.dataset[count.table]) or None
    if count.table == "lineage":
        wanted = _STATUS.get(count.scope)
        return sum(row.relation in wanted for row in view.lineage if row.old_name) if wanted else None
    scope = same(count.scope)
    owners = [m for m in view.measures if scope in (same(m.code), same(m.title), same(m.code + m.title))]
    if len(owners) != 1 or count.table not in ("initiatives", "indicators"):
        return None
    below = view.below(owners[0].measure_id)
    inside = {item.initiative_id for item in view.initiatives if item.measure_id in below}
    if count.table == "initiatives":
        return len(inside) or None  # a measure on which nothing hangs was not understood
    return sum(row.initiative_id in inside or row.measure_id in below for row in view.indicators)
