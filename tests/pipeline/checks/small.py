"""A small faultless plan, made by hand, and the means to put one fault into it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pipeline.schema import Dataset, Indicator, Initiative, Lineage, Measure, Milestone, Plan, Record, Target

DOC = "d" * 64
COMMON: dict[str, Any] = {"document_id": DOC, "plan_id": "p"}


def indicator(key: str, name: str, owner: str | None = "i1", **more: Any) -> Indicator:
    return Indicator(**COMMON, indicator_id=key, initiative_id=owner, kind="kpi", name=name, page=4, **more)


def target(key: str, year: int, raw: str, value: str | None = None, unit: str = "件", **more: Any) -> Target:
    figure = {"value": Decimal(value), "unit": unit, "comparator": "="} if value is not None else {}
    status = more.pop("status", "set" if value is not None else "text")
    return Target(
        **COMMON,
        indicator_id=key,
        fiscal_year=year,
        raw=raw,
        status=status,
        page=4,
        bbox=(1, 2, 3, 4),
        **(figure | more),
    )


def series(key: str, values: Iterable[str], unit: str = "件", first: int = 2026, **more: Any) -> tuple[Target, ...]:
    return tuple(target(key, first + n, f"{value}{unit}", value, unit, **more) for n, value in enumerate(values))


def bar(owner: str, label: str, start: int, end: int) -> Milestone:
    return Milestone(**COMMON, initiative_id=owner, label=label, start_fy=start, end_fy=end, method="bar", page=4)


def initiative(key: str, code: str, name: str, **more: Any) -> Initiative:
    return Initiative(**COMMON, initiative_id=key, code=code, name=name, measure_id="m1", page=3, **more)


def lineage(name: str, relation: str, reason: str | None = None, **more: Any) -> Lineage:
    return Lineage(**COMMON, old_code="1-1", old_name=name, relation=relation, reason=reason, page=9, **more)


def faultless() -> dict[str, tuple[Record, ...]]:
    plan = Plan(**COMMON, title="晴原市DX推進計画", lg_code="332976", status="final", start_fy=2026, end_fy=2029)
    measure = Measure(**COMMON, measure_id="m1", code="1", title="窓口の改革", level=1)
    items = (
        initiative(
            "i1",
            "1-1",
            "電子申請の拡充",
            departments=("市民課", "情報課"),
            summary="申請を電子化し、待つ時間を減らす。",
        ),
        initiative("i2", "1-2", "職員の研修", departments=("人事課",)),
        initiative("i3", "1-3", "施設の予約", departments=("施設課",)),
    )
    return {
        "plans": (plan,),
        "measures": (measure,),
        "initiatives": items,
        "indicators": (indicator("k1", "電子申請の件数"), indicator("k2", "研修の受講率", "i2")),
        "targets": (*series("k1", ("100", "220", "300", "400")), *series("k2", ("70", "80", "90", "100"), "%")),
        "milestones": (bar("i1", "設計", 2026, 2026), bar("i2", "研修", 2026, 2029), bar("i3", "運用", 2026, 2029)),
        "lineage": (lineage("紙の申請の見直し", "renamed", "引き続き実施", new_code="1-1", new_name="電子申請の拡充"),),
    }


def dataset(**changes: Iterable[Record]) -> Dataset:
    """The faultless plan with some tables replaced."""
    return Dataset({**faultless(), **{table: tuple(rows) for table, rows in changes.items()}})


def more(table: str, *rows: Record) -> tuple[Record, ...]:
    """A table of the faultless plan with rows added."""
    return (*faultless()[table], *rows)
