"""How far and how fast: from an indicator's baseline (or first target) to its last target.

Only what is comparable is subtracted: rates, levels, and stocks. A yearly flow (人 trained in a year) has the total of
its years instead, and a count of which the plan does not say which of both it is has neither; `apart` names the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any

from pipeline.comparison.models import Delta, Figure, derived
from pipeline.comparison.view import View, grouped
from pipeline.families import Course, course

_OWN = ("lg_code", "city", "plan_id", "document_id", "themes", "family", "indicator_id", "indicator", "part")
_PLACES = Decimal("0.0001")
_NONE: Mapping[str, Any] = dict.fromkeys(("apart", "change", "years", "per_year", "total"))
_CHANGES = ("増", "減", "増加", "減少")


def deltas(rows: Iterable[Figure], seen: View) -> Iterator[Delta]:
    """A row per indicator, part and unit with a last target. Changes against a year (%増) are no level: none."""
    rows = list(rows)
    starts = {(r.document_id, r.indicator_id): r for r in rows if r.measure_type == "baseline"}
    targets = (r for r in rows if r.measure_type == "target" and r.fiscal_year is not None and r.value is not None)
    groups = grouped(targets, "document_id", "indicator_id", "part", "unit")
    for (document, indicator, _, unit), group in groups.items():
        if not (unit or "").endswith(_CHANGES):
            basis = seen.indicators[document, indicator].basis
            yield _delta(starts.get((document, indicator)), sorted(group, key=attrgetter("fiscal_year")), basis)


def _delta(baseline: Figure | None, targets: Sequence[Figure], basis: str | None) -> Delta:
    last = targets[-1]
    first = baseline if baseline and baseline.unit == last.unit else targets[0]
    family = None if last.apart else last.family
    kind = course(family, last.indicator, last.unit or "", basis)
    values = {
        **dict(zip(_OWN, attrgetter(*_OWN)(last), strict=True)),
        "from_kind": "baseline" if first is baseline else "target",
        "from_fy": first.fiscal_year,
        "from_value": first.value,
        "to_fy": last.fiscal_year,
        "to_value": last.value,
        "course": kind,
        **_change(kind, first, targets, basis == "monthly"),
    }
    return derived(Delta, {**values, "unit": last.unit or ""})


def _change(kind: Course, first: Figure, targets: Sequence[Figure], monthly: bool) -> Mapping[str, Any]:
    last = targets[-1]
    if kind in ("flow", "unstated"):
        return {**_NONE, "apart": kind, "total": _total(targets) if kind == "flow" and not monthly else None}
    if first is last or first.value is None or last.value is None or last.fiscal_year is None:
        return {**_NONE, "apart": "no-start"}
    years = last.fiscal_year - first.fiscal_year if first.fiscal_year else None
    change = last.value - first.value
    per_year = (change / years).quantize(_PLACES).normalize() if years and years > 0 else None
    return {**_NONE, "change": change, "years": years, "per_year": per_year}


def _total(targets: Sequence[Figure]) -> Decimal | None:
    """The sum, where no year between the first and the last target lacks one."""
    years = [row.fiscal_year or 0 for row in targets]
    if years != list(range(years[0], years[-1] + 1)):
        return None
    return sum((row.value for row in targets if row.value is not None), Decimal(0))
