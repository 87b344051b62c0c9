"""Units that cannot be: a number of people in %, more than all, a unit that the name contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.text import squeezed
from pipeline.checks.view import View, about, label
from pipeline.schema import Finding, Indicator, Target

_COUNT = re.compile(
    r"(?:人数|者数|件数|回数|台数|校数|施設数|箇所数|拠点数|手続数|業務数|事業数|児童数|職員数|登録数|利用数|世帯数|教職員)$"
)
_RATE = re.compile(r"[率割比%]|増減|増加|減少|削減|短縮|向上|前年|対前|伸び")
# Names of rates whose base may be exceeded.
_OPEN_RATE = re.compile(r"増|減|比|伸|達成|倍|対.年|収支|回収|費用対効果|充足|待機|対目標|対計画")
_CHANGE = re.compile(r"[増減]$")


def check(view: View) -> Iterator[Finding]:
    """At most one finding of each kind per indicator, at its first such target."""
    for indicator in view.indicators:
        rows = [row for row in view.targets.get(indicator.indicator_id, ()) if row.status == "set"]
        name = re.sub(r"[（(][^（）()]*[)）]", "", squeezed(indicator.name))
        percent = [row for row in rows if row.unit in ("%", "％")]
        if percent and _COUNT.search(name) and not _RATE.search(squeezed(indicator.name)):
            yield about(percent[0], "unit-unlikely", name=label(indicator), unit="%")
        yield from _too_much(indicator, percent)
        yield from _named_otherwise(indicator, rows)


def _too_much(indicator: Indicator, percent: list[Target]) -> Iterator[Finding]:
    if _OPEN_RATE.search(squeezed(indicator.name)):
        return
    for row in percent:
        over = row.value is not None and row.value > 100
        if over or (row.value == 100 and row.comparator in (">=", ">")):
            yield about(row, "more-than-all", name=label(indicator), raw=row.raw)
            return


def _named_otherwise(indicator: Indicator, rows: list[Target]) -> Iterator[Finding]:
    """A unit in the name's brackets other than the figures' printed one (（秒） over 20分34秒)."""
    bracket = re.search(r"[（(]([秒分円]|千円|万円|時間|人|件)[)）]$", squeezed(indicator.name))
    for row in rows if bracket else ():
        printed = re.search(r"[0-9](秒|分|円|千円|万円|時間|人|件)", squeezed(row.raw))
        if bracket and printed and printed[1] != bracket[1]:
            yield about(row, "unit-differs-from-name", name=label(indicator), unit=bracket[1], raw=row.raw)
            return
