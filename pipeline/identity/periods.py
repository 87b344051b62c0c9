"""The period of a plan: from the cover, from sentences about 計画期間, else from the years of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.identity.lines import PageText, Seen, fold, seen
from pipeline.values.years import find_years


class Period(NamedTuple):
    """First and last fiscal year, and where it is printed (None when only the tables' years say it)."""

    start_fy: int
    end_fy: int
    seen: Seen | None


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
_WORD = re.compile(r"計画期間|対象期間|計画の期間|実施期間|推進期間|戦略の期間|期間")


def period(pages: Sequence[PageText], title: Seen | None, year_columns: Sequence[int]) -> Period | None:
    """The plan's period, by the surest place that prints it."""
    found = next(_printed(pages, title), None)
    if found:
        return found
    if year_columns:
        return Period(min(year_columns), max(year_columns), None)
    return next(_of_so_many_years(pages), None)


def _printed(pages: Sequence[PageText], title: Seen | None) -> Iterator[Period]:
    cover = title.page if title else 1
    for page in pages[:10]:
        if page.number == cover and page.letters < 400:
            yield from (Period(*span, seen(line)) for line in page.lines if (span := span_of(line.text)))
    for page in pages[:15]:
        yield from _after_word(page)
    for page in pages:
        yield from (Period(*span, seen(line)) for line in page.lines if line.running and (span := span_of(line.text)))


_SO_MANY_YEARS = re.compile(r"[0-9一二三四五六七八九十]+(?:[かカヵケヶ箇]?年)(?:間|計画)")


def _of_so_many_years(pages: Sequence[PageText]) -> Iterator[Period]:
    """Spans beside a number of years (令和5年度から令和9年度まで5年間), of the length that it says."""
    for line in (line for page in pages[:10] for line in page.lines):
        other_plan = re.search(r"「|計画\(", fold(line.text))
        if not other_plan and _SO_MANY_YEARS.search(fold(line.text)) and (span := span_of(line.text)):
            yield Period(*span, seen(line))


def _after_word(page: PageText) -> Iterator[Period]:
    """Spans in a line that speaks of the period, or in the two lines after a heading that does."""
    for index, line in enumerate(page.lines):
        folded = fold(line.text)
        if not _WORD.search(folded) or "前計画" in folded or "現計画" in folded:
            continue
        heading = len(folded) < 20
        for near in page.lines[index : index + (4 if heading else 2)]:
            if span := span_of(near.text):
                yield Period(*span, seen(near))
                break


_REPORTED = re.compile(r"進捗|実績|評価|達成|取組状況|実施状況|報告|検証|点検")


def report_year(pages: Sequence[PageText], title: Seen | None) -> int | None:
    """The fiscal year that a progress report is about: on its cover, alone or beside the word for what it reports."""
    cover = title.page if title else 1
    for line in (line for page in pages if page.number == cover for line in page.lines):
        folded = fold(line.text)
        years = find_years(folded)
        if len(years) != 1 or span_of(line.text) or "年度" not in years[0].span.text:
            continue
        rest = folded[: years[0].start] + folded[years[0].end :]
        if not rest.strip("()版分末") or (_REPORTED.search(rest) and not re.search("計画期間|策定|改訂", rest)):
            return years[0].span.fiscal_year
    return None
