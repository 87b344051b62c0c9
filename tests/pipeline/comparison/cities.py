"""Two made-up cities with plans that compare, and one change between editions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pipeline.schema import (
    TABLES,
    Assessment,
    Change,
    Dataset,
    Document,
    Indicator,
    Initiative,
    Measure,
    Milestone,
    Plan,
    Record,
    Target,
)

A, B, OLD = "a" * 64, "b" * 64, "c" * 64
CITIES = ((A, "pa", "甲市", "011002"), (B, "pb", "乙市", None))
EVIL = '<img src=x onerror="alert(1)"></script><script>alert(2)</script>'


def _plan(document: str, plan: str, city: str, code: str | None) -> list[Record]:
    return [
        Document(
            document_id=document,
            file_name=f"{city}.pdf",
            bytes=1,
            pages=3,
            text_layer="native",
            plan_id=plan,
            role="plan",
            page_sizes=("1-3:595x842",),
        ),
        Plan(
            document_id=document,
            plan_id=plan,
            title=f"{city}DX推進計画",
            municipality=city,
            lg_code=code,
            status="final",
            start_fy=2026,
            end_fy=2028,
        ),
        Measure(document_id=document, plan_id=plan, measure_id=f"{plan}-m", code="1", title="窓口の改革", level=1),
    ]


def _initiative(document: str, plan: str, key: str, name: str, **rest: Any) -> Initiative:
    return Initiative(
        document_id=document, plan_id=plan, initiative_id=key, code="1", name=name, measure_id=f"{plan}-m", **rest
    )


def _target(indicator: Indicator, year: int, value: str, unit: str) -> Target:
    return Target(
        document_id=indicator.document_id,
        plan_id=indicator.plan_id,
        indicator_id=indicator.indicator_id,
        fiscal_year=year,
        raw=f"{value}{unit}",
        status="set",
        comparator="=",
        value=Decimal(value),
        unit=unit,
        page=2,
        bbox=(100 + 60 * (year - 2026), 200, 160 + 60 * (year - 2026), 220),
    )


def rows() -> list[Record]:
    """All rows, parents first."""
    found: list[Record] = [row for city in CITIES for row in _plan(*city)]
    ka: dict[str, Any] = {"document_id": A, "plan_id": "pa"}
    kb: dict[str, Any] = {"document_id": B, "plan_id": "pb"}
    online = Indicator(
        **ka,
        indicator_id="ka",
        initiative_id="ia",
        kind="outcome",
        name="オンライン申請の利用率",
        baseline_raw="18.5%（R6年度）",
        baseline_value=Decimal("18.5"),
        baseline_unit="%",
        baseline_as_of="R6年度",
        page=2,
        bbox=(50, 200, 100, 220),
    )
    share = Indicator(**kb, indicator_id="kb", initiative_id="ib", kind="kpi", name="電子申請の割合")
    hours = Indicator(**kb, indicator_id="kc", initiative_id="ib", kind="kpi", name="業務削減時間")
    found += [
        _initiative(A, "pa", "ia", "電子申請の拡充", page=2, bbox=(50, 100, 300, 120)),
        _initiative(A, "pa", "ix", EVIL, summary=EVIL, page=3),
        _initiative(B, "pb", "ib", "オンライン申請の推進"),
        online,
        share,
        hours,
        *(_target(online, year, value, "%") for year, value in ((2026, "20"), (2027, "25"), (2028, "30.5"))),
        *(_target(share, year, value, "割") for year, value in ((2026, "2"), (2028, "4.5"))),
        _target(hours, 2026, "90", "分"),
        _target(hours, 2027, "20", "分"),
        Milestone(
            **ka, initiative_id="ia", lane=0, label="導入の検討", start_fy=2026, end_fy=2026, method="bar", page=2
        ),
        Milestone(**ka, initiative_id="ia", lane=0, label="本格運用", start_fy=2027, end_fy=2028, method="bar", page=2),
        Assessment(document_id=A, viewpoint="住民", item_no=1, item="オンライン申請ができる", met=True),
        Change(
            plan_id="pa",
            from_document_id=OLD,
            to_document_id=A,
            record_table="targets",
            record_id="ka",
            change="changed",
            field="raw",
            before="25%",
            after="30.5%",
            from_page=1,
            to_page=2,
            to_bbox=(220, 200, 280, 220),
        ),
    ]
    return found


def dataset() -> Dataset:
    """The rows under their tables."""
    found = rows()
    return Dataset({table: tuple(row for row in found if row.table == table) for table in TABLES})
