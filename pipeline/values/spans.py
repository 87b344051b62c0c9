"""The value that a year expression becomes, and the calendar arithmetic behind it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from pipeline.values.eras import fiscal_year

Precision = Literal["fiscal_year", "calendar_year", "half", "quarter", "month", "day"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time as a plan names it.

    `first`, `last`: its days, both inside. `start_fy`, `end_fy`: fiscal years (western, April to March) of those
    days; of a calendar year, which touches two, `fiscal_year` is the one that holds nine of its months.
    `fiscal`: counted in fiscal years (年度, or nothing said). `text`: the raw expression.
    `qualifiers`: words beside it, as folded (末, 平均, 累計, 実績, 比 …). An open end keeps the named year in
    `last` unless the plan's period is known. `issues`: what had to be assumed (see docs/values.md).
    """

    first: date
    last: date
    start_fy: int
    end_fy: int
    precision: Precision
    fiscal: bool
    text: str = ""
    qualifiers: tuple[str, ...] = ()
    open_start: bool = False
    open_end: bool = False
    issues: tuple[str, ...] = ()

    @property
    def fiscal_year(self) -> int:
        """The one fiscal year meant where a column or figure needs one: the last of a range."""
        return self.last.year if self.precision == "calendar_year" else self.end_fy

    @property
    def fiscal_years(self) -> tuple[int, ...]:
        """Every fiscal year it covers; calendar years count as the fiscal year of the same number."""
        if self.precision == "calendar_year":
            return tuple(range(self.first.year, self.last.year + 1))
        return tuple(range(self.start_fy, self.end_fy + 1))

    @property
    def as_of(self) -> date:
        """The day that a figure dated so stands for: the last day."""
        return self.last

    def with_issues(self, *codes: str) -> Span:
        """The same with issue codes added, each once."""
        new = tuple(code for code in codes if code not in self.issues)
        return replace(self, issues=self.issues + new) if new else self


class Found(NamedTuple):
    """A year expression in a longer text: `raw[start:end]`."""

    span: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class YearContext:
    """What surrounds an expression: the year read before it (left, above) and the plan's first and last fiscal year."""

    before: Span | None = None
    eras: tuple[str, ...] = ()
    start_fy: int | None = None
    end_fy: int | None = None


def of_days(first: date, last: date, precision: Precision, fiscal: bool) -> Span:
    """The span from one day to another."""
    return Span(first, last, fiscal_year(first), fiscal_year(last), precision, fiscal)


def of_fiscal_year(year: int, months: tuple[int, int] = (0, 12), precision: Precision = "fiscal_year") -> Span:
    """A fiscal year, or its months from..to counted from April: (0, 6) is April to September."""
    return of_days(*_month_span(year, 4, *months), precision, True)


def of_calendar_year(year: int, months: tuple[int, int] = (0, 12), precision: Precision = "calendar_year") -> Span:
    """A calendar year, or its months from..to counted from January."""
    return of_days(*_month_span(year, 1, *months), precision, False)


def of_month(year: int, month: int) -> Span:
    """A month of a calendar year: January 2024 lies in fiscal year 2023."""
    return of_days(*_month_span(year, month, 0, 1), "month", False)


def of_day(year: int, month: int, day: int) -> Span | None:
    """A day; None for one that does not exist."""
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return of_days(date(year, month, day), date(year, month, day), "day", False)


def joined(left: Span, right: Span) -> Span:
    """The span from the beginning of one to the end of the other."""
    precision = left.precision if left.precision == right.precision else right.precision
    whole = of_days(left.first, right.last, precision, left.fiscal and right.fiscal)
    issues = left.issues + tuple(code for code in right.issues if code not in left.issues)
    backwards = right.last < left.first
    return replace(whole, qualifiers=right.qualifiers, issues=(*issues, "range-backwards") if backwards else issues)


def _month_span(year: int, opening: int, start: int, stop: int) -> tuple[date, date]:
    begin, end = opening - 1 + start, opening - 1 + stop - 1
    last_year, last_month = year + end // 12, end % 12 + 1
    days = calendar.monthrange(last_year, last_month)[1]
    return date(year + begin // 12, begin % 12 + 1, 1), date(last_year, last_month, days)
