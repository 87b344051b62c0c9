"""When the work under a theme begins and when it is in operation, from the bars of the schedules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.comparison.models import Timeline
from pipeline.comparison.view import View, grouped
from pipeline.schema import Milestone

_OPERATION = re.compile(r"運用|本格|稼働|導入|供用|実施|開始|公開|提供|拡充|展開|移行")
_BEFORE = re.compile(r"検討|研究|調査|準備|試験|試行|検証|実証|設計|構築|選定|調達|協議|要件")
"""A bar that says both (導入の検討) is not yet operation."""


def timelines(seen: View) -> Iterator[Timeline]:
    """A row per theme and initiative with a schedule; a theme's first year is the least of its rows."""
    for (document, initiative), bars in grouped(seen.latest["milestones"], "document_id", "initiative_id").items():
        row = seen.initiatives.get((document, initiative or ""))
        dated = sorted((bar for bar in bars if bar.start_fy is not None), key=lambda bar: bar.start_fy)
        if not row or not dated:
            continue
        begun = _operation(dated)
        shown = begun or dated[0]
        for theme in seen.initiative_themes[document, row.initiative_id]:
            yield Timeline(
                **seen.owner(row),
                theme=theme,
                initiative_id=row.initiative_id,
                initiative=row.name,
                start_fy=dated[0].start_fy,
                operation_fy=begun.start_fy if begun else None,
                label=shown.label or "",
                page=shown.page,
                bbox=shown.bbox,
            )


def _operation(bars: Sequence[Milestone]) -> Milestone | None:
    said = (bar for bar in bars if _OPERATION.search(bar.label or "") and not _BEFORE.search(bar.label or ""))
    return next(said, None)
