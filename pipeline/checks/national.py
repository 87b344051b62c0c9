"""National figures: what the state's policy quotes is the state's, and must not stand as the city's target."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.checks.text import figures, squeezed
from pipeline.checks.view import View, about, label
from pipeline.schema import Finding, Initiative

_DATES = frozenset("年月日")
_Figure = tuple[Decimal, str]


def check(view: View) -> Iterator[Finding]:
    """National figures in an initiative's text; targets that repeat one which the initiative's own text does not."""
    for item in view.initiatives:
        policy = squeezed(item.national_policy or "")
        quoted = [(value, unit) for value, unit in figures(policy) if unit and unit[0] not in _DATES]
        if quoted:
            value, unit = quoted[0]
            yield about(item, "national-figure", name=label(item), figure=f"{value:f}{unit[:1]}")
            yield from _as_target(view, item, {(value, unit[:1]) for value, unit in quoted}, policy)


def _as_target(view: View, item: Initiative, nation: set[_Figure], policy: str) -> Iterator[Finding]:
    city = {(value, unit[:1]) for text in view.texts_of(item) for value, unit in figures(text)}
    for indicator in view.indicators_of.get(item.initiative_id, ()):
        own = city | {(value, unit[:1]) for value, unit in figures(indicator.name)}
        for row in view.targets.get(indicator.indicator_id, ()):
            if row.value is not None and (row.value, (row.unit or "")[:1]) in nation - own:
                values = {"name": label(indicator), "raw": row.raw, "policy": policy[:60]}
                yield about(row, "national-figure-as-target", **values)
                break
