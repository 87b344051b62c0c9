"""Figures that name their own year: 60%（令和11年度）, 令和11年度：60%."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.values.spans import YearContext
from pipeline.values.years import find_years

_BEFORE = re.compile(r"^[\s【\[［(（]*$")
_AFTER = re.compile(r"^(?:末|末時点|時点)?(?:に|までに)?[\s】\]］)）]*[:：]?\s*$")


class Dated(NamedTuple):
    """The last fiscal year that a cell names, and what else stands in it."""

    fiscal_year: int
    rest: str


def dated(text: str, context: YearContext) -> Dated | None:
    """The year of a figure with its year in brackets, before a colon or on a line of its own; else None."""
    found = find_years(text, context=context)
    if len(found) != 1 or "比" in text[found[0].start : found[0].end + 1]:
        return None
    year = found[0]
    before, after = text[: year.start], text[year.end :]
    if _is_apart(before, after):
        opening = re.search(r"[\s【\[［(（]*$", before)
        return Dated(year.span.end_fy, before[: opening.start()] if opening else before)
    lead = re.match(r"(?:末|末時点|時点)?[】\]］)）]*\s*[:：\n]\s*", after)
    if _BEFORE.match(before) and lead:
        return Dated(year.span.end_fy, after[lead.end() :])
    return None


def _is_apart(before: str, after: str) -> bool:
    """Whether a year ends its cell in brackets, or on a line of its own."""
    return bool(_AFTER.match(after)) and bool(re.search(r"[\[［(（【]\s*$|\n\s*$", before)) and bool(before.strip())
