"""Years as plans write them: whole cells, expressions inside a sentence, and rows of headers.

In: raw strings, and what is known around them (`YearContext`). Out: `Span` values. Nothing raises on any text;
what is no year is None. Rules with sources: docs/values.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from pipeline.values.eras import BY_SIGN
from pipeline.values.folding import cut, fold, positions, raw_span
from pipeline.values.points import Point, bases, number, point
from pipeline.values.relative import ERALESS, relative_year
from pipeline.values.spans import (
    Found,
    Span,
    YearContext,
    joined,
    of_calendar_year,
    of_fiscal_year,
    of_month,
)

NO_CONTEXT = YearContext()
_QUALIFIER = re.compile(
    r"の?(月末|末日?時点|末日?現在|末日?|当初予算額?|当初|初頭|初め|時点|現在|頃|ごろ|平均値?|累計値?|累積|合計|"
    r"実績値?|見込み?値?|見込額|決算額?|予算額?|目標値?|計画値?|予定|速報値?|上旬|中旬|下旬|中(?![一-龥])|以降|以後|以前|"
    r"までの間|までに|まで|から|より|と比較して|と比べて?|に比べて?|対比|比(?![一-龥率])|スタート|開始|を?基準)"
)
_BRACKETED = re.compile(r"\(([^()]{1,12})\)")
_RANGE = re.compile(r"~|-|→|から|ないし|至")
_LIST = re.compile(r"及び|並びに|および|[・、,及と]")
_PARTIAL = re.compile(
    r"(?:翌年?)?(?P<n>[0-9]{1,2}(?![0-9.,])|元)(?P<suffix>年度|年(?!間)|月(?!間))?(?:(?P<month>1[0-2]|0?[1-9])月)?"
)
_BEFORE_RANGE = re.compile("末|当初")
_OPEN_END = frozenset(("以降", "以後"))
_OPEN_START = frozenset(("以前", "まで"))
_OUTER = {"(": ")", "【": "】", "[": "]", "<": ">", "〈": "〉", "《": "》", "「": "」", "〔": "〕"}
_CHEAP = re.compile(r"[0-9元一二三四五六七八九十]|毎年|各年|期|年度|通年")
_STRONG_LETTER = "RH"
_WEAK_LETTERS = "STM"


class Read(NamedTuple):
    """An expression read in a folded text: its span, its end there, and the eras a cell to its right may carry."""

    span: Span
    end: int
    eras: tuple[str, ...]
    points: int = 1


def _qualified(text: str, span: Span, at: int) -> tuple[Span, int]:
    """The span with the words after it (末, 平均, まで …), bracketed ones included."""
    words: list[str] = []
    while len(words) < 4:
        bracket = _BRACKETED.match(text, at)
        inner = _QUALIFIER.fullmatch(bracket[1]) if bracket else None
        match = inner or _QUALIFIER.match(text, at)
        if match is None:
            break
        words.append(match[1])
        at = bracket.end() if inner and bracket else match.end()
    if not words:
        return span, at
    return replace(span, qualifiers=span.qualifiers + tuple(words)), at


def _with_ends(span: Span, context: YearContext) -> Span:
    """Open ends: 以降 and a trailing ~ reach the plan's end, まで and a leading ~ its start, where known."""
    words = set(span.qualifiers)
    open_end, open_start = span.open_end or bool(words & _OPEN_END), span.open_start or bool(words & _OPEN_START)
    if not (open_end or open_start):
        return span
    span = replace(span, open_end=open_end, open_start=open_start)
    if open_end and context.end_fy and context.end_fy > span.end_fy:
        span = replace(span, last=of_fiscal_year(context.end_fy).last, end_fy=context.end_fy)
    if open_start and context.start_fy and context.start_fy < span.start_fy:
        span = replace(span, first=of_fiscal_year(context.start_fy).first, start_fy=context.start_fy)
    return span


def _partial(text: str, at: int, left: Point) -> Point | None:
    """The right side of a range or list whose era or century stands on the left: 令和3~5年度, 2024-27, 4月~9月."""
    match = _PARTIAL.match(text, at)
    if match is None:
        return None
    if match["suffix"] == "月":
        return _partial_month(match, left)
    value = number(match["n"])
    year = BY_SIGN[left.eras[-1]].base + value if left.eras else left.year // 100 * 100 + value
    if year <= left.year - 1 and left.eras and left.eras[-1] == "平成":
        year = BY_SIGN["令和"].base + value
    if match["suffix"] == "年" and match["month"]:
        span = of_month(year, int(match["month"]))
    else:
        span = of_calendar_year(year) if match["suffix"] == "年" else of_fiscal_year(year)
    return Point(span, match.end(), left.eras, bool(match["suffix"]), year)


def _partial_month(match: re.Match[str], left: Point) -> Point | None:
    if left.span.precision not in ("month", "day") or match["n"] == "元" or not 1 <= int(match["n"]) <= 12:
        return None
    month = int(match["n"])
    later = match[0].startswith("翌") or month < left.span.first.month
    year = left.year + 1 if later else left.year
    return Point(of_month(year, month), match.end("suffix"), left.eras, True, year)


def _same_kind(left: Point, right: Point) -> tuple[Span, Span]:
    """A side without 年度 or 年 takes the other's: 令和3~5年 are calendar years."""
    spans = left.span, right.span
    if right.suffixed and not left.suffixed and right.span.precision in ("calendar_year", "fiscal_year"):
        whole = of_fiscal_year if right.span.fiscal else of_calendar_year
        issues = tuple(code for code in left.span.issues if code != "fiscal-assumed")
        return replace(whole(left.year), issues=issues), spans[1]
    return spans


