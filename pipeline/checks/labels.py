"""Merged labels on the wrong row: a list's group label whose code is not the beginning of the row's own code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.claims import Claims, ListRow
from pipeline.checks.view import View
from pipeline.findings import finding
from pipeline.schema import Finding

_ROMAN = {"Ⅰ": "1", "Ⅱ": "2", "Ⅲ": "3", "Ⅳ": "4", "Ⅴ": "5", "Ⅵ": "6", "Ⅶ": "7", "Ⅷ": "8", "Ⅸ": "9", "Ⅹ": "10"}


def check(view: View, claims: Claims) -> Iterator[Finding]:
    """Rows that stand under a label with another code than their own begins with.

    Only codes of more parts than the label's (2-1 under 2), and only where they begin with it in most rows:
    elsewhere the two numberings are independent.
    """
    rows = [row for row in claims.rows if len(_parts(row.code)) > len(_parts(row.group_code)) > 0]
    wrong = [row for row in rows if not _under(row)]
    document_id = view.plans[0].document_id if view.plans else None
    if len(wrong) * 3 > len(rows):
        return
    for row in wrong:
        values = {"number": row.code, "name": row.name, "group": row.group or row.group_code}
        yield finding("label-on-wrong-row", document_id, row.page, row.bbox, "initiatives", None, **values)


def _under(row: ListRow) -> bool:
    group, own = _parts(row.group_code), _parts(row.code)
    return own[: len(group)] == group


def _parts(code: str) -> list[str]:
    """The numbers of a code: <2> → 2, 2-1 → 2, 1, ①-3 → ①, 3."""
    plain = "".join(_ROMAN.get(letter, letter) for letter in code.translate(_DIGITS))
    return re.findall(r"[0-9]+|[①-⑳]|[A-Za-z]+", plain)


_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
