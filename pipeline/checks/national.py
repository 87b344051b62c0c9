"""National figures: a figure of the state's policy that came to stand as the city's target."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.text import figures, squeezed
from pipeline.checks.view import View, about, label
from pipeline.schema import Finding


def check(view: View) -> Iterator[Finding]:
    """Targets whose figure and counter the state's policy prints and the initiative's own text does not."""
    for item in view.initiatives:
        if not item.national_policy:
            continue
        nation = {
            (value, unit[:1]) for value, unit in figures(item.national_policy) if unit and unit[:1] not in "年月日"
        }
        city = {(v, unit[:1]) for text in view.texts_of(item) for v, unit in figures(text) if unit}
        for indicator in view.indicators_of.get(item.initiative_id, ()):
            own = {(v, unit[:1]) for v, unit in figures(indicator.name) if unit}
            for row in view.targets.get(indicator.indicator_id, ()):
                key = (row.value, (row.unit or "")[:1])
                if row.value is not None and key in nation - city - own:
                    raw = {"name": label(indicator), "raw": row.raw, "policy": squeezed(item.national_policy)[:60]}
                    yield about(row, "national-figure", **raw)
                    break
