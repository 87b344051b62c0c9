"""How each format spells the awkward values, and that each loads in one line."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import get_column_letter

from pipeline.comparison import compare
from pipeline.publish import workbook
from pipeline.publish.columns import columns
from pipeline.publish.spelling import plain
from pipeline.publish.tables import write_csv
from pipeline.schema import TABLES, CellRecord, Dataset
from tests.pipeline.comparison import cities
from tests.pipeline.publish.sample import dataset_of


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ("45.30", "45.3"),
        ("1.50E+3", "1500"),
        ("2040000000", "2040000000"),
        ("1E-7", "0.0000001"),
        ("-0.0", "0"),
        ("0", "0"),
        ("100", "100"),
        ("-12.50", "-12.5"),
        ("12345678901234567890.123456789", "12345678901234567890.123456789"),
    ],
)
def test_figures_are_plain(figure: str, text: str) -> None:
    assert plain(Decimal(figure)) == text


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_csv_is_plain_utf8_with_line_feeds(published: Path) -> None:
    data = (published / "initiatives.csv").read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    head, text = data.decode("utf-8").split("\n", 1)
    assert head.split(",")[:4] == ["document_id", "plan_id", "initiative_id", "code"]
    assert '"窓口の""待たない""化"' in text
    first, second = rows_of(published / "initiatives.csv")
    assert first["departments"] == "市民課|情報システム課"
    assert first["current_state"] == "=1+1|一行目\n二行目"
    assert first["bbox"] == "10.13|20|300.5|40"
    assert second["measure_id"] == second["bbox"] == ""


def test_csv_spells_figures_flags_and_unknowns(published: Path) -> None:
    targets = rows_of(published / "targets.csv")
    assert [row["value"] for row in targets] == ["2040000000", "45.3", "0.1", "", ""]
    assert [row["value_upper"] for row in targets] == ["", "", "0.25", "", ""]
    assert [row["met"] for row in rows_of(published / "assessments.csv")] == ["true", ""]
    assert rows_of(published / "plans.csv")[0]["lg_code"] == "011002"


def test_json_has_real_numbers_nulls_and_arrays(published: Path) -> None:
    targets = json.loads((published / "targets.json").read_bytes(), parse_float=str)
    assert [row["value"] for row in targets] == [2040000000, "45.3", "0.1", None, None]
    initiatives = json.loads((published / "initiatives.json").read_bytes())
    assert initiatives[0]["departments"] == ["市民課", "情報システム課"]
    assert initiatives[0]["bbox"] == [10.13, 20, 300.5, 40]
    assert initiatives[1]["bbox"] is None
    assert list(initiatives[0]) == [column.name for column in columns(TABLES["initiatives"])]


def test_parquet_loads_into_pandas_in_one_line(published: Path) -> None:
    targets = pd.read_parquet(published / "targets.parquet")
    assert targets["fiscal_year"].tolist() == [2026, 2027, 2028, 2029, 2030]
    assert str(targets["page"].dtype) == "Int64"
    assert targets["value"].sum() == pytest.approx(2040000045.4)
    assert pd.read_parquet(published / "plans.parquet")["lg_code"].tolist() == ["011002"]
    assert pd.read_parquet(published / "assessments.parquet")["met"].tolist() == [True, pd.NA]
    assert list(pd.read_parquet(published / "initiatives.parquet")["departments"][0]) == ["市民課", "情報システム課"]


def test_csv_loads_into_pandas_when_codes_are_named_as_text(published: Path) -> None:
    plans = pd.read_csv(published / "plans.csv", dtype={"lg_code": str})
    assert plans["lg_code"].tolist() == ["011002"]


def test_duckdb_holds_all_tables_with_comments(published: Path) -> None:
    with duckdb.connect(str(published / "keikaku.duckdb"), read_only=True) as connection:
        found = connection.sql("SELECT schema_name, table_name, comment FROM duckdb_tables()").fetchall()
        assert {(schema, table) for schema, table, _ in found} == {
            (schema, table) for schema in ("main", "history") for table in TABLES
        }
        assert all(comment for _, _, comment in found)
        sql = "SELECT i.name, t.value FROM targets t JOIN indicators i USING (document_id, indicator_id)"
        assert connection.sql(sql).fetchall()[1] == ("申請率", 45.3)
        assert connection.sql("SELECT departments[2] FROM initiatives").fetchall()[0] == ("情報システム課",)
        comments = connection.sql("SELECT count(*) FROM duckdb_columns() WHERE NOT internal AND comment IS NULL")
        assert comments.fetchall() == [(0,)]
        assert connection.sql("SELECT status FROM history.plans").fetchall() == [("draft",)]


def test_duckdb_reads_the_csv_files(published: Path) -> None:
    assert duckdb.sql(f"SELECT lg_code FROM '{published}/plans.csv'").fetchall() == [("011002",)]


def test_workbook_never_holds_a_formula_nor_a_link_that_a_plan_prints(published: Path) -> None:
    book = openpyxl.load_workbook(published / "keikaku.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    linked = {(cell.parent.title, cell.column) for cell in cells if cell.hyperlink}
    assert {sheet for sheet, _ in linked} <= {"README", "documents", "figures"}
    texts = {cell.value for cell in cells}
    assert {"=1+1|一行目\n二行目", "@検討", "+構築", "\t=A1\n|x|", "011002"} <= texts


def test_workbook_has_a_cover_and_frozen_filtered_heads(published: Path, latest: Dataset) -> None:
    book = openpyxl.load_workbook(published / "keikaku.xlsx")
    assert book.sheetnames == ["README", "matrix", "figures", *TABLES]
    rows = {row[0]: row[3] for row in book["README"].iter_rows(min_row=4, values_only=True)}
    assert {table: rows[table] for table in TABLES} == {table: len(found) for table, found in latest}
    for table, found in latest:
        sheet = book[table]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.max_row == len(found) + 1
    assert isinstance(book["targets"]["I2"].value, int | float)


def test_workbook_links_to_the_sources_and_to_its_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "https://www.city.example.lg.jp/plan.pdf"
    given = dict(cities.dataset())
    first, second = given["documents"]
    shown = first.model_copy(update={"source_url": address})
    refused = second.model_copy(update={"source_url": "javascript:alert(1)"})
    dataset = Dataset({**given, "documents": (shown, refused)})
    compared = compare(dataset, Dataset())
    tables = {name: (model, compared.rows[name]) for name, model in compared.models.items()}
    monkeypatch.setattr(workbook, "MAX_LINKS", 3)
    workbook.write_workbook(dataset, tmp_path / "linked.xlsx", tables)
    book = openpyxl.load_workbook(tmp_path / "linked.xlsx")
    column = [c.name for c in columns(TABLES["documents"])].index("source_url") + 1
    assert book["documents"].cell(2, column).hyperlink.target == address
    assert book["documents"].cell(3, column).hyperlink is None
    figures = book["figures"]
    links = [figures.cell(row, figures.max_column) for row in range(1, figures.max_row + 1)]
    assert links[0].value == "source"
    assert [(link.hyperlink.target, link.hyperlink.location) for link in links[1:4]] == [(address, "page=2")] * 3
    assert links[4].value == f"{address}#page=2" and links[4].hyperlink is None
    assert book["README"]["A4"].hyperlink.location == "'matrix'!A1"


def test_ids_are_narrow_and_names_are_wide(published: Path) -> None:
    sheet = openpyxl.load_workbook(published / "keikaku.xlsx")["initiatives"]
    widths = {sheet.cell(1, at).value: sheet.column_dimensions[get_column_letter(at)].width for at in (1, 5)}
    assert widths["document_id"] < 15 < widths["name"]


def cell(row: int, text: str) -> CellRecord:
    return CellRecord(
        document_id="d", page=1, table_no=1, row=row, col=0, row_span=1, col_span=1, text=text, role="value"
    )


def test_workbook_says_what_it_cuts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 2)
    workbook.write_workbook(dataset_of(cell(0, "𠮷" * 20_000), cell(1, "b"), cell(2, "c")), tmp_path / "cut.xlsx")
    book = openpyxl.load_workbook(tmp_path / "cut.xlsx")
    assert book["cells"].max_row == 3
    (note,) = [row[4] for row in book["README"].iter_rows(values_only=True) if row[0] == "cells"]
    assert "1行を省略" in note
    assert "1個のセルを32767字で切断" in note
    column = [column.name for column in columns(CellRecord)].index("text")
    assert book["cells"].cell(2, column + 1).value == "𠮷" * 16_383


def test_workbook_leaves_out_a_huge_table_of_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_TABLE", {"cells": 1})
    workbook.write_workbook(dataset_of(cell(0, "a"), cell(1, "b")), tmp_path / "big.xlsx")
    book = openpyxl.load_workbook(tmp_path / "big.xlsx")
    assert "cells" not in book.sheetnames
    assert [row[3] for row in book["README"].iter_rows(values_only=True) if row[0] == "cells"] == [2]


def test_an_empty_table_has_its_header(tmp_path: Path) -> None:
    write_csv(TABLES["changes"], (), tmp_path / "changes.csv")
    assert (tmp_path / "changes.csv").read_text(encoding="utf-8").startswith("plan_id,from_document_id,")
    assert (tmp_path / "changes.csv").read_text(encoding="utf-8").count("\n") == 1
