"""Promised, absent: announced indicators without a row, rows without a name, items without indicator or schedule."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.claims import Announced, Claims
from pipeline.checks.text import same
from pipeline.checks.view import View, about, label
from pipeline.findings import finding
from pipeline.schema import Finding, Initiative


def check(view: View, claims: Claims) -> Iterator[Finding]:
    """What the plan promises and does not hold."""
    document_id = view.plans[0].document_id if view.plans else None
    names = [same(row.name) for row in view.indicators if row.name]
    for promise in claims.announced:
        if names and not _held(promise, names):
            values = {"name": promise.name, "owner": promise.owner}
            yield finding("announced-absent", document_id, promise.page, promise.bbox, "indicators", None, **values)
    for row in view.indicators:
        if not row.name and not row.series:
            yield about(row, "indicator-without-name", name=label(row))
    yield from _without_schedule(view)


def _held(promise: Announced, names: list[str]) -> bool:
    """Whether a row bears the announced name, or one that holds it or is held by it."""
    wanted = same(promise.name)
    return any(wanted in name or (len(name) > 4 and name in wanted) for name in names)


def _without_schedule(view: View) -> Iterator[Finding]:
    """Initiatives without any bar, where at least two thirds of their kind have one."""
    for category in dict.fromkeys(item.category for item in view.initiatives):
        items = [item for item in view.initiatives if item.category == category]
        bare = [item for item in items if not view.milestones.get(item.initiative_id)]
        if len(items) > 2 and 0 < len(bare) * 3 <= len(items):
            yield from (about(item, "no-schedule", name=label(item)) for item in bare if _has_indicator(view, item))


def _has_indicator(view: View, item: Initiative) -> bool:
    return bool(view.indicators_of.get(item.initiative_id))
