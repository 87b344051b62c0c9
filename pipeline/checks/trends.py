"""Trends that turn: a cumulative series that falls, a target that never moves, two directions in one indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pipeline.checks.text import squeezed
from pipeline.checks.view import Series, View, about, label
from pipeline.schema import Finding


def check(view: View) -> Iterator[Finding]:
    """Of every indicator's series; a change in % or points and a sum over years have no trend of their own."""
    for indicator in view.indicators:
        found = list(view.series_of(indicator))
        for series in found:
            yield from _one(series)
        yield from _two_directions(found)


def _one(series: Series) -> Iterator[Finding]:
    values, name = series.values, label(series.indicator)
    if _cumulative(series):
        fall = next((i for i, (a, b) in enumerate(pairwise(values), 1) if b < a), None)
        if fall is not None:
            row = series.targets[fall]
            change = {"before": series.targets[fall - 1].raw, "after": row.raw}
            yield about(row, "cumulative-falls", name=name, year=row.fiscal_year, **change)
    elif len(values) > 2 and len(set(values)) == 1:
        yield about(series.targets[0], "targets-constant", name=name, raw=series.targets[0].raw)
    elif _turns(values):
        yield about(series.indicator, "trend-turns", name=name, figures="→".join(row.raw for row in series.targets))


def _cumulative(series: Series) -> bool:
    return series.indicator.basis == "cumulative" or re.search("累計|累積", squeezed(series.indicator.name)) is not None


def _turns(values: Sequence[Decimal]) -> bool:
    steps = [b - a for a, b in pairwise(values) if a != b]
    return any(step > 0 for step in steps) and any(step < 0 for step in steps)


def _two_directions(found: Sequence[Series]) -> Iterator[Finding]:
    """Parts of one indicator that are to rise and to fall."""
    if len(found) < 2:
        return
    up = [s for s in found if s.values[-1] > s.values[0] or s.targets[0].comparator in (">=", ">")]
    down = [s for s in found if s.values[-1] < s.values[0] or s.targets[0].comparator in ("<=", "<")]
    if up and down and not any(s in down for s in up):
        raw = up[0].targets[0].raw
        yield about(up[0].targets[0], "two-directions", name=label(up[0].indicator), raw=raw)
