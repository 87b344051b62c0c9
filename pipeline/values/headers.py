"""Rows of year headers: an era stands once and is carried to the right, or must be deduced from the whole row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.values.eras import BY_SIGN
from pipeline.values.folding import fold
from pipeline.values.points import number
from pipeline.values.relative import ERALESS
from pipeline.values.spans import Span, YearContext, of_calendar_year, of_fiscal_year
from pipeline.values.years import NO_CONTEXT, read_cell_year

_FIRST_HEISEI_ONLY = 20


def read_years(cells: Sequence[str], *, context: YearContext | None = None) -> tuple[Span | None, ...]:
    """The year of each cell of a header row, None where a cell is no year.

    An era, or a century, is carried from the cell to the left (令和6年度 | 7年度; R6 | 7; 2024 | 25), over an era
    change where the numbers start again (平成30年度 | 31年度 | 2年度). A row without any era takes the one that
    fits the plan's period, else by its numbers, with issue `era-deduced`. `years-not-ascending` marks a year that
    is not after the one before it, `years-skip` a carried year that does not follow it directly.
    """
    base = context or NO_CONTEXT
    found: list[Span | None] = []
    before, eras = base.before, base.eras
    for at, cell in enumerate(cells):
        read = read_cell_year(cell, replace(base, before=before, eras=eras))
        if read is None and before is None:
            span = _deduced(cells, at)
            read_eras: tuple[str, ...] = ("平成", "令和")
        else:
            span, read_eras = (read.span, read.eras) if read else (None, eras)
        if span is not None and before is not None:
            span = _checked(span, before)
        found.append(span)
        if span is not None:
            before, eras = span, _next_eras(read_eras, span)
    return tuple(found)


def _next_eras(eras: tuple[str, ...], span: Span) -> tuple[str, ...]:
    """Eras the next cell may be counted in."""
    if not eras and not {"era-carried", "era-from-plan"} & set(span.issues):
        return ()
    return eras


def _checked(span: Span, before: Span) -> Span:
    if span.last == before.last and span.first == before.first:
        return span
    if span.last <= before.last:
        return span.with_issues("years-not-ascending")
    if "era-carried" in span.issues and span.start_fy > before.end_fy + 1:
        return span.with_issues("years-skip")
    return span


def _deduced(cells: Sequence[str], at: int) -> Span | None:
    """A year with 年度 but no era before it: from an era further right, else from the numbers themselves."""
    match = ERALESS.fullmatch(fold(cells[at])) if len(cells[at]) < 20 else None
    if match is None or match["suffix"] not in ("年度", "年"):
        return None
    whole = of_calendar_year if match["suffix"] == "年" else of_fiscal_year
    year = _from_right(cells, at) or _by_number(match["n"])
    return replace(whole(year), text=cells[at].strip()).with_issues("era-deduced")


def _from_right(cells: Sequence[str], at: int) -> int | None:
    for distance, cell in enumerate(cells[at + 1 :], start=1):
        read = read_cell_year(cell, NO_CONTEXT)
        if read is not None:
            return read.span.fiscal_year - distance
    return None


def _by_number(text: str) -> int:
    """Small numbers are 令和; from 20 on they were written under 平成 (30年度 … 38年度 in a plan of 2018)."""
    value = number(text)
    return BY_SIGN["平成" if value >= _FIRST_HEISEI_ONLY else "令和"].base + value
