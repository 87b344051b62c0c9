"""The whole way of a document from pages to statements.

pages → tables and bars (`tables`) → tables over pages joined (`continuation`) → headings and shapes (`shapes`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.collecting import seldom
from extractors.model import Sheet
from extractors.shapes.draft import Draft
from extractors.shapes.headings import body_size, mark_running
from extractors.shapes.inventory import Inventory, inventory
from extractors.shapes.walk import Walk
from extractors.statements import InitiativeSaid, MeasureSaid, Reading


@seldom()
def read_sheets(sheets: Iterable[Sheet]) -> Reading:
    """What the pages of one document say. Read twice: first what the lists name, then everything in its light."""
    pages: Sequence[Sheet] = mark_running(tuple(sheets))
    body = body_size(pages)
    draft = Draft()
    Walk(draft, _listed(pages, body), body).read(pages)
    remarks = [*(remark for sheet in pages for remark in sheet.remarks), *draft.remarks]
    return Reading(tuple(draft.statements), draft.roles, tuple(remarks))


def _listed(pages: Sequence[Sheet], body: float) -> Inventory:
    """Only lists, sheets, forms and trees may tell what there is; headings are what is to be recognised."""
    draft = Draft(names_only=True)
    walk = Walk(draft, Inventory(), body)
    walk.read(pages)
    found = inventory(
        s for s in draft.statements if isinstance(s, (InitiativeSaid, MeasureSaid)) and s.source != "heading"
    )
    found.numberings = walk.numbering.kinds()
    return found
