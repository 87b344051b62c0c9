"""The published contract: every table, column, type, key and description, once.

CSV, JSON, Parquet, DuckDB, XLSX, `datapackage.json`, the JSON Schema of `keikaku schema` and the checks of
`keikaku validate` are all derived from these models; there is no second list of columns anywhere.
Descriptions are English; the Japanese one stands in `json_schema_extra["ja"]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

CONTRACT_VERSION = "1.0"

BBox = tuple[float, float, float, float]

# What no text file, spreadsheet or XML can carry: controls other than tab and line break, half a surrogate pair,
# U+FFFE and U+FFFF. A lone carriage return splits a row in common CSV readers.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _writable(text: str) -> str:
    if not _UNWRITABLE.search(text):
        return text  # the same object: nothing changed
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _hundredths(box: BBox | None) -> BBox | None:
    return box and (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))


def _ja(text: str) -> dict[str, Any]:
    return {"ja": text}


DocumentId = Annotated[
    str,
    Field(min_length=1, description="sha256 of the file, lower-case hex", json_schema_extra=_ja("ファイルのSHA-256")),
]
PlanId = Annotated[str, Field(min_length=1, description="stable id of the plan", json_schema_extra=_ja("計画のID"))]
Page = Annotated[int, Field(ge=1, description="page of the PDF, from 1", json_schema_extra=_ja("PDFのページ（1から）"))]
OptionalPage = Annotated[
    int | None, Field(ge=1, description="page of the PDF, from 1", json_schema_extra=_ja("PDFのページ（1から）"))
]
Box = Annotated[
    BBox | None,
    AfterValidator(_hundredths),
    Field(
        description="x0, top, x1, bottom on the upright page in points (1/72 inch), origin top left",
        json_schema_extra=_ja("ページ上の位置（左・上・右・下、ポイント、原点は左上）"),
    ),
]
FiscalYear = Annotated[
    int,
    Field(description="fiscal year (April to March), western", json_schema_extra=_ja("年度（4月〜3月、西暦）")),
]
Texts = tuple[str, ...]


class ForeignKey(BaseModel):
    """Columns of this table that name a row of another."""

    model_config = ConfigDict(frozen=True)
    fields: tuple[str, ...]
    table: str
    references: tuple[str, ...]


class Record(BaseModel):
    """A row of a published table. Frozen; unknown columns are refused.

    Text loses what no published format can carry (controls but tab and line break, halves of surrogate pairs);
    its line breaks become `\\n`. Boxes are kept to 1/100 point.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: ClassVar[str]
    title_en: ClassVar[str]
    title_ja: ClassVar[str]
    key: ClassVar[tuple[str, ...]] = ()
    foreign_keys: ClassVar[tuple[ForeignKey, ...]] = ()

    @model_validator(mode="before")
    @classmethod
    def _keep_writable(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        changed = {name: kept for name, value in values.items() if (kept := _cleaned(value)) is not value}
        return {**values, **changed} if changed else values


def _cleaned(value: Any) -> Any:
    """The value itself unless some of its text cannot be written; every record passes here, so the test is cheap."""
    kind = type(value)
    if kind is str:
        return value if value.isprintable() else _writable(value)
    if kind in (tuple, list) and value and type(value[0]) is str and not all(map(_printable, value)):
        return tuple(map(_cleaned, value))
    return value


def _printable(value: Any) -> bool:
    return type(value) is not str or value.isprintable()


def _fk(fields: str, table: str, references: str | None = None) -> ForeignKey:
    names = tuple(fields.split())
    return ForeignKey(fields=names, table=table, references=tuple((references or fields).split()))


_OF_DOCUMENT = _fk("document_id", "documents")


_OF_PLAN = _fk("document_id plan_id", "plans")


def _column(description: str, ja: str, default: Any = ..., **constraints: Any) -> Any:
    return Field(default, description=description, json_schema_extra=_ja(ja), **constraints)


def _id(description: str, ja: str) -> Any:
    return _column(description, ja, min_length=1)


class Document(Record):
    """One ingested file."""

    table = "documents"
    title_en = "Ingested files"
    title_ja = "取り込んだファイル"
    key = ("document_id",)

    document_id: DocumentId
    file_name: str = _column("name of the file as it was given", "ファイル名")
    source_url: str | None = _column("address it was fetched from", "取得元URL", None)
    retrieved_at: str | None = _column("time of retrieval, ISO 8601 with offset", "取得日時（ISO 8601）", None)
    bytes: int = _column("size in bytes", "バイト数")
    pages: int = _column("number of pages", "ページ数")
    producer: str | None = _column("program that wrote the PDF", "PDFの作成ソフト", None)
    text_layer: Literal["native", "ocr", "mixed", "none"] = _column(
        "where the text comes from: native, ocr, mixed or none", "文字情報の種類"
    )
    plan_id: str | None = _column("plan that the file belongs to", "計画のID", None)
    role: Literal["plan", "action_list", "summary", "progress_report", "assessment"] = _column(
        "what the file is", "ファイルの役割"
    )
    edition: str | None = _column("edition as printed", "版（印刷のとおり）", None)
    copy_restricted: bool = _column("an owner password restricts copying", "コピー制限の有無", False)
    extractor_version: str = _column("version of the extractor that read it", "抽出プログラムの版", "")
    page_sizes: Texts = _column(
        "sizes of the upright pages in points, a run of equal pages as first-last:WIDTHxHEIGHT",
        "ページの大きさ（ポイント、最初-最後:幅x高さ）",
        (),
    )
    licence: str | None = _column("terms of use that its publisher states", "利用条件", None)
    source_digest: str | None = _column(
        "digest of what the registered source says of it: licence, expected counts, corrections",
        "登録内容（利用条件・件数・訂正）のハッシュ値",
        None,
    )
    ocr_engine: str | None = _column(
        "OCR engine and models, with versions, that read its pictures", "文字認識エンジンと版", None
    )


class Plan(Record):
    """One plan, as one of its documents prints it."""

    table = "plans"
    title_en = "Plans"
    title_ja = "計画"
    key = ("document_id", "plan_id")
    foreign_keys = (_OF_DOCUMENT,)

    plan_id: PlanId
    lg_code: str | None = _column(
        "6-digit local-government code", "全国地方公共団体コード（6桁）", None, pattern=r"^\d{6}$"
    )
    prefecture: str | None = _column("prefecture", "都道府県名", None)
    municipality: str | None = _column("municipality", "市区町村名", None)
    title: str = _column("title on the cover with number and kind", "計画名（番号・種別を含む）")
    edition: str | None = _column(
        "subtitle, draft mark, edition, date as printed", "版・日付など（印刷のとおり）", None
    )
    status: Literal["draft", "final"] = _column("draft or final", "案か確定か")
    start_fy: int | None = _column("first fiscal year (April to March), western", "開始年度（西暦）", None)
    end_fy: int | None = _column("last fiscal year (April to March), western", "終了年度（西暦）", None)
    supersedes_plan_id: str | None = _column("earlier plan that this one follows", "前計画のID", None)
    document_id: DocumentId
    page: OptionalPage = None
    bbox: Box = None
    follows_titles: Texts = _column(
        "earlier plans that it names as developed or replaced", "継承すると記載した計画", ()
    )


class Measure(Record):
    """A node of the policy tree above the initiatives."""

    table = "measures"
    title_en = "Policy tree"
    title_ja = "施策体系"
    key = ("document_id", "measure_id")
    foreign_keys = (
        _OF_DOCUMENT,
        _OF_PLAN,
    )

    document_id: DocumentId
    plan_id: PlanId
    measure_id: str = _id("stable id of the measure", "施策のID")
    code: str = _column("code as printed, without the level's word", "番号", "")
    title: str = _column("title as printed, without code", "名称")
    level: int = _column("level in the tree, from 1", "階層（1から）")
    parent_id: str | None = _column("measure above", "上位の施策のID", None)
    page: OptionalPage = None
    bbox: Box = None


class Initiative(Record):
    """A 事業 or 取組: the item with its own form, row, indicator or schedule."""

    table = "initiatives"
    title_en = "Initiatives"
    title_ja = "事業・取組"
    key = ("document_id", "initiative_id")
    foreign_keys = (_OF_DOCUMENT, _OF_PLAN, _fk("document_id measure_id", "measures"))

    document_id: DocumentId
    plan_id: PlanId
    initiative_id: str = _id("stable id of the initiative", "事業のID")
    code: str = _column("code as printed", "事業番号", "")
    name: str = _column("name as its detail page or form prints it", "事業名")
    measure_id: str | None = _column("measure that it hangs on", "施策のID", None)
    category: str | None = _column("printed word for its kind", "事業区分", None)
    departments: Texts = _column("departments in charge", "担当課", ())
    summary: str | None = _column("what it is", "概要", None)
    current_state: Texts = _column("current state and problems", "現状", ())
    ideal_state: Texts = _column("state aimed at", "目指す姿", ())
    actions: Texts = _column("main actions", "主な取組", ())
    national_policy: str | None = _column("what the state plans (never the city's figures)", "国の取組方針", None)
    continuity: str | None = _column("new, continued and the like, as printed", "新規・継続などの区分", None)
    page: OptionalPage = None
    bbox: Box = None
    notes: Texts = _column("※ notes that belong to it", "注記", ())


class Indicator(Record):
    """A KPI."""

    table = "indicators"
    title_en = "Indicators"
    title_ja = "指標"
    key = ("document_id", "indicator_id")
    foreign_keys = (
        _OF_DOCUMENT,
        _OF_PLAN,
        _fk("document_id initiative_id", "initiatives"),
        _fk("document_id measure_id", "measures"),
    )

    document_id: DocumentId
    plan_id: PlanId
    indicator_id: str = _id("stable id of the indicator", "指標のID")
    initiative_id: str | None = _column("initiative it belongs to", "事業のID", None)
    measure_id: str | None = _column("measure it belongs to, where no initiative carries it", "施策のID", None)
    kind: Literal["outcome", "output", "kpi"] = _column("outcome, output or kpi", "指標の種類")
    group: str = _column("what several indicators of one initiative are about", "指標のまとまり", "")
    name: str = _column("name as printed, line breaks closed up", "指標名", "")
    series: str = _column("breakdown of one indicator", "内訳", "")
    basis: Literal["cumulative", "annual", "monthly"] | None = _column(
        "cumulative, annual or monthly where printed", "累計・単年・月の別", None
    )
    unit: str | None = _column("unit of its figures where one holds for all", "単位", None)
    baseline_raw: str | None = _column("baseline as printed", "現状値の表記（印刷のとおり）", None)
    baseline_value: Decimal | None = _column("baseline figure", "現状値", None)
    baseline_unit: str | None = _column("unit of the baseline", "現状値の単位", None)
    baseline_as_of: str | None = _column("date or year of the baseline, as printed", "現状値の時点", None)
    baseline_parts: Texts = _column("several baselines in one, each with label, figure, unit", "現状値の内訳", ())
    page: OptionalPage = None
    bbox: Box = None


class Target(Record):
    """A figure for one fiscal year; one row for each part of a compound figure."""

    table = "targets"
    title_en = "Targets and actuals"
    title_ja = "目標値・実績値"
    key = ("document_id", "indicator_id", "fiscal_year", "measure_type", "part")
    foreign_keys = (_OF_DOCUMENT, _OF_PLAN, _fk("document_id indicator_id", "indicators"))

    document_id: DocumentId
    plan_id: PlanId
    indicator_id: str = _id("indicator", "指標のID")
    fiscal_year: FiscalYear
    raw: str = _column("what stands in the cell", "セルの文字列（印刷のとおり）", "")
    status: Literal["set", "none", "tbd", "text"] = _column("set, none, tbd or text", "値の状態")
    part: str = _column("part of a compound figure", "複合値の部分", "")
    comparator: Literal["=", ">=", ">", "<=", "<", "~"] | None = _column("comparator", "比較記号", None)
    value: Decimal | None = _column("figure", "値", None)
    value_upper: Decimal | None = _column("upper end of a range", "範囲の上限", None)
    unit: str | None = _column("unit as printed", "単位", None)
    measure_type: Literal["target", "actual"] = _column("target or actual", "目標か実績か", "target")
    page: OptionalPage = None
    bbox: Box = None
    attainment: str | None = _column("rate of attainment as printed beside the figure", "達成率（印刷のとおり）", None)
    grade: str | None = _column("grade as printed beside the figure, a letter or a mark", "評価（印刷のとおり）", None)


class Milestone(Record):
    """A bar, arrow or cell of a schedule."""

    table = "milestones"
    title_en = "Schedules"
    title_ja = "工程"
    foreign_keys = (_OF_DOCUMENT, _OF_PLAN, _fk("document_id initiative_id", "initiatives"))

    document_id: DocumentId
    plan_id: PlanId
    initiative_id: str | None = _column("initiative", "事業のID", None)
    lane: int = _column("lane, 0 at the top", "段（上から0）", 0)
    label: str = _column("text of the bar", "工程の内容")
    start_fy: int | None = _column("first fiscal year (April to March), western", "開始年度（西暦）", None)
    end_fy: int | None = _column("last fiscal year (April to March), western", "終了年度（西暦）", None)
    method: Literal["cell", "bar", "text"] = _column("read from a cell, a bar or text", "読み取り方法")
    page: OptionalPage = None
    bbox: Box = None
    start_date: str | None = _column(
        "first day where finer than a year, ISO 8601", "開始日（年度より細かいとき）", None
    )
    end_date: str | None = _column("last day where finer than a year, ISO 8601", "終了日（年度より細かいとき）", None)
    milestone_id: str = _column("stable id of the milestone", "工程のID", "")


class Lineage(Record):
    """How an initiative of the earlier plan continues."""

    table = "lineage"
    title_en = "Lineage of initiatives"
    title_ja = "事業の継承関係"
    foreign_keys = (
        _OF_DOCUMENT,
        _OF_PLAN,
    )

    document_id: DocumentId
    plan_id: PlanId
    old_code: str | None = _column("code in the earlier plan", "旧番号", None)
    old_name: str | None = _column("name in the earlier plan", "旧名称", None)
    new_code: str | None = _column("code in this plan", "新番号", None)
    new_name: str | None = _column("name in this plan", "新名称", None)
    relation: Literal["continued", "renamed", "merged", "new", "ended"] = _column("relation", "継承区分")
    reason: str | None = _column("reason as printed", "理由", None)
    departments: Texts = _column("departments", "担当課", ())
    page: OptionalPage = None
    bbox: Box = None
    lineage_id: str = _column("stable id of the line", "継承関係のID", "")


class GlossaryEntry(Record):
    """A term explained."""

    table = "glossary"
    title_en = "Glossary"
    title_ja = "用語集"
    foreign_keys = (
        _OF_DOCUMENT,
        _OF_PLAN,
    )

    document_id: DocumentId
    plan_id: PlanId
    term: str = _column("term", "用語")
    definition: str = _column("definition", "説明")
    page: OptionalPage = None
    bbox: Box = None
    entry_id: str = _column("stable id of the entry", "用語のID", "")


class Assessment(Record):
    """An item of an outside checklist."""

    table = "assessments"
    title_en = "Outside assessments"
    title_ja = "外部評価"
    key = ("document_id", "viewpoint", "item_no", "item")
    foreign_keys = (_OF_DOCUMENT,)

    document_id: DocumentId
    assessor: str | None = _column("who assessed", "評価者", None)
    lg_code: str | None = _column(
        "local government assessed", "全国地方公共団体コード（6桁）", None, pattern=r"^\d{6}$"
    )
    viewpoint: str = _column("viewpoint", "観点")
    item_no: int = _column("number of the item in the whole checklist, from 1", "項目番号（全体の通し番号）")
    item: str = _column("item", "項目")
    met: bool | None = _column("met, not met, or unknown", "該当の有無", None)
    score: Decimal | None = _column("overall score of the assessment", "総合点", None)
    score_max: Decimal | None = _column("highest possible overall score", "満点", None)
    page: OptionalPage = None


class CellRecord(Record):
    """A cell of a table that was found."""

    table = "cells"
    title_en = "Every cell of every table"
    title_ja = "すべての表のすべてのセル"
    key = ("document_id", "page", "table_no", "row", "col")
    foreign_keys = (_OF_DOCUMENT,)

    document_id: DocumentId
    page: Page
    table_no: int = _column("number of the table in the document, from 1", "表番号")
    row: int = _column("row in the table, from 0", "行（0から）")
    col: int = _column("column in the table, from 0", "列（0から）")
    row_span: int = _column("rows covered", "行の結合数")
    col_span: int = _column("columns covered", "列の結合数")
    bbox: Box = None
    text: str = _column("text, lines joined by line breaks", "文字列")
    role: Literal["header", "label", "value", "schedule", "narrative", "blank", "unmapped"] = _column(
        "what the cell was understood as", "セルの役割"
    )
    record_table: str | None = _column("table of the record that it became", "対応する表", None)
    record_id: str | None = _column("id of that record", "対応するレコードのID", None)
    source: Literal["native", "ocr"] = _column("text layer or OCR", "文字の出所", "native")
    ocr_confidence: float | None = _column("confidence of OCR, 0 to 1", "OCRの確信度（0〜1）", None)


class Finding(Record):
    """What a reader should know before trusting a number."""

    table = "findings"
    title_en = "Findings"
    title_ja = "確認事項"

    document_id: str | None = _column("document", "ファイルのSHA-256", None)
    severity: Literal["error", "warning", "info"] = _column("severity", "重大度")
    code: str = _column("code of docs/findings.md", "コード")
    message_ja: str = _column("what, in Japanese", "日本語の内容")
    message_en: str = _column("what, in English", "英語の内容")
    page: OptionalPage = None
    record_table: str | None = _column("table of the record concerned", "対象の表", None)
    record_id: str | None = _column("id of the record concerned", "対象のレコードのID", None)
    bbox: Box = None


class Change(Record):
    """One difference between two editions of a plan."""

    table = "changes"
    title_en = "Changes between editions"
    title_ja = "版の間の変更"

    plan_id: PlanId
    from_document_id: str = _id("sha256 of the earlier file", "変更前のファイルのSHA-256")
    to_document_id: str = _id("sha256 of the later file", "変更後のファイルのSHA-256")
    record_table: str = _column("table of the record concerned", "対象の表")
    record_id: str = _column("id of the record concerned", "対象のレコードのID")
    change: Literal["added", "removed", "renamed", "changed", "moved"] = _column("kind of change", "変更の種類")
    field: str | None = _column("column that changed", "変更された項目", None)
    before: str | None = _column("before", "変更前", None)
    after: str | None = _column("after", "変更後", None)
    from_page: int | None = _column("page of the earlier file, from 1", "変更前のページ（1から）", None, ge=1)
    from_bbox: Annotated[BBox | None, AfterValidator(_hundredths)] = _column(
        "place on the page of the earlier file", "変更前の位置", None
    )
    to_page: int | None = _column("page of the later file, from 1", "変更後のページ（1から）", None, ge=1)
    to_bbox: Annotated[BBox | None, AfterValidator(_hundredths)] = _column(
        "place on the page of the later file", "変更後の位置", None
    )
    label: str = _column("what people call the record concerned", "対象の名称", "")
    initiative_id: str | None = _column("initiative concerned", "事業のID", None)
    fiscal_year: int | None = _column("fiscal year of the figure concerned, western", "年度（西暦）", None)


TABLES: Mapping[str, type[Record]] = {
    model.table: model
    for model in (
        Document,
        Plan,
        Measure,
        Initiative,
        Indicator,
        Target,
        Milestone,
        Lineage,
        GlossaryEntry,
        Assessment,
        CellRecord,
        Finding,
        Change,
    )
}


@dataclass(frozen=True, slots=True)
class Dataset:
    """Rows of all tables, in the contract's order. Missing tables are empty."""

    rows: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)

    def __getitem__(self, table: str) -> tuple[Any, ...]:
        if table not in TABLES:
            raise KeyError(table)
        return self.rows.get(table, ())

    def __iter__(self) -> Iterator[tuple[str, tuple[Record, ...]]]:
        return ((name, self[name]) for name in TABLES)

    def joined(self, *others: Dataset) -> Dataset:
        """This dataset with the rows of the others after its own."""
        return Dataset({name: tuple(chain(self[name], *(other[name] for other in others))) for name in TABLES})
