"""The period of a plan: from the cover, from sentences about 計画期間, else from the years of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.identity.lines import PageText, Seen, fold, seen


class Period(NamedTuple):
    """First and last fiscal year, and where it is printed (None when only the tables' years say it)."""

    start_fy: int
    end_fy: int
    seen: Seen | None


def span_of(text: str) -> tuple[int, int] | None:
    """(first, last fiscal year) of a text that is a span of years; None for anything else."""
    folded = fold(text)
    for match in _span().finditer(folded):
        first, last = _year(match, "a"), _year(match, "b")
        if first and last and 0 < last - first <= 30:
            return first, last
    return None


_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}


def _date(tag: str) -> str:
    return (
        rf"(?:(?P<e{tag}>令和|平成|昭和|[RHS])?(?P<n{tag}>[0-9]{{1,4}}|元)(?:年度?|\.)?"
        rf"(?:\([^)]*\))?(?P<m{tag}>[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日)?)"
    )


def _span() -> re.Pattern[str]:
    return re.compile(_date("a") + r"(?:~|-|から|より|→|/)" + _date("b"))


def _year(match: re.Match[str], tag: str) -> int | None:
    number = 1 if match["n" + tag] == "元" else int(match["n" + tag])
    era = match["e" + tag] or (match["ea"] if tag == "b" and number < 100 else None)
    year = _ERAS[era] + number if era else number
    if not 1990 < year < 2100:
        return None
    month = match["m" + tag]
    return year - 1 if month and int(month[:-1]) <= 3 else year


_WORD = re.compile(r"計画期間|対象期間|計画の期間|実施期間|推進期間|戦略の期間|期間")


def period(pages: Sequence[PageText], title: Seen | None, year_columns: Sequence[int]) -> Period | None:
    """The plan's period, by the surest place that prints it."""
    found = next(_printed(pages, title), None)
    if found:
        return found
    if year_columns:
        return Period(min(year_columns), max(year_columns), None)
    return None


def _printed(pages: Sequence[PageText], title: Seen | None) -> Iterator[Period]:
    cover = title.page if title else 1
    for page in pages[:10]:
        if page.number == cover and page.letters < 400:
            yield from (Period(*span, seen(line)) for line in page.lines if (span := span_of(line.text)))
    for page in pages[:15]:
        yield from _after_word(page)
    for page in pages:
        yield from (Period(*span, seen(line)) for line in page.lines if line.running and (span := span_of(line.text)))


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