def _after_range_mark(text: str, left: Point) -> Point | None:
    _, at = _qualified_before_range(text, left)
    mark = _RANGE.match(text, at)
    if mark is None:
        return None
    right = point(text, mark.end()) or _partial(text, mark.end(), left)
    if right is None or (mark[0] == "-" and right.year < left.year):
        return None
    return right


def _qualified_before_range(text: str, left: Point) -> tuple[Span, int]:
    match = _BEFORE_RANGE.match(text, left.end)
    return left.span, match.end() if match else left.end


def expression(text: str, at: int, context: YearContext) -> Read | None:
    """The year expression that begins at `at` of a folded text, with its range and qualifiers."""
    left = point(text, at)
    if left is None:
        return None
    span, end, eras, points = left.span, left.end, left.eras, 1
    right = _after_range_mark(text, left)
    if right is not None:
        span, end, eras, points = joined(*_same_kind(left, right)), right.end, right.eras, 2
    span, end = _qualified(text, span, end)
    if text[end : end + 1] == "~" and not text[end + 1 : end + 2].isalnum():
        span, end = replace(span, open_end=True), end + 1
    if text[at - 1 : at] == "~" and points == 1:
        span = replace(span, open_start=True)
    return Read(_with_ends(span, context) if points == 1 or span.open_end else span, end, eras, points)


def _listed(text: str, read: Read, context: YearContext) -> Read:
    """Further years of a list in a whole cell: 令和6・7年度, R6、R7. Gaps are reported."""
    years = [read.span]
    while (mark := _LIST.match(text, read.end)) and len(years) < 20:
        last = years[-1]
        right = expression(text, mark.end(), context)
        if right is None:
            left = Point(last, read.end, read.eras, False, last.fiscal_year)
            part = _partial(text, mark.end(), left)
            if part is None:
                break
            right = Read(part.span, part.end, part.eras)
        years.append(right.span)
        read = right
    if len(years) == 1:
        return read
    whole = joined(replace(years[0], qualifiers=()), years[-1])
    covered = {year for span in years for year in span.fiscal_years}
    if len(covered) < len(whole.fiscal_years):
        whole = whole.with_issues("list-with-gaps")
    issues = tuple(code for code in whole.issues if code != "fiscal-assumed" or years[-1].issues)
    return Read(replace(whole, issues=issues), read.end, read.eras, len(years))


def _unwrapped(text: str) -> str:
    while len(text) > 2 and _OUTER.get(text[0]) == text[-1]:
        text = text[1:-1]
    return text


def _whole_cell(text: str, context: YearContext) -> Read | None:
    """A whole folded cell as one expression, list, relative or era-less year."""
    at = 1 if text.startswith("~") else 0
    read = expression(text, at, context)
    if read is not None:
        read = _listed(text, read, context)
        return read if read.end == len(text) and (text[at] not in _WEAK_LETTERS or _sure(text, at, read)) else None
    span = relative_year(text, context)
    return Read(span, len(text), context.eras) if span else None


@lru_cache(maxsize=4096)
def read_cell_year(text: str, context: YearContext) -> Read | None:
    """As `read_year`, with the eras that the next cell may carry."""
    if len(text) > 60 or not _CHEAP.search(folded := _unwrapped(fold(text))):
        return None
    read = _whole_cell(folded, context)
    return read._replace(span=replace(read.span, text=text.strip())) if read else None


def clear_cache() -> None:
    """Forgets every header cell read so far (for measuring)."""
    read_cell_year.cache_clear()


def read_year(text: str, *, context: YearContext | None = None) -> Span | None:
    """The year, range or list of years that the whole string says; None if it says anything else.

    令和8年度, R8, 令和8年度(2026年度), 平成31年度\\n(令和元年度), H28~R2, 令和6・7年度, 令和13年度以降, R6.3末; with a
    context also 8年度, 9, 毎年, 初年度, 3年目. 目標値(令和11年度) is not a year: use `find_years`.
    """
    read = read_cell_year(text, context or NO_CONTEXT)
    return read.span if read else None


def looks_like_year(text: str) -> bool:
    """Whether the whole string reads as a year without any context (as `read_year`, or 8年度)."""
    folded = _unwrapped(fold(text)) if len(text) <= 60 else ""
    match = ERALESS.fullmatch(folded)
    return bool(match and match["suffix"] == "年度") or read_year(text) is not None


def _sure(text: str, at: int, read: Read) -> bool:
    """Whether an expression inside other text is a year: 2026 alone, S3 and 2024.5 may be anything else."""
    said = text[at : read.end]
    if "年" in said or "FY" in said or read.points > 1 or "(" in said:
        return True
    if said[0].isdigit():
        return read.span.precision == "day"
    if said[0].isascii():
        return said[0] in _STRONG_LETTER or read.span.precision == "day"
    return True


def find_in_folded(text: str, context: YearContext) -> Iterator[tuple[int, Read]]:
    """Every year expression in a folded text with where it begins."""
    end = 0
    for at in bases(text):
        if at < end:
            continue
        read = expression(text, at, context)
        if read is not None and _sure(text, at, read):
            end = read.end
            yield at, read


def find_years(text: str, *, context: YearContext | None = None) -> tuple[Found, ...]:
    """Every year expression inside a text, with its offsets in it; bare western numbers and S3 or T1 are left out."""
    folded = fold(text)
    found = list(find_in_folded(folded, context or NO_CONTEXT))
    if not found:
        return ()
    places = positions(text, folded)
    return tuple(
        Found(replace(read.span, text=cut(text, places, at, read.end)), *raw_span(text, places, at, read.end))
        for at, read in found
    )
