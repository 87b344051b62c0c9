"""Year heads of tables as fiscal years, the era carried along the row, the plan's period as a last resort."""

from __future__ import annotations

from functools import cache

from extractors.statements import YearHead
from pipeline.values.headers import read_years
from pipeline.values.spans import Span, YearContext
from pipeline.values.years import find_years, read_year


def _year_in(text: str, context: YearContext) -> str:
    """The year expression of a head that says more than a year (目標値（令和11年度）), else the head itself."""
    if read_year(text, context=context) is not None:
        return text
    found = find_years(text, context=context)
    return text[found[0].start : found[0].end] if found else text


def of_calendar_year(span: Span) -> bool:
    """Whether a head names calendar years (令和8年), not fiscal ones."""
    return span.precision == "calendar_year" and not span.fiscal


class HeadReader:
    """Reads heads of one document. `start_fy` and `end_fy` bound the plan where they are known.

    `reports` is true for a progress report, `report_fy` the year that it is about, where it prints one.
    """

    def __init__(
        self, start_fy: int | None, end_fy: int | None, report_fy: int | None = None, *, reports: bool = False
    ) -> None:
        self.start_fy, self.end_fy, self.report_fy = start_fy, end_fy, report_fy
        self.reports = reports or report_fy is not None
        self._row = cache(self._read_row)

    def _read_row(self, row: tuple[str, ...]) -> tuple[Span | None, ...]:
        context = YearContext(start_fy=self.start_fy, end_fy=self.end_fy)
        return read_years(tuple(_year_in(text, context) for text in row), context=context)

    def span(self, head: YearHead) -> Span | None:
        """The years of a head, or None where it names none."""
        return self._row(head.row)[head.index]

    def years(self, head: YearHead) -> range:
        """Fiscal years of a head, empty where it names none.

        A column headed 令和8年 (no 年度) stands for the fiscal year of that number, as plans use it; a finding says so.
        """
        span = self.span(head)
        if span is None:
            return range(0)
        if of_calendar_year(span):
            return range(span.first.year, span.last.year + 1)
        return range(span.start_fy, span.end_fy + 1)
