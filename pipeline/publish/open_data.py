"""`open-data/`: the main tables as Japanese local governments publish tables, for spreadsheets and portals.

UTF-8 with byte order mark, CRLF, Japanese headers, 全国地方公共団体コード first, then ID and 地方公共団体名, the source
of every row last; half-width digits, no thousands separators, fiscal years as western integers. Headers are the
Japanese titles of the models up to their bracket.

Safe to open with a spreadsheet: a text that it might run as a formula has an apostrophe before it. So text here is
not always character by character what the plan prints; the tables beside are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.publish.columns import Column, Kind, columns
from pipeline.publish.formulas import formula_like
from pipeline.publish.integrity import key_of
from pipeline.publish.spelling import csv_column
from pipeline.publish.tables import column_values
from pipeline.schema import TABLES, Dataset, Document, Plan, Record

FOLDER = "open-data"
TABLE_NAMES = ("plans", "measures", "initiatives", "indicators", "targets", "milestones", "lineage", "glossary")
# `-` and `-5%` are figures and marks; `-A1` and `-1+SUM(…)` are formulas.
_MINUS_FORMULA = re.compile(r"[-−－].*[A-Za-z(|!+*/=@]", re.DOTALL)
# Said in the first columns, or of no use outside the dataset.
_ELSEWHERE = {"document_id", "plan_id", "lg_code", "municipality", "bbox"}


class Owner(NamedTuple):
    """What the first and last columns say of a row's plan."""

    lg_code: str
    municipality: str
    title: str
    file_name: str
    url: str


def write_open_data(dataset: Dataset, folder: Path) -> None:
    """Write `folder`, which must not exist, with one CSV file for each main table."""
    folder.mkdir()
    owners, called = _owners(dataset), _called(dataset)
    for table in TABLE_NAMES:
        _write(TABLES[table], dataset[table], owners, called, folder / f"{table}.csv")


class Called(NamedTuple):
    """Names of initiatives, and names and initiatives of indicators, by document and id."""

    initiatives: Mapping[tuple[str, str], str]
    indicators: Mapping[tuple[str, str], tuple[str, str | None]]

    def initiative(self, row: Any) -> str:
        """The name of the initiative that a row belongs to."""
        key = getattr(row, "initiative_id", None)
        if key is None and hasattr(row, "indicator_id"):
            key = self.indicators.get((row.document_id, row.indicator_id), ("", None))[1]
        return self.initiatives.get((row.document_id, key or ""), "")

    def indicator(self, row: Any) -> str:
        """The name of the indicator that a row belongs to."""
        return self.indicators.get((row.document_id, row.indicator_id), ("", None))[0]


def _called(dataset: Dataset) -> Called:
    return Called(
        {(row.document_id, row.initiative_id): row.name for row in dataset["initiatives"]},
        {
            (row.document_id, row.indicator_id): (
                " ".join(part for part in (row.group, row.name, row.series) if part),
                row.initiative_id,
            )
            for row in dataset["indicators"]
        },
    )


def _owners(dataset: Dataset) -> Mapping[tuple[str, str], Owner]:
    files: dict[str, Document] = {document.document_id: document for document in dataset["documents"]}
    return {(plan.document_id, plan.plan_id): _owner(plan, files.get(plan.document_id)) for plan in dataset["plans"]}


def _owner(plan: Plan, file: Document | None) -> Owner:
    name, url = (file.file_name, file.source_url or "") if file else ("", "")
    return Owner(plan.lg_code or "", plan.municipality or "", plan.title, name, url)


def _write(
    model: type[Record], rows: Sequence[Record], owners: Mapping[tuple[str, str], Owner], called: Called, path: Path
) -> None:
    import pandas as pd

    nobody = Owner("", "", "", "", "")
    of = [owners.get((row.document_id, row.plan_id), nobody) for row in rows]  # type: ignore[attr-defined]
    table: dict[str, Sequence[str | None]] = {
        "全国地方公共団体コード": [owner.lg_code for owner in of],
        "ID": [_identity(model, row) for row in rows],
        "地方公共団体名": [safe(owner.municipality) for owner in of],
        "計画": [safe(owner.title) for owner in of],
    }
    if model.table in ("indicators", "targets", "milestones"):
        table["事業名"] = [safe(called.initiative(row)) for row in rows]
    if model.table == "targets":
        table["指標名"] = [safe(called.indicator(row)) for row in rows]
    table |= {header(c): _safe_column(c, rows) for c in columns(model) if c.name not in _ELSEWHERE}
    table |= {"出典": [safe(owner.file_name) for owner in of], "出典URL": [safe(owner.url) for owner in of]}
    pd.DataFrame(table, dtype=object).to_csv(path, index=False, lineterminator="\r\n", encoding="utf-8-sig", na_rep="")


def header(column: Column) -> str:
    """The Japanese title of a column without what its brackets explain."""
    return column.ja.split("（", 1)[0]


def _identity(model: type[Record], row: Record) -> str:
    """The parts of the row's key within its document."""
    names = [name for name in model.key if name != "document_id"] or ["plan_id"]
    return "/".join(str(part) for part in key_of(names, row) if part != "")


def _safe_column(column: Column, rows: Sequence[Record]) -> list[str | None]:
    texts: list[Any] = csv_column(column.kind, column_values(rows, column.name))
    if column.kind not in (Kind.TEXT, Kind.TEXTS):
        return texts
    return [text and safe(text) for text in texts]


def safe(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet might run it. A lone = is no formula."""
    return f"'{text}" if text != "=" and (formula_like(text) or _MINUS_FORMULA.match(text)) else text
