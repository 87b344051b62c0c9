"""A small dataset with the awkward things that plans hold."""

from __future__ import annotations

from decimal import Decimal

from pipeline.schema import (
    Assessment,
    CellRecord,
    Change,
    Dataset,
    Document,
    GlossaryEntry,
    Indicator,
    Initiative,
    Lineage,
    Measure,
    Milestone,
    Plan,
    Record,
    Target,
)

DOCUMENT = "a" * 64
PLAN = "142115-dx-plan"
OWN = {"document_id": DOCUMENT, "plan_id": PLAN}


def dataset_of(*rows: Record) -> Dataset:
    """The rows under their tables."""
    tables: dict[str, tuple[Record, ...]] = {}
    for row in rows:
        tables[row.table] = (*tables.get(row.table, ()), row)
    return Dataset(tables)


def target(year: int, **given: object) -> Target:
    facts = {"indicator_id": "k1", "fiscal_year": year, "status": "set", "raw": "0", "page": 2, **OWN, **given}
    return Target.model_validate(facts)


ROWS: tuple[Record, ...] = (
    Document(
        document_id=DOCUMENT,
        file_name="計画, 本編.pdf",
        bytes=10,
        pages=3,
        text_layer="native",
        plan_id=PLAN,
        role="plan",
        page_sizes=("1-2:595.28x841.89", "3-3:841.89x595.28"),
    ),
    Plan(**OWN, title="第2次DX推進計画", status="final", lg_code="011002", start_fy=2026, end_fy=2030, page=1),
    Measure(**OWN, measure_id="m1", code="1", title="行政", level=1, page=1),
    Measure(**OWN, measure_id="m2", code="1-1", title="窓口", level=2, parent_id="m1", page=1),
    Initiative(
        **OWN,
        initiative_id="i1",
        name='窓口の"待たない"化',
        measure_id="m2",
        departments=("市民課", "情報システム課"),
        current_state=("=1+1", "一行目\n二行目"),
        page=2,
        bbox=(10.126, 20, 300.5, 40),
    ),
    Initiative(**OWN, initiative_id="i2", name="施策に属さない事業", page=2),
    Indicator(
        **OWN, indicator_id="k1", initiative_id="i1", kind="outcome", name="申請率", baseline_value=Decimal("45.30")
    ),
    Indicator(**OWN, indicator_id="k2", measure_id="m1", kind="kpi", name="満足度"),
    target(2026, raw="20億4千万円", comparator="=", value=Decimal("2040000000"), unit="円"),
    target(2027, raw="45.3%以上", comparator=">=", value=Decimal("45.30"), unit="%"),
    target(2028, raw="0.1～0.25", comparator="=", value=Decimal("0.1"), value_upper=Decimal("0.250")),
    target(2029, raw="—", status="none"),
    target(2030, raw="@検討", status="text", bbox=(0, 0, 595.28, 841.89)),
    Milestone(**OWN, initiative_id="i1", label="+構築", start_fy=2026, end_fy=2027, method="bar", page=2),
    Lineage(**OWN, old_name="旧事業", relation="ended", reason="終了"),
    GlossaryEntry(**OWN, term="API", definition="つなぐ仕組み"),
    Assessment(document_id=DOCUMENT, viewpoint="住民", item_no=1, item="申請", met=True, score=Decimal(29)),
    Assessment(document_id=DOCUMENT, viewpoint="住民", item_no=2, item="予約"),
    CellRecord(
        document_id=DOCUMENT, page=2, table_no=1, row=0, col=0, row_span=1, col_span=2, text="\t=A1\n|x|", role="value"
    ),
    Change(
        plan_id=PLAN,
        from_document_id="b" * 64,
        to_document_id=DOCUMENT,
        record_table="targets",
        record_id="k1",
        change="changed",
        field="raw",
        before="１",
        after="2",
    ),
)
