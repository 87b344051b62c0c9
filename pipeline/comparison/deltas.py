"""How far and how fast: from an indicator's baseline (or first target) to its last target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from pipeline.comparison.models import Delta, Figure
from pipeline.comparison.view import grouped

_PLACES = Decimal("0.0001")


def deltas(rows: Iterable[Figure]) -> Iterator[Delta]:
    """One row per indicator and part with two figures of one unit. Changes against a year (%増) are no level: none."""
    rows = list(rows)
    starts = {(r.document_id, r.indicator_id): r for r in rows if r.measure_type == "baseline"}
    targets = (r for r in rows if r.measure_type == "target" and r.fiscal_year is not None)
    for (document, indicator, _, unit), group in grouped(
        targets, "document_id", "indicator_id", "part", "unit"
    ).items():
        if not (unit or "").endswith(("増", "減", "増加", "減少")):
            yield from _delta(starts.get((document, indicator)), sorted(group, key=_year))


def _year(row: Figure) -> int:
    return row.fiscal_year or 0


def _delta(baseline: Figure | None, targets: Sequence[Figure]) -> Iterator[Delta]:
    last = targets[-1]
    first = baseline if baseline and baseline.unit == last.unit else targets[0]
    if first is last or first.value is None or last.value is None or last.fiscal_year is None:
        return
    years = last.fiscal_year - first.fiscal_year if first.fiscal_year else None
    change = last.value - first.value
    owner = {name: getattr(last, name) for name in ("lg_code", "city", "plan_id", "document_id")}
    yield Delta(
        **owner,
        themes=last.themes,
        family=last.family,
        indicator_id=last.indicator_id,
        indicator=last.indicator,
        part=last.part,
        unit=last.unit or "",
        from_kind="baseline" if first is baseline else "target",
        from_fy=first.fiscal_year,
        from_value=first.value,
        to_fy=last.fiscal_year,
        to_value=last.value,
        change=change,
        years=years,
        per_year=(change / years).quantize(_PLACES).normalize() if years and years > 0 else None,
    )
