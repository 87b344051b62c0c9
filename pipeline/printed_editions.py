"""Which of two documents is the later edition of a plan, as far as they print it.

Read from `plans.edition` and `plans.status`: dates (令和8年3月), versions (第2版, Ver.1.1), revisions (改訂版), draft
or final. What is not printed is not known: then nothing follows from it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from pipeline.schema import Plan
from pipeline.values import find_years
from pipeline.values.folding import fold

_REVISED = re.compile(r"改[訂定正]|変更|見直し|修正|増補|更新")
_TIMES = re.compile(r"第([0-9一二三四五六七八九十]+)[回次]?(?:改[訂定正]|変更|見直し|修正)")
_VERSION = re.compile(r"第([0-9一二三四五六七八九十]+)版|ver(?:sion)?\.?([0-9]+(?:\.[0-9]+)?)", re.IGNORECASE)
_KANJI = {digit: number for number, digit in enumerate("〇一二三四五六七八九十")}


class PrintedEdition(NamedTuple):
    """What a document prints of its edition; `first` and `last` day of its date where it has one."""

    first: date | None
    last: date | None
    revision: float
    draft: bool


def printed_edition(plan: Plan) -> PrintedEdition:
    """The edition that a plan's row holds in words."""
    text = plan.edition or ""
    dates = [found.span for found in find_years(text)]
    exact = [span for span in dates if span.precision in ("month", "day")] or dates
    revision, draft = _revision(fold(text)), plan.status == "draft"
    if not exact:
        return PrintedEdition(None, None, revision, draft)
    latest = max(exact, key=lambda span: span.last)
    return PrintedEdition(latest.first, latest.last, revision, draft)


def is_later(one: Plan, other: Plan) -> bool | None:
    """Whether `one` is the later edition; None where what they print does not say.

    A later date decides; then the number of the version or revision; then a final comes after its draft.
    """
    new, old = printed_edition(one), printed_edition(other)
    if new.first and new.last and old.first and old.last and not (new.first <= old.last and old.first <= new.last):
        return new.first > old.last
    if new.revision != old.revision:
        return new.revision > old.revision
    return old.draft if new.draft != old.draft else None


def _revision(text: str) -> float:
    """0 for a first edition, 1 for one revision, 2 for the second or the third version, and so on."""
    if times := _TIMES.search(text):
        return float(_number(times[1]))
    if version := _VERSION.search(text):
        return _number(version[1]) - 1.0 if version[1] else float(version[2]) - 1.0
    return 1.0 if _REVISED.search(text) else 0.0


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _KANJI.get(text, 1)
