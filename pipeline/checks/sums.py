"""Identities: parts that add up to the same each year, yearly steps that add up to a total named in the text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.checks.text import figures
from pipeline.checks.view import Series, View, about, label
from pipeline.schema import Finding, Initiative


def check(view: View) -> Iterator[Finding]:
    """Sums that hold (worth knowing) and sums that hold in all years but one."""
    for item in view.initiatives:
        series = [s for k in view.indicators_of.get(item.initiative_id, ()) for s in view.series_of(k)]
        yield from _steps(view, item, series)
        yield from _parts(item, series)


def _steps(view: View, item: Initiative, series: Sequence[Series]) -> Iterator[Finding]:
    """Figures of the years that add up to a number in the text: they are yearly steps, not levels."""
    named = {(value, unit[:1]) for text in view.texts_of(item) for value, unit in figures(text)}
    for s in series:
        total = sum(s.values, Decimal(0))
        if len(set(s.values)) > 1 and len(s.values) > 2 and total and (total, (s.unit or "")[:1]) in named and s.unit:
            terms = "+".join(f"{value:f}" for value in s.values)
            yield about(s.indicator, "steps-add-up", name=label(s.indicator), terms=terms, total=f"{total:f}{s.unit}")


def _parts(item: Initiative, series: Sequence[Series]) -> Iterator[Finding]:
    """Three or more counts of one unit whose sum is the same in all years but one."""
    groups: dict[str, list[Series]] = defaultdict(list)
    for s in series:
        if s.unit and s.unit not in ("%", "％") and not s.part:
            groups[s.unit].append(s)
    for unit, parts in groups.items():
        years = sorted(set.union(*(set(s.years) for s in parts)))
        if len(parts) < 3 or len(years) < 4:
            continue
        totals = {year: _total(parts, year) for year in years}
        (usual, often), *_ = Counter(totals.values()).most_common(1)
        odd = [year for year in years if totals[year] != usual]
        if len(odd) == 1 and often >= 3:
            values = {"name": label(item), "year": odd[0], "total": f"{totals[odd[0]]:f}", "usual": f"{usual:f}{unit}"}
            yield about(item, "parts-do-not-add-up", **values)


def _total(parts: Sequence[Series], year: int) -> Decimal:
    rows = (row for s in parts for row in s.targets if row.fiscal_year == year)
    return sum((row.value for row in rows if row.value is not None), Decimal(0))
