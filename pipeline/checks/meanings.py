"""Figures whose meaning the plan leaves open: stock or flow, rate or points, level or change, whose years."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from pipeline.checks.text import figures, same, squeezed
from pipeline.checks.view import Series, View, about, label
from pipeline.schema import Finding, Target
from pipeline.values.years import find_years

_EXISTS = re.compile(r"現在|現状|時点|公開し|掲載し|整備済|登録済|保有し|備え|設置し")
_CHANGE_OF_RATE = re.compile(r"[率割]合?の?(?:向上|上昇|増加|改善|低下|減少|引上げ|引き上げ)")
_CHANGE_UNIT = re.compile(r"(?:増加?|減少?|短縮|削減|向上)$")
_COUNTED = ("人", "名", "件", "回", "手続", "業務", "事業", "種類", "台", "世帯", "団体")
_BARELY = Decimal("0.002")


def check(view: View) -> Iterator[Finding]:
    """Each at its indicator or at the figure concerned."""
    for series in view.series:
        yield from _beyond_its_year(series)
        yield from _stock_or_flow(view, series)
        yield from _rate_or_points(series)
        yield from _scarcely_moves(series)
        yield from _adds_up_from_nothing(series)
    yield from _level_or_change(view)
    yield from _same_figures(view)


def _beyond_its_year(series: Series) -> Iterator[Finding]:
    """A period printed with a figure (50% (H20～R9)) that ends after the year of the figure."""
    for row in series.targets:
        for found in find_years(squeezed(row.raw)):
            years = found.span.fiscal_years
            if 1 < len(years) < 30 and years[-1] > row.fiscal_year:
                values = {"name": label(series.indicator), "raw": row.raw, "year": row.fiscal_year, "end": years[-1]}
                yield about(row, "period-beyond-year", **values)
                return


def _stock_or_flow(view: View, series: Series) -> Iterator[Finding]:
    """Called yearly, yet it goes on from the number that the text says there is: a stock by its figures."""
    if series.indicator.basis != "annual" or len(series.values) < 3:
        return
    steps = [b - a for a, b in pairwise(series.values)]
    owner = next((i for i in view.initiatives if i.initiative_id == series.indicator.initiative_id), None)
    if owner is None or not series.unit or min(steps) <= 0 or max(steps) * 4 > series.values[0]:
        return
    for text in view.texts_of(owner):
        for number, unit in figures(text):
            gap = series.values[0] - number
            if unit.startswith(series.unit) and 0 <= gap <= 2 * max(steps) and _EXISTS.search(squeezed(text)):
                values = {"name": label(series.indicator), "today": f"{number:f}{series.unit}"}
                yield about(series.indicator, "stock-or-flow", **values, raw=series.targets[0].raw)
                return


def _rate_or_points(series: Series) -> Iterator[Finding]:
    """A change of a rate in bare %: per cent of what it was, or points, is not said."""
    name = squeezed(series.indicator.name)
    if _CHANGE_OF_RATE.search(name) and series.unit in ("%", "％") and "ポイント" not in name:
        yield about(series.indicator, "rate-or-points", name=label(series.indicator), raw=series.targets[0].raw)


def _scarcely_moves(series: Series) -> Iterator[Finding]:
    """A target that moves, over all years, by less than 0.2 % of itself: a digit too many or too few."""
    low, high = min(series.values), max(series.values)
    if series.unit not in ("%", "％", None) and low >= 1000 and 0 < high - low < low * _BARELY:
        values = {"name": label(series.indicator), "first": series.targets[0].raw, "last": series.targets[-1].raw}
        yield about(series.indicator, "scarcely-moves", **values)


def _adds_up_from_nothing(series: Series) -> Iterator[Finding]:
    """100, 200, 300 …: by its figures a sum over the years, while the name says neither yearly nor cumulative."""
    values = series.values
    if series.indicator.basis is not None or len(values) < 4 or series.indicator.baseline_raw:
        return
    counted = bool(series.unit) and (series.unit or "").startswith(_COUNTED)
    if counted and values[0] > 0 and all(value == values[0] * (at + 1) for at, value in enumerate(values)):
        shown = "→".join(row.raw for row in series.targets)
        yield about(series.indicator, "basis-not-said", name=label(series.indicator), figures=shown)


def _level_or_change(view: View) -> Iterator[Finding]:
    """Two indicators of one initiative with the same figures, once as a level and once as a change (15秒, 15秒減)."""
    for item in view.initiatives:
        series = [s for k in view.indicators_of.get(item.initiative_id, ()) for s in view.series_of(k)]
        for one, other in combinations(series, 2):
            if one.indicator is other.indicator or one.values != other.values or one.unit == other.unit:
                continue
            stems = {_CHANGE_UNIT.sub("", s.unit or "") for s in (one, other)}
            if len(stems) == 1 and stems != {""} and len(one.values) > 2:
                values = {"one": label(one.indicator), "other": label(other.indicator)}
                raws = {"raw": one.targets[0].raw, "other_raw": other.targets[0].raw}
                yield about(other.indicator, "level-or-change", **values, **raws)


def _same_figures(view: View) -> Iterator[Finding]:
    """The same row of figures under two initiatives: by one name, or so irregular that it can be no chance."""
    rows: dict[tuple[Decimal, ...], list[Series]] = defaultdict(list)
    for series in view.series:
        if len(series.values) > 3 and len(set(series.values)) > 2:
            rows[series.values].append(series)
    for values, found in rows.items():
        first, *rest = found
        for other in rest:
            if other.indicator.initiative_id == first.indicator.initiative_id:
                continue
            named = same(first.indicator.name) == same(other.indicator.name)
            if named and first.unit in ("%", "％"):
                continue  # shares of the same kind agree by chance and are added up by nobody
            if named or (_irregular(values) and (first.unit or "") != (other.unit or "")):
                yield _twice(view, first, other, named=named)


def _twice(view: View, first: Series, other: Series, *, named: bool) -> Finding:
    names = {item.initiative_id: label(item) for item in view.initiatives}
    owners = [names.get(s.indicator.initiative_id or "", "") for s in (first, other)]
    code = "series-twice" if named and (first.unit or "") == (other.unit or "") else "units-differ"
    values = {"one": f"{owners[0]}／{label(first.indicator)}", "other": f"{owners[1]}／{label(other.indicator)}"}
    raws = {"raw": _unit(first.targets), "other_raw": _unit(other.targets)}
    return about(other.indicator, code, **values, **raws)


def _unit(rows: Sequence[Target]) -> str:
    return rows[0].raw


def _irregular(values: Sequence[Decimal]) -> bool:
    """Whether the steps of a row differ and its figures have decimals or no round digits."""
    steps = {b - a for a, b in pairwise(values)}
    return len(steps) > 1 and any(value % 10 for value in values)
