"""One point in time inside a folded text: an era or western year with what follows it (月, 日, 四半期, twin years).

`point(text, at)` reads the expression that begins at `at`. It knows the forms of 令和8年度, R8, ㋿8 (folded), 令8,
令和元年度, 令和八年度, 令和8(2026)年度, 令和8年度(2026年度), 平成31年度/令和元年度, 2026 (H38), 2026年度, FY2026,
R6.1, 令和6年1月, H30.4.1, 2024/4/1, 令和8年度上半期, 令和8年度第1四半期.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from pipeline.values.eras import BY_SIGN, ERAS, Era
from pipeline.values.spans import Span, of_calendar_year, of_day, of_fiscal_year, of_month

_KANJI = {char: value for value, char in enumerate("〇一二三四五六七八九十")}
_NUMBER = r"[0-9]{1,2}(?![0-9])|元|[一二三四五六七八九十]{1,3}"
_NAMES = "|".join(era.name for era in ERAS)
_KANJI_SIGNS = "".join(era.kanji for era in ERAS)
_LETTERS = "".join(era.letter for era in ERAS)
_ERA = (
    rf"(?:(?:{_NAMES})|(?<![一-龥])[{_KANJI_SIGNS}](?=[0-9元])|"
    rf"(?<![0-9A-Za-z])[{_LETTERS}](?= ?[0-9元]))"
)
_WESTERN = r"(?:西暦)?(?<![0-9.,])(?:18|19|20|21)[0-9]{2}(?![0-9]|,[0-9]{3})"
_BASE = re.compile(
    rf"(?P<era>{_ERA}) ?(?P<n>{_NUMBER})|(?P<western>{_WESTERN})"
    r"|(?<![0-9A-Za-z])FY ?(?P<fy>(?:20|19)?[0-9]{2})(?![0-9])"
)
_SUFFIX = re.compile(
    r"(?P<fiscal>年度|FY(?![0-9A-Za-z]))"
    r"|年(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:(?P<day>[0-9]{1,2})日)?"
    r"|(?P<calendar>年(?![0-9]*(?:間|以内)))"
    r"|(?P<mark>[./-]) ?(?P<month2>1[0-2]|0?[1-9])(?![0-9]|,[0-9])(?:(?P=mark) ?(?P<day2>[0-9]{1,2})(?![0-9]))?"
)
_MONTH = re.compile(r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:(?P<day>[0-9]{1,2})日)?")
_PART = re.compile(
    r"の?第?(?P<quarter>[1-4一二三四]|I{1,3}|IV)四半期|の?(?P<quarter2>[1-4])Q(?![A-Za-z0-9])"
    r"|の?(?P<first>上半期|上期|前半期?|前期)|の?(?P<second>下半期|下期|後半期?|後期)|(?P<third>[春夏秋冬])(?![一-龥])"
)
_QUARTERS = {"1": 0, "2": 1, "3": 2, "4": 3, "一": 0, "二": 1, "三": 2, "四": 3, "I": 0, "II": 1, "III": 2, "IV": 3}
_SEASONS = {"春": 0, "夏": 1, "秋": 2, "冬": 3}


class Point(NamedTuple):
    """A point read: its span, where it ends in the text, the eras it names and whether 年度 or 年 was said."""

    span: Span
    end: int
    eras: tuple[str, ...]
    suffixed: bool
    year: int


class _Base(NamedTuple):
    year: int
    end: int
    era: Era | None
    fiscal_said: bool


def number(text: str) -> int:
    """元 → 1, 十二 → 12, 8 → 8."""
    if text == "元":
        return 1
    if text.isascii():
        return int(text)
    tens, _, units = text.rpartition("十")
    if "十" not in text:
        return int("".join(str(_KANJI[char]) for char in text))
    return (number(tens) if tens else 1) * 10 + (number(units) if units else 0)


def bases(text: str) -> Iterator[int]:
    """Where era or western years begin."""
    return (match.start() for match in _BASE.finditer(text))


def _base(text: str, at: int) -> _Base | None:
    match = _BASE.match(text, at)
    if match is None:
        return None
    if match["era"]:
        era = BY_SIGN[match["era"]]
        return _Base(era.base + number(match["n"]), match.end(), era, False)
    if match["fy"]:
        return _Base(
            int(match["fy"]) % 2000 + 2000 if len(match["fy"]) == 2 else int(match["fy"]), match.end(), None, True
        )
    return _Base(int(match["western"].removeprefix("西暦")), match.end(), None, False)


def _inner_twin(text: str, base: _Base) -> tuple[_Base, int] | None:
    """The bracketed year between number and suffix: 令和8(2026)年度, 2026(令和8)年度, 平成31・令和元年度."""
    if text[base.end : base.end + 1] not in ("(", "・", "/"):
        return None
    twin = _base(text, base.end + 1)
    if twin is None or (twin.era is None and base.era is None):
        return None
    if text[base.end] == "(":
        if text[twin.end : twin.end + 1] != ")" or not _SUFFIX.match(text, twin.end + 1):
            return None
        return twin, twin.end + 1
    return (twin, twin.end) if twin.year == base.year and text.startswith("年", twin.end) else None


def _span(base: _Base, suffix: re.Match[str] | None) -> Span | None:
    if suffix is None:
        span = of_fiscal_year(base.year)
        return span if base.fiscal_said else span.with_issues("fiscal-assumed")
    if suffix["fiscal"]:
        return of_fiscal_year(base.year)
    if suffix["calendar"]:
        return _clipped(of_calendar_year(base.year), base)
    month, day = suffix["month"] or suffix["month2"], suffix["day"] or suffix["day2"]
    return of_day(base.year, number(month), int(day)) if day else of_month(base.year, number(month))


def _clipped(span: Span, base: _Base) -> Span:
    """The calendar year without the days before its era began: 令和元年 starts on 1 May 2019."""
    if base.era and base.era.first.year == base.year:
        return replace(span, first=base.era.first, start_fy=of_month(base.year, base.era.first.month).start_fy)
    return span


def _with_part(text: str, span: Span, at: int) -> tuple[Span, int]:
    match = _PART.match(text, at)
    if match is None or span.precision not in ("fiscal_year", "calendar_year"):
        return span, at
    return _part(span, match), match.end()


def _part(span: Span, match: re.Match[str]) -> Span:
    whole = of_fiscal_year if span.fiscal else of_calendar_year
    quarter = match["quarter"] or match["quarter2"]
    if match["third"]:
        return replace(span, qualifiers=(match["third"],))
    if quarter:
        start = _QUARTERS[quarter] * 3
        return whole(span.fiscal_year, (start, start + 3), "quarter")
    return whole(span.fiscal_year, (0, 6) if match["first"] else (6, 12), "half")


def part(text: str, year: Span) -> Span | None:
    """The half or quarter of `year` that the whole text names (上半期, 第1四半期)."""
    match = _PART.fullmatch(text)
    return _part(year, match) if match and not match["third"] else None


def _era_issue(span: Span, era: Era | None) -> Span:
    """A year or day outside its era (平成35年度, 平成31年5月) is reported, not changed."""
    if era and (span.first > era.last or span.last < era.first):
        return span.with_issues("beyond-era" if span.first > era.last else "before-era")
    return span


def point(text: str, at: int) -> Point | None:
    """The point in time that begins at `at`, or None."""
    read = _single(text, at)
    return _outer_twin(text, read) if read else None


def _suffix(text: str, at: int, base: _Base) -> re.Match[str] | None:
    """年度, 年, month and day after the number; R6-9 is a range and 2024-10 a month."""
    match = _SUFFIX.match(text, at)
    if match and match["mark"] == "-" and (base.era or len(match["month2"]) == 1):
        return None
    return match


def _single(text: str, at: int) -> Point | None:
    base = _base(text, at)
    if base is None:
        return None
    twin = _inner_twin(text, base)
    after = twin[1] if twin else base.end
    suffix = _suffix(text, after, base)
    span = _span(base, suffix)
    if span is None:
        suffix, span = None, of_fiscal_year(base.year).with_issues("no-such-day")
    end = suffix.end() if suffix else after
    span, end = _with_part(text, _era_issue(span, base.era), end)
    if twin and twin[0].year != base.year:
        span = span.with_issues("double-dating-disagrees")
    eras = tuple(each.era.name for each in (base, twin[0] if twin else base) if each.era)
    return Point(span, end, tuple(dict.fromkeys(eras)), bool(suffix) or base.fiscal_said, base.year)


_CLOSING = {"(": ")", "〔": "〕", "[": "]", "/": "", "・": "", "=": ""}


def _outer_twin(text: str, read: Point) -> Point:
    """The same year said again: 令和8年度(2026年度), 平成31年度/令和元年度, 2026(H38)."""
    closing = _CLOSING.get(text[read.end : read.end + 1])
    twin = None if closing is None else _single(text, read.end + 1)
    if twin is None or closing is None or not text.startswith(closing, twin.end) or not (read.eras or twin.eras):
        return read
    end = twin.end + len(closing)
    if twin.year != read.year:
        again = closing and bool(read.eras) != bool(twin.eras) and twin.span.precision == read.span.precision
        return read._replace(span=read.span.with_issues("double-dating-disagrees"), end=end) if again else read
    said = twin.span if twin.suffixed and not read.suffixed else read.span
    issues = tuple(code for code in read.span.issues if code != "fiscal-assumed" or not twin.suffixed)
    eras = tuple(dict.fromkeys(read.eras + twin.eras))
    whole = Point(replace(said, issues=issues), end, eras, read.suffixed or twin.suffixed, read.year)
    return _month_behind(text, whole) if said.precision == "calendar_year" and not said.fiscal else whole


def _month_behind(text: str, year: Point) -> Point:
    """2022年(令和4年)4月, 令和4年(2022年)4月1日: the month and day behind a year that is said twice."""
    match = _MONTH.match(text, year.end)
    if match is None:
        return year
    month = number(match["month"])
    span = of_day(year.year, month, int(match["day"])) if match["day"] else of_month(year.year, month)
    return year._replace(span=replace(span, issues=year.span.issues), end=match.end()) if span else year
