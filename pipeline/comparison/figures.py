"""The long table of figures and the wide one: every figure with its themes, its family, and whether it compares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from pipeline.comparison.models import Figure, Series, series_model
from pipeline.comparison.view import View, grouped, label
from pipeline.families import convert, of_indicator, place, vocabulary
from pipeline.schema import Indicator, Record, Target
from pipeline.values import find_years

_SHARED = ("lg_code", "city", "plan_id", "document_id", "indicator_id", "indicator", "part", "family")


class Compared(NamedTuple):
    """A figure's family, its value and unit there, or why it is apart."""

    family: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    apart: str | None = None


def figures(seen: View) -> Iterator[Figure]:
    """Baselines, targets and actuals of the latest editions that hold a figure, indicator by indicator."""
    targets = grouped(seen.latest["targets"], "document_id", "indicator_id")
    for row in seen.latest["indicators"]:
        yield from _of_indicator(seen, row, targets.get((row.document_id, row.indicator_id), ()))


def _of_indicator(seen: View, row: Indicator, targets: Sequence[Target]) -> Iterator[Figure]:
    families = of_indicator(row)
    themes = tuple(seen.indicator_themes[row.document_id, row.indicator_id])
    initiative = seen.initiatives.get((row.document_id, row.initiative_id or ""))
    common = {
        **seen.owner(row),
        "initiative_id": row.initiative_id,
        "initiative": initiative.name if initiative else "",
        "indicator_id": row.indicator_id,
        "indicator": label(row),
    }
    for given in chain(_baseline(row), map(_target, (t for t in targets if t.value is not None))):
        compared = _compared(families, given["value"], given["unit"] or "", row.basis)
        yield Figure(
            **common,
            **given,
            themes=_themes(themes, compared.family),
            family=compared.family,
            apart=compared.apart,
            family_value=compared.value,
            family_unit=compared.unit,
        )


def _themes(found: tuple[str, ...], family: str | None) -> tuple[str, ...]:
    first = (vocabulary().families[family].theme,) if family else ()
    return tuple(dict.fromkeys((*first, *found)))


def _baseline(row: Indicator) -> Iterator[Mapping[str, Any]]:
    if row.baseline_value is None:
        return
    yield {
        "measure_type": "baseline",
        "fiscal_year": year_of(row.baseline_as_of or row.baseline_raw or ""),
        "comparator": "=",
        "value": row.baseline_value,
        "unit": row.baseline_unit,
        "raw": row.baseline_raw or "",
        "page": row.page,
        "bbox": row.bbox,
    }


def _target(row: Target) -> Mapping[str, Any]:
    names = ("measure_type", "fiscal_year", "part", "comparator", "value", "unit", "raw", "page", "bbox")
    return {name: getattr(row, name) for name in names}


@cache
def year_of(text: str) -> int | None:
    """The first fiscal year that a text names."""
    return next((found.span.fiscal_year for found in find_years(text)), None)


def _compared(families: Sequence[str], value: Decimal, unit: str, basis: str | None) -> Compared:
    """The first family in which the figure compares; else the first that it is named like, with the reason."""
    reasons = []
    for key in families:
        placed = place(key, unit, basis)
        converted = None if placed.factor is None else convert(value, placed.factor)
        if converted is not None:
            return Compared(key, converted, vocabulary().families[key].unit)
        reasons.append(Compared(key, apart=placed.reason or "unit"))
    return reasons[0] if reasons else Compared()


def matrix(rows: Sequence[Figure]) -> tuple[type[Series], tuple[Record, ...]]:
    """Comparable series with their years side by side, by theme, family and city; and the model that fits them."""
    compared = [row for row in rows if row.family_value is not None]
    years = [row.fiscal_year for row in compared if row.fiscal_year and row.measure_type == "target"]
    model = series_model(min(years, default=0), max(years, default=-1))
    groups = grouped(compared, "document_id", "indicator_id", "part", "family")
    wide = [_series(model, group) for group in groups.values()]
    order = list(vocabulary().families)
    return model, tuple(sorted(wide, key=lambda row: (order.index(row.family), row.lg_code or "~", row.city)))


def _series(model: type[Series], group: Iterable[Figure]) -> Series:
    first, *_ = group = list(group)
    values: dict[str, Any] = {f"fy_{r.fiscal_year}": r.family_value for r in group if r.measure_type == "target"}
    baseline = next((r.family_value for r in group if r.measure_type == "baseline"), None)
    shared = {name: getattr(first, name) for name in _SHARED}
    own = {"theme": first.themes[0], "unit": first.family_unit, "baseline": baseline}
    return model.model_validate({**shared, **own, **values})
