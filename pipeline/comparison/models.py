"""The comparison datasets as models: columns, types and descriptions in both languages, each said once.

They follow from the published tables and two reviewed vocabularies (themes, families) alone.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, TypeVar

from pydantic import Field, create_model

from pipeline.families import Course
from pipeline.schema import Box, DocumentId, FiscalYear, ForeignKey, OptionalPage, PlanId, Record, Texts

OF_DOCUMENT = ForeignKey(fields=("document_id",), table="documents", references=("document_id",))
OF_PLAN = ForeignKey(fields=("document_id", "plan_id"), table="plans", references=("document_id", "plan_id"))


def _column(description: str, ja: str, default: Any = ..., **constraints: Any) -> Any:
    return Field(default, description=description, json_schema_extra={"ja": ja}, **constraints)


Row = TypeVar("Row", bound=Record)


def derived(model: type[Row], values: dict[str, Any]) -> Row:
    """A row of values that come from checked records, every column given. Not checked again: there are very many.

    What `model_construct` does, without its walk over the columns; the tests check the rows of all tables.
    """
    row = model.__new__(model)
    object.__setattr__(row, "__dict__", values)
    object.__setattr__(row, "__pydantic_fields_set__", set())
    object.__setattr__(row, "__pydantic_extra__", None)
    object.__setattr__(row, "__pydantic_private__", None)
    return row


class OfPlan(Record):
    """What every row of a comparison begins with: whose plan it is."""

    lg_code: str | None = _column("6-digit local-government code", "全国地方公共団体コード（6桁）", None)
    city: str = _column("municipality, or the plan's title where none is printed", "自治体名")
    plan_id: PlanId
    document_id: DocumentId


class Figure(OfPlan):
    """A figure of an indicator: baseline, target or actual, with its family and the value that compares."""

    table = "figures"
    title_en = "Figures by theme, family, city and fiscal year"
    title_ja = "テーマ・指標群・自治体・年度別の数値"
    foreign_keys = (OF_DOCUMENT, OF_PLAN)

    themes: Texts = _column("ids of the themes, the family's first", "テーマ", ())
    family: str | None = _column("id of the family of comparable indicators", "指標群", None)
    apart: str | None = _column("why the figure does not compare within its family", "比較できない理由", None)
    initiative_id: str | None = _column("initiative it belongs to", "事業のID", None)
    initiative: str = _column("name of the initiative", "事業名", "")
    indicator_id: str = _column("indicator", "指標のID")
    indicator: str = _column("name of the indicator with group and series", "指標名")
    measure_type: Literal["baseline", "target", "actual"] = _column(
        "baseline, target or actual", "現状・目標・実績の別"
    )
    fiscal_year: int | None = _column("fiscal year (April to March), western", "年度（4月〜3月、西暦）", None)
    part: str = _column("part of a compound figure", "内訳", "")
    comparator: str | None = _column("how the figure is meant: =, >=, ~ …", "以上・以下などの別", None)
    value: Decimal | None = _column("figure as the plan gives it", "値", None)
    unit: str | None = _column("unit as the plan gives it", "単位", None)
    family_value: Decimal | None = _column("figure in the family's unit, where exact", "比較用の値", None)
    family_unit: str | None = _column("unit of the family", "比較用の単位", None)
    raw: str = _column("what stands in the cell", "原文")
    page: OptionalPage = None
    bbox: Box = None


class Coverage(OfPlan):
    """What a plan has under a theme or an item of an outside checklist; zero says that it has nothing."""

    table = "coverage"
    title_en = "Which plan has what under which theme and checklist item"
    title_ja = "テーマ・チェック項目ごとの取組の有無"
    key = ("document_id", "plan_id", "kind", "topic")
    foreign_keys = (OF_DOCUMENT, OF_PLAN)

    kind: Literal["theme", "item"] = _column("theme, or item of a checklist", "テーマ・チェック項目の別")
    topic: str = _column("id of the theme, or the item", "テーマ・チェック項目")
    topic_ja: str = _column("name in Japanese", "名称（日本語）")
    topic_en: str = _column("name in English where there is one", "名称（英語）", "")
    initiatives: int = _column("number of initiatives", "事業数")
    indicators: int = _column("number of indicators", "指標数")
    words: Texts = _column("words that matched", "一致した語", ())
    initiative_ids: Texts = _column("ids of the initiatives", "事業のID", ())


class Timeline(OfPlan):
    """When a plan's work under a theme begins, and when it is in operation."""

    table = "timelines"
    title_en = "First years by theme and city"
    title_ja = "テーマ・自治体ごとの開始年度"
    key = ("document_id", "plan_id", "theme", "initiative_id")
    foreign_keys = (OF_DOCUMENT, OF_PLAN)

    theme: str = _column("id of the theme", "テーマ")
    initiative_id: str = _column("initiative", "事業のID")
    initiative: str = _column("name of the initiative", "事業名")
    start_fy: FiscalYear
    operation_fy: int | None = _column("first fiscal year whose bar says operation", "運用開始年度", None)
    label: str = _column("words of that bar, else of the first", "工程の記載")
    page: OptionalPage = None
    bbox: Box = None


