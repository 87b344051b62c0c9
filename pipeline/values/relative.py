"""Years that only their surroundings make readable: 8年度 beside 令和7年度, 毎年 and 3年目 of a plan, 上半期."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.values.eras import BY_SIGN
from pipeline.values.points import number, part
from pipeline.values.spans import Span, YearContext, joined, of_calendar_year, of_fiscal_year

_WHOLE = re.compile(r"毎年度?|各年度?|計画期間(?:中|内)?(?:の?(?:毎年度?|各年度?))?|期間中|全期間|全年度")
_RELATIVE = re.compile(
    r"(?:計画)?(?:(?P<nth>[0-9]{1,2}|[一二三四五六七八九十])(?:か?年目|年次)|(?P<first>初年度?)|(?P<last>最終年度?))"
)
ERALESS = re.compile(r"'?(?P<n>[0-9]{1,2}|元|[一二三四五六七八九十]{1,3})(?P<suffix>年度?|FY)?")
_BARE_REACH = 5  # a bare number is a year only if it follows the one before it closely


def relative_year(text: str, context: YearContext) -> Span | None:
    """The year that a whole folded text says relative to `context`, None if it says none or the context lacks it."""
    return (
        _of_plan(_WHOLE.fullmatch(text), context)
        or _relative(_RELATIVE.fullmatch(text), context)
        or _eraless(text, context)
        or _part_of_year(text, context)
    )


def _of_plan(match: re.Match[str] | None, context: YearContext) -> Span | None:
    """毎年, 計画期間中: the plan's whole period; None where it is not known."""
    if match is None or context.start_fy is None or context.end_fy is None:
        return None
    whole = joined(of_fiscal_year(context.start_fy), of_fiscal_year(context.end_fy))
    return replace(whole, qualifiers=(match[0],))


def _relative(match: re.Match[str] | None, context: YearContext) -> Span | None:
    """初年度, 3年目, 最終年度: counted from the plan's first or last fiscal year; None where that is not known."""
    if match is None:
        return None
    if match["last"]:
        return of_fiscal_year(context.end_fy) if context.end_fy else None
    if context.start_fy is None:
        return None
    year = context.start_fy + (number(match["nth"]) - 1 if match["nth"] else 0)
    outside = context.end_fy is not None and year > context.end_fy
    return of_fiscal_year(year).with_issues("outside-plan") if outside else of_fiscal_year(year)


def _eraless(text: str, context: YearContext) -> Span | None:
    """8年度, 9, 元年度: the era or century of the year before it (left or above), or the plan's period."""
    match = ERALESS.fullmatch(text)
    if match is None:
        return None
    candidates = _candidates(number(match["n"]), context)
    if not candidates or (match["suffix"] is None and context.before is None):
        return None
    year, issue = candidates
    if match["suffix"] is None and context.before and not 0 < year - context.before.fiscal_year <= _BARE_REACH:
        return None
    span = of_calendar_year(year) if match["suffix"] == "年" else of_fiscal_year(year)
    return span.with_issues(issue)


def _candidates(n: int, context: YearContext) -> tuple[int, str] | None:
    """The western year that an era-less number means, and how that was found."""
    eras = [BY_SIGN[name] for name in context.eras]
    before = context.before.fiscal_year if context.before else None
    if before is not None:
        carried = [era.base + n for era in eras] or [before // 100 * 100 + n]
        later = BY_SIGN["令和"].base + n
        if before + 1 in carried or (eras and before + 1 == later):
            return before + 1, "era-carried"
        ahead = [year for year in (*carried, *([later] if eras else [])) if year > before]
        return (min(ahead), "era-carried") if ahead else (carried[-1], "era-carried")
    if context.start_fy is not None and context.end_fy is not None:
        inside = [era.base + n for era in BY_SIGN.values() if context.start_fy <= era.base + n <= context.end_fy]
        return (inside[0], "era-from-plan") if inside else None
    return None


def _part_of_year(text: str, context: YearContext) -> Span | None:
    """上半期, 第1四半期, 通年 under or beside a year: that part of it."""
    before = context.before
    if before is None or before.precision not in ("fiscal_year", "calendar_year"):
        return None
    return replace(before, qualifiers=(text,)) if text == "通年" else part(text, before)
