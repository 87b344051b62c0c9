"""KPIs that are sentences: which figure for which fiscal year, and the piece of the sentence that says so."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.values.figures import Figure, Reading, figures_of
from pipeline.values.folding import cut, fold, positions
from pipeline.values.spans import Span, YearContext, joined, of_fiscal_year
from pipeline.values.vocabulary import table
from pipeline.values.years import NO_CONTEXT, Read, find_in_folded


class SentenceTarget(NamedTuple):
    """A target of a sentence: `raw` from the year expression to the end of figure, unit and comparator; the fiscal
    years it holds for (empty where neither sentence nor plan names one); what it says. Offsets are in the sentence."""

    raw: str
    fiscal_years: tuple[int, ...]
    reading: Reading


class _Year(NamedTuple):
    start: int
    end: int
    span: Span | None
    every: bool
    stood: bool
    compared: bool


_EVERY = re.compile(r"毎年度?|各年度?")
_WORDS = table("words")["baseline"]
_STOOD, _COMPARED = frozenset(_WORDS["stood"]), frozenset(_WORDS["compared"])


def read_kpi_sentence(sentence: str, *, context: YearContext | None = None) -> tuple[SentenceTarget, ...]:
    """The targets of a KPI sentence.

    Each figure belongs to the year named before it, else to the next one named (94%を令和4年度末までに); a year with
    比 or から is what is compared with and never the target's, and a figure right after 実績 or 現在 is a baseline.
    毎年 holds for every year of the plan; without any year the plan's last counts. A sentence without a figure is one
    `text` target with the whole sentence as raw, at the last year it names, else the plan's last.
    """
    known = context or NO_CONTEXT
    folded = fold(sentence)
    reads = list(find_in_folded(folded, known))
    years = _years(folded, reads)
    places = positions(sentence, folded)
    figures, issues = figures_of(sentence, folded, places, reads)
    goals = [year for year in years if not (year.stood or year.compared)]
    groups = _groups(figures, years, goals, places)
    spans = tuple(replace(read.span, text=cut(sentence, places, at, read.end)) for at, read in reads)
    if not groups:
        reading = Reading("text", (), issues, spans)
        return (SentenceTarget(sentence.strip(), _fiscal_years(goals[-1] if goals else None, known), reading),)
    return tuple(
        SentenceTarget(
            _fragment(sentence, year, members, places),
            _fiscal_years(year, known),
            Reading("set", tuple(members), issues, spans),
        )
        for year, members in groups
    )


def _years(folded: str, reads: Sequence[tuple[int, Read]]) -> list[_Year]:
    found = [
        _Year(
            at,
            read.end,
            read.span,
            False,
            bool(_STOOD & set(read.span.qualifiers)) and not _COMPARED & set(read.span.qualifiers),
            bool(_COMPARED & set(read.span.qualifiers)),
        )
        for at, read in reads
    ]
    found += [_Year(match.start(), match.end(), None, True, False, False) for match in _EVERY.finditer(folded)]
    return sorted(found)


def _groups(
    figures: Sequence[Figure], years: Sequence[_Year], goals: Sequence[_Year], places: Sequence[int]
) -> list[tuple[_Year | None, list[Figure]]]:
    groups: list[tuple[_Year | None, list[Figure]]] = []
    starts, goal_starts = ([places[year.start] for year in each] for each in (years, goals))
    for figure in figures:
        before = bisect_right(starts, figure.start)
        if before and years[before - 1].stood:
            continue
        # the goal named before it, else the first one named after it
        year = goals[max(0, bisect_right(goal_starts, figure.start) - 1)] if goals else None
        if groups and groups[-1][0] == year:
            groups[-1][1].append(figure)
        else:
            groups.append((year, [figure]))
    return groups


def _fragment(sentence: str, year: _Year | None, members: Sequence[Figure], places: Sequence[int]) -> str:
    start, end = members[0].start, members[-1].end
    if year is not None:
        start, end = min(start, places[year.start]), max(end, places[year.end])
    return sentence[start:end].strip()


def _fiscal_years(year: _Year | None, known: YearContext) -> tuple[int, ...]:
    if year is not None and year.span is not None:
        return (year.span.fiscal_year,)
    if known.end_fy is None:
        return ()
    if year is None or known.start_fy is None:
        return (known.end_fy,)
    return joined(of_fiscal_year(known.start_fy), of_fiscal_year(known.end_fy)).fiscal_years