class Delta(OfPlan):
    """From the baseline (or the first target) of an indicator to its last target; of yearly flows the total instead."""

    table = "deltas"
    title_en = "From baseline to last target"
    title_ja = "現状値から最終目標値までの変化"
    foreign_keys = (OF_DOCUMENT, OF_PLAN)

    themes: Texts = _column("ids of the themes", "テーマ", ())
    family: str | None = _column("id of the family", "指標群", None)
    indicator_id: str = _column("indicator", "指標のID")
    indicator: str = _column("name of the indicator", "指標名")
    part: str = _column("part of a compound figure", "内訳", "")
    unit: str = _column("unit of both figures", "単位", "")
    from_kind: Literal["baseline", "target"] = _column("baseline, or the first target", "始点の種類")
    from_fy: int | None = _column("fiscal year of the first figure where known", "始点の年度", None)
    from_value: Decimal = _column("first figure", "始点の値")
    to_fy: int = _column("fiscal year of the last target", "最終目標の年度")
    to_value: Decimal = _column("last target", "最終目標値")
    course: Course = _column(
        "how the figures follow each other: rate, level or stock (may be subtracted), flow (may be added), unstated",
        "数値の性質（率・水準・ストック・フロー・不明）",
    )
    apart: str | None = _column("why there is no change: id of the reason", "変化を示さない理由", None)
    change: Decimal | None = _column("last target minus first figure, of rates, levels and stocks", "変化", None)
    years: int | None = _column("years between", "年数", None)
    per_year: Decimal | None = _column("change per year, to four places", "1年あたりの変化", None)
    total: Decimal | None = _column(
        "sum of the targets of a flow that has one for each year of its span", "各年の目標値の合計（フロー）", None
    )


class Revision(OfPlan):
    """A difference between two editions, with the names a reader knows."""

    table = "revisions"
    title_en = "Changes between editions"
    title_ja = "版の間の変更"
    foreign_keys = (OF_DOCUMENT,)

    record_table: str = _column("table of the record concerned", "対象の表")
    record_id: str = _column("id of the record concerned", "対象のレコードのID")
    name: str = _column("name of the initiative or indicator concerned", "対象の名称", "")
    themes: Texts = _column("ids of the themes", "テーマ", ())
    fiscal_year: int | None = _column("fiscal year of the target concerned", "目標値の年度", None)
    change: str = _column("kind of change", "変更の種類")
    field: str | None = _column("column that changed", "変更された項目", None)
    before: str | None = _column("before", "変更前", None)
    after: str | None = _column("after", "変更後", None)
    from_document_id: str = _column("the earlier file", "変更前のファイルのSHA-256")
    from_page: OptionalPage = None
    from_bbox: Box = None
    page: OptionalPage = None
    bbox: Box = None


class Series(OfPlan):
    """A comparable indicator of a city, its years side by side."""

    table = "matrix"
    title_en = "Comparable indicators, years side by side"
    title_ja = "比較できる指標（年度を横に並べた表）"
    foreign_keys = (OF_DOCUMENT, OF_PLAN)

    theme: str = _column("id of the theme", "テーマ")
    family: str = _column("id of the family", "指標群")
    indicator_id: str = _column("indicator", "指標のID")
    indicator: str = _column("name of the indicator", "指標名")
    part: str = _column("part of a compound figure", "内訳", "")
    unit: str = _column("unit of the family", "比較用の単位")
    baseline: Decimal | None = _column("baseline", "現状値", None)


def series_model(first: int, last: int) -> type[Series]:
    """`Series` with a column `fy_YEAR` for every fiscal year from `first` to `last`."""
    years: dict[str, Any] = {
        f"fy_{year}": (Decimal | None, _column(f"target for fiscal year {year}", f"{year}年度の目標値", None))
        for year in range(first, last + 1)
    }
    model = create_model("Series", __base__=Series, __doc__=Series.__doc__, **years)
    for name in ("table", "title_en", "title_ja", "foreign_keys"):
        setattr(model, name, getattr(Series, name))
    return model
