"""Columns slipped: rows with more texts than columns, and reasons that stand beside the wrong row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.checks.claims import Claims
from pipeline.checks.slips import gaps
from pipeline.checks.text import squeezed
from pipeline.checks.view import View, about
from pipeline.findings import finding
from pipeline.schema import Finding

_GOES_ON = re.compile(r"継続する|継続し(?!ない)|継続して(?:実施|取り組)|引き続き(?:実施|取り組)")
_ENDS = re.compile(r"終了(?:とする|とします|する|します|した|し、)|廃止(?:する|した)")


def check(view: View, claims: Claims) -> Iterator[Finding]:
    """Slipped rows that the reader met, and lineage reasons that say the opposite of their row's status."""
    document_id = view.plans[0].document_id if view.plans else None
    for slip in claims.slips:
        values: dict[str, Any] = {"row": slip.row, "texts": slip.texts, "columns": slip.columns}
        yield finding("columns-slipped", document_id, slip.page, slip.bbox, **values)
    for cell in claims.misplaced:
        values = {"text": cell.text, "head": cell.head, "row": cell.row}
        yield finding("cell-misplaced", document_id, cell.page, cell.bbox, **values)
    yield from _missing_codes(view)
    yield from _reasons(view)


def _missing_codes(view: View) -> Iterator[Finding]:
    """A number left out where initiatives, or those of the former plan, count on."""
    for rows, codes in (
        (view.initiatives, [item.code for item in view.initiatives]),
        (view.lineage, [row.old_code or "" for row in view.lineage]),
    ):
        at = {code: row for code, row in zip(codes, rows, strict=True) if code}
        for missing, before, behind in gaps(at):
            yield about(at[behind], "code-missing", number=missing, before=before, behind=behind)


def _reasons(view: View) -> Iterator[Finding]:
    for row in view.lineage:
        reason = squeezed(row.reason or "")
        ended = row.relation == "ended"
        contradicts = _GOES_ON.search(reason) if ended else _ENDS.search(reason)
        opposite = _ENDS.search(reason) if ended else _GOES_ON.search(reason)
        if contradicts and not opposite and row.relation != "new" and "統合" not in reason:
            status = "終了" if ended else "継続"
            yield about(row, "reason-contradicts-status", name=row.old_name, status=status, reason=row.reason)
        elif ended and "統合" in reason:
            yield about(row, "ended-yet-merged", name=row.old_name, reason=row.reason)
