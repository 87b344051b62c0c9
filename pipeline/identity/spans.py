"""A span of fiscal years as a line of a cover or a sentence prints it."""

from __future__ import annotations

import re

from pipeline.identity.lines import fold
from pipeline.values.years import find_years


def span_of(text: str) -> tuple[int, int] | None:
    """(first, last fiscal year) of the first span of years in a text (令和8年度～令和12年度); None where there is none.

    A list (令和6・7年度) is no span; a month ends the fiscal year it lies in (2026年3月まで → 2025). A first year and a
    number of years are one: 令和8年度から5年間.
    """
    folded = _ARROW.sub("→", fold(text))
    if (counted := _counted(folded)) or not _RANGE.search(folded):
        return counted
    for found in find_years(folded):
        years = found.span.fiscal_years
        if 1 < len(years) <= _LONGEST and _RANGE.search(fold(found.span.text)):
            return years[0], years[-1]
    return None


def _counted(folded: str) -> tuple[int, int] | None:
    """(first, last fiscal year) of 令和8年度から5年間 or 令和8年4月から5か年."""
    match = _FOR_YEARS.search(folded)
    first = find_years(folded[: match.start()])[-1:] if match else ()
    if match is None or not first or first[-1].end != match.start() or len(first[-1].span.fiscal_years) != 1:
        return None
    start, length = first[-1].span.fiscal_years[0], int(match[1])
    return (start, start + length - 1) if 1 < length <= _LONGEST else None


_ARROW = re.compile(r"[▶▷►▸➡⇒⇨➔➜➤]")
_FOR_YEARS = re.compile(r"(?:を(?:初年度|始期|起点)とする|から|より)の?([0-9]{1,2})[かカヵケヶ箇]?年(?:間|計画|度分)?")
_RANGE = re.compile(r"[~\-→]|から|より|ないし|至")
_LONGEST = 31
