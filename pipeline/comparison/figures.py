"""The long table of figures and the wide one: every figure with its themes, its family, and whether it compares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from pipeline.comparison.models import Figure, Series, derived, series_model
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
    themes = tuple(seen.indicator_themes[row.document_id, row.indicator_id])
    families = of_indicator(row, themes)
    initiative = seen.initiatives.get((row.document_id, row.initiative_id or ""))
    common = {
        **seen.owner(row),
        "initiative_id": row.initiative_id,
        "initiative": initiative.name if initiative else "",
        "indicator_id": row.indicator_id,
        "indicator": label(row),
    }
    if row.baseline_value is not None:
        yield _figure({**common, **_baseline(row)}, row.baseline_value, themes, families, row.basis)
    for target in targets:
        if target.value is not None:
            yield _figure({**common, **_target(target)}, target.value, themes, families, row.basis)


def _figure(
    given: dict[str, Any], value: Decimal, themes: tuple[str, ...], families: Sequence[str], basis: str | None
) -> Figure:
    compared = _compared(families, value, given["unit"] or "", basis) if families else Compared()
    given["themes"] = _themes(themes, compared.family)
    given["family"], given["family_value"], given["family_unit"], given["apart"] = compared
    return derived(Figure, given)


@cache
def _themes(found: tuple[str, ...], family: str | None) -> tuple[str, ...]:
    if not family:
        return found
    return tuple(dict.fromkeys((vocabulary().families[family].theme, *found)))


def _baseline(row: Indicator) -> Mapping[str, Any]:
    return {
        "measure_type": "baseline",
        "fiscal_year": year_of(row.baseline_as_of or row.baseline_raw or ""),
        "part": "",
        "comparator": "=",
        "value": row.baseline_value,
        "unit": row.baseline_unit,
        "raw": row.baseline_raw or "",
        "page": row.page,
        "bbox": row.bbox,
    }


def _target(row: Target) -> Mapping[str, Any]:
    return {
        "measure_type": row.measure_type,
        "fiscal_year": row.fiscal_year,
        "part": row.part,
        "comparator": row.comparator,
        "value": row.value,
        "unit": row.unit,
        "raw": row.raw,
        "page": row.page,
        "bbox": row.bbox,
    }


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
    order = {family: at for at, family in enumerate(vocabulary().families)}
    return model, tuple(sorted(wide, key=lambda row: (order[row.family], row.lg_code or "~", row.city)))


def _series(model: type[Series], group: Sequence[Figure]) -> Series:
    first = group[0]
    values = dict.fromkeys(model.model_fields)
    values |= {name: getattr(first, name) for name in _SHARED}
    values |= {f"fy_{r.fiscal_year}": r.family_value for r in group if r.measure_type == "target" and r.fiscal_year}
    baseline = next((r.family_value for r in group if r.measure_type == "baseline"), None)
    return derived(model, {**values, "theme": first.themes[0], "unit": first.family_unit, "baseline": baseline})
