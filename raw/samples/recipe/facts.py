"""The facts of a sample plan, read from `facts/NAME.toml`: what is drawn and what must be read back.

A target is written in one of these ways:

    "15|手続"                          the cell says 15手続; figure 15, unit 手続
    "3.5万人 => = 35000 人"            the cell before the arrow, the reading after it
    "25拠点・14% => 拠点: = 25 拠点 ; 利用率: = 14 %"   one part after the other
    "5～10件 => = 5..10 件"            a range
    "— => none", "更新完了 => text"     no figure
    "検証後に決定 => tbd * 3"           one merged cell over three years
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

_PART = re.compile(
    r"(?:(?P<label>[^:]+): )?(?P<comparator>=|>=|<=|<|>|~) "
    r"(?P<value>-?\d+(?:\.\d+)?)(?:\.\.(?P<upper>\d+))?(?: (?P<unit>\S+))?$"
)


@dataclass(frozen=True)
class Value:
    """A figure of a target: one part of a compound one, or the only one."""

    label: str
    comparator: str
    value: Decimal
    upper: Decimal | None
    unit: str


@dataclass(frozen=True)
class Target:
    """A cell of the target table for one fiscal year. `span` years share the cell; `first` is the year it starts."""

    fy: int
    raw: str
    status: str
    values: tuple[Value, ...]
    first: int
    span: int


@dataclass(frozen=True)
class Indicator:
    """A KPI with its targets, and its baseline (`raw`, `value`, `unit`, `as_of`, `values`) or None."""

    kind: str
    name: str
    targets: tuple[Target, ...]
    group: str = ""
    series: str = ""
    basis: str | None = None
    baseline: dict[str, Any] | None = None
    label: str = ""
    measure: str | None = None


@dataclass(frozen=True)
class Milestone:
    """A bar of a schedule."""

    lane: int
    label: str
    start_fy: int
    end_fy: int


@dataclass(frozen=True)
class Initiative:
    """A project of the plan with its indicators and its schedule."""

    code: str
    name: str
    measure: str | None = None
    category: str | None = None
    departments: tuple[str, ...] = ()
    summary: str = ""
    current_state: tuple[str, ...] = ()
    ideal_state: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    national_policy: str | None = None
    continuity: str | None = None
    listed_name: str = ""
    listed_departments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Everything that one sample plan says."""

    name: str
    plan: dict[str, Any]
    measures: tuple[dict[str, Any], ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    lineage: tuple[dict[str, Any], ...] = ()
    glossary: tuple[dict[str, str], ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.plan["start_fy"], self.plan["end_fy"] + 1))


def load(path: Path) -> Facts:
    """The facts in a TOML file; ValueError when a target is not written in a known way."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    plan = data["plan"]
    years = range(plan["start_fy"], plan["end_fy"] + 1)
    return Facts(
        name=path.stem,
        plan=plan,
        measures=tuple(data.get("measures", ())),
        initiatives=tuple(_initiative(item, years) for item in data.get("initiatives", ())),
        indicators=tuple(_indicator(item, years) for item in data.get("indicators", ())),
        lineage=tuple(data.get("lineage", ())),
        glossary=tuple(data.get("glossary", ())),
        extra=data.get("extra", {}),
    )


def _initiative(item: dict[str, Any], years: range) -> Initiative:
    plain = {key: tuple(value) if isinstance(value, list) else value for key, value in item.items()}
    plain["indicators"] = tuple(_indicator(each, years) for each in item.get("indicators", ()))
    plain["milestones"] = tuple(Milestone(*each) for each in item.get("milestones", ()))
    return Initiative(**plain)


def _indicator(item: dict[str, Any], years: range) -> Indicator:
    plain = dict(item)
    own_years = plain.pop("years", None) or list(years)
    plain["targets"] = tuple(_targets(plain["targets"], own_years))
    return Indicator(**plain)


def _targets(cells: list[str], years: list[int]) -> list[Target]:
    found: list[Target] = []
    for cell in cells:
        raw, _, reading = cell.partition(" => ")
        reading, _, times = reading.partition(" * ")
        if not reading:
            figure, _, unit = raw.partition("|")
            raw, reading = figure + unit, f"= {figure.replace(',', '')} {unit}".rstrip()
        status = reading if reading in ("none", "tbd", "text") else "set"
        values = () if status != "set" else tuple(_value(part) for part in reading.split(" ; "))
        first, span = len(found), int(times or 1)
        found += [Target(years[first + step], raw, status, values, years[first], span) for step in range(span)]
    if len(found) != len(years):
        raise ValueError(f"{len(found)} targets for {len(years)} years: {cells}")
    return found


def _value(part: str) -> Value:
    match = _PART.match(part.strip())
    if match is None:
        raise ValueError(f"not a reading: {part!r}")
    upper = Decimal(match["upper"]) if match["upper"] else None
    return Value(match["label"] or "", match["comparator"], Decimal(match["value"]), upper, match["unit"] or "")
