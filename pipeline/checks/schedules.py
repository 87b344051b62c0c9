"""Schedule against targets: bars that begin after the targets they explain, years that a word contradicts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.checks.claims import Claims, EmptySchedule
from pipeline.checks.text import same, squeezed
from pipeline.checks.view import View, about, label
from pipeline.findings import finding
from pipeline.schema import Finding, Indicator, Initiative, Target
from pipeline.values.years import find_years

# Stages that must come before any result; running and improving may go on beside it.
_PREPARES = re.compile(r"準備|構築|検討|設計|研究|調査|選定|開発|要件")
_RUNS = re.compile(r"運用|稼働|本格|実施|開始|導入(?!準備|検討|に向け)|拡大|展開|改善|周知")
_WORK = re.compile(r"準備|試行|検証|調査|研究|分析|検討|実証")
_AFTER = re.compile(r"後に?|結果|踏まえ|終えて|を経て|完了|以降に")


def check(view: View, claims: Claims) -> Iterator[Finding]:
    """Bars too late for the targets, and indicators to be set after a year that they already cover."""
    for item in view.initiatives:
        yield from _late(view, item)
    told = set()
    for indicator in view.indicators:
        rows = [target for target in view.targets.get(indicator.indicator_id, ()) if target.status == "tbd"]
        said = (indicator.initiative_id, rows[0].raw) if rows else None
        if said not in told:  # one sentence may cover several rows
            yield from _covers_its_own_year(rows)
            yield from _still_under_way(view, indicator, rows)
        told.add(said)
    document_id = view.plans[0].document_id if view.plans else None
    for empty in _by_accident(view, claims.empty_schedules):
        values = {"owner": empty.owner, "label": empty.label}
        yield finding("schedule-empty", document_id, empty.page, empty.bbox, "initiatives", None, **values)


def _still_under_way(view: View, indicator: Indicator, rows: list[Target]) -> Iterator[Finding]:
    """A figure to be decided when some work is done, and a bar of that work that goes on after that year."""
    text = squeezed(rows[0].raw) if rows else ""
    for found in find_years(text):
        after = _AFTER.search(text, found.end, found.end + 25)
        work = _WORK.search(text, found.end, after.start()) if after else None
        if work is None:
            continue
        for bar in view.milestones.get(indicator.initiative_id, ()):
            if work[0] in bar.label and (bar.end_fy or 0) > found.span.fiscal_year:
                values = {"text": rows[0].raw, "bar": bar.label, "end": bar.end_fy}
                yield about(rows[0], "decided-before-done", year=found.span.fiscal_year, **values)
                return


def _by_accident(view: View, empties: Sequence[EmptySchedule]) -> Iterator[EmptySchedule]:
    """Empty schedules, less those of a kind of initiative of which more than half have none."""
    kinds = {same(item.name): item.category for item in view.initiatives}
    sizes = Counter(item.category for item in view.initiatives)
    empty_of = Counter(kinds.get(same(empty.owner)) for empty in empties)
    for empty in empties:
        kind = kinds.get(same(empty.owner))
        if empty_of[kind] * 2 <= sizes[kind] or sizes[kind] < 2:
            yield empty


def _late(view: View, item: Initiative) -> Iterator[Finding]:
    """All running stages begin two years or more after the first figure, and only preparation comes before."""
    bars = [bar for bar in view.milestones.get(item.initiative_id, ()) if bar.start_fy]
    running = [bar.start_fy for bar in bars if _RUNS.search(bar.label) and bar.start_fy]
    preparing = [bar.start_fy for bar in bars if _PREPARES.search(bar.label) and bar.start_fy]
    if not running or not preparing or len(running) + len(preparing) < len(bars):
        return
    first = min((*running, *preparing))
    for indicator in view.indicators_of.get(item.initiative_id, ()):
        years = [t.fiscal_year for t in view.targets.get(indicator.indicator_id, ()) if t.status == "set" and t.value]
        if years and first - min(years) >= 2:
            values = {"name": label(item), "bar": first, "indicator": label(indicator), "target": min(years)}
            yield about(indicator, "schedule-after-targets", **values)


def _covers_its_own_year(rows: list[Target]) -> Iterator[Finding]:
    """The first year that is still to be decided lies in or before the year whose result decides it."""
    for row in rows[:1]:
        text = squeezed(row.raw)
        for found in find_years(text):
            after = _AFTER.search(text, found.end, found.end + 25)
            if after and row.fiscal_year <= found.span.fiscal_year and "まで" not in found.span.text:
                yield about(row, "decided-too-late", text=row.raw, year=row.fiscal_year, after=found.span.fiscal_year)
                return
