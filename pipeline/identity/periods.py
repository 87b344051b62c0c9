"""The period of a plan: from the cover, from sentences about 計画期間, else from the years of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.model import Line
from pipeline.identity.lines import PageText, Seen, fold, seen
from pipeline.identity.others import without_quoted
from pipeline.identity.spans import span_of
from pipeline.values.years import find_years


class Period(NamedTuple):
    """First and last fiscal year, and where it is printed (None when only the tables' years say it)."""

    start_fy: int
    end_fy: int
    seen: Seen | None


_WRAPPED = 5
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
        yield from _after_word(without_quoted(page))
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
        for at in range(index, min(index + (4 if heading else 2), len(page.lines))):
            near = _whole(page.lines, at)
            if span := span_of("".join(line.text for line in near)):
                yield Period(*span, seen(*near))
                break
        else:  # a span that a line break cuts in two
            near_lines = page.lines[index : index + _WRAPPED]
            if span := span_of("".join(near.text for near in near_lines)):
                yield Period(*span, seen(*near_lines))


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


def _whole(lines: Sequence[Line], at: int) -> Sequence[Line]:
    """A line, with the next one where a bracket runs over its end: 2026年（令 | 和8年）3月."""
    text = fold(lines[at].text)
    return lines[at : at + (2 if text.count("(") > text.count(")") else 1)]
