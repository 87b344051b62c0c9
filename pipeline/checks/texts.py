"""Text against figures: a peak in another year, a present state above the first target, hours per head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.checks.claims import Claims
from pipeline.checks.text import figures, squeezed
from pipeline.checks.view import Series, View, about, label
from pipeline.findings import finding
from pipeline.schema import Finding, Initiative
from pipeline.values.years import find_years

_PEAK = re.compile(r"ピーク|最も多く|最多|最大となる")
_HOURS = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)(万?)時間[^0-9]{0,12}([0-9]+(?:\.[0-9]+)?)人(?:分|工|相当)")
_EACH = re.compile(
    r"(?:1|一)(?P<of>[一-龠]{1,3})(?:当たり|あたり|につき)(?:の)?(?P<about>約|およそ|概ね)?"
    r"(?P<value>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<unit>時間|分|円|人|件|回|枚)"
)
_WORKING_YEAR = (1400, 2400)
# Counters of things that do not come and go within a year.
_STOCK = ("施設", "校", "箇所", "拠点", "台", "システム", "基")


def check(view: View, claims: Claims) -> Iterator[Finding]:
    """What the initiative's own text says about its figures, where the figures say otherwise."""
    for item in view.initiatives:
        series = [s for k in view.indicators_of.get(item.initiative_id, ()) for s in view.series_of(k)]
        for text in view.texts_of(item):
            yield from _peak(item, squeezed(text), series)
            yield from _present(squeezed(text), series)
            yield from _hours(squeezed(text), item.document_id, item.page, item.initiative_id)
            yield from _quotient(item, squeezed(text))
        for s in series:
            yield from _present(squeezed(s.indicator.name), [s])
    document_id = view.plans[0].document_id if view.plans else None
    for said in claims.statements:
        yield from _hours(squeezed(said.text), document_id, said.page, None)


def _peak(item: Initiative, text: str, series: list[Series]) -> Iterator[Finding]:
    """A year called the peak inside the plan, while no series of the initiative is highest in it."""
    for found in find_years(text):
        peak = _PEAK.search(text, found.end, found.end + 30)
        if not peak or "。" in text[found.end : peak.start()]:
            continue
        year = found.span.fiscal_year
        covering = [s for s in series if year in s.years and len(set(s.values)) > 1]
        covering = [s for s in covering if _bare(s.indicator.name) in text[found.end : peak.start()]] or covering
        highest = {max(s.targets, key=lambda t: t.value or Decimal(0)).fiscal_year for s in covering}
        if covering and year not in highest:
            yield about(item, "peak-differs", name=label(item), said=year, figures=max(highest))


def _bare(name: str) -> str:
    """A name without brackets and without the word for its count."""
    return re.sub(r"[（(].*$|件数$|数$|率$", "", squeezed(name))


def _present(text: str, series: list[Series]) -> Iterator[Finding]:
    """A growing stock whose first target lies below the number that the text says exists today."""
    for s in series:
        counter = s.unit or ""
        values = s.values
        if counter not in _STOCK or values[0] >= values[-1] or s.indicator.basis == "annual":
            continue
        today = [value for value, unit in figures(text) if unit.startswith(counter) and _is_total(text)]
        if not today and s.indicator.baseline_unit == counter and s.indicator.baseline_value is not None:
            today = [s.indicator.baseline_value]
        if len(today) == 1 and values[0] < today[0] <= values[-1] * 2:
            unit = {"today": f"{today[0]}{counter}", "target": f"{values[0]}{counter}"}
            yield about(s.targets[0], "target-below-present", name=label(s.indicator), **unit)


def _is_total(text: str) -> bool:
    return re.search(r"現在|現状|時点|導入済|設置済|整備済|している|となっ", text) is not None


def _hours(text: str, document_id: str | None, page: int | None, record_id: str | None) -> Iterator[Finding]:
    for match in _HOURS.finditer(text):
        hours = Decimal(match[1].replace(",", "")) * (10_000 if match[2] else 1)
        people = Decimal(match[3])
        if people and not _WORKING_YEAR[0] <= hours / people <= _WORKING_YEAR[1]:
            values = {"text": match[0], "hours": round(hours / people)}
            table = "initiatives" if record_id else None
            yield finding("hours-per-person", document_id, page, None, table, record_id, **values)


def _quotient(item: Initiative, text: str) -> Iterator[Finding]:
    """1業務当たり約172時間 beside 18業務 and 3,108時間 in one sentence: the printed quotient against the exact one."""
    for sentence in text.split("。"):
        each = _EACH.search(sentence)
        if each is None:
            continue
        told = [(value, unit) for value, unit in figures(sentence[: each.start()])]
        whole = [value for value, unit in told if unit.startswith(each["unit"])]
        parts = [value for value, unit in told if unit.startswith(each["of"]) and value > 1]
        if len(whole) != 1 or len(parts) != 1:
            continue
        printed, exact = Decimal(each["value"].replace(",", "")), whole[0] / parts[0]
        if round(exact, max(0, -int(printed.as_tuple().exponent))) == printed:
            continue
        code = "quotient-rounded" if abs(exact - printed) * 50 <= exact else "quotient-differs"
        values = {"text": each[0], "terms": f"{whole[0]:f}{each['unit']}÷{parts[0]:f}{each['of']}"}
        yield about(item, code, name=label(item), **values, exact=f"{exact:.1f}")
