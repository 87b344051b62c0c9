"""`keikaku.xlsx`: the tables as sheets for people who live in Excel, with a cover sheet that says what is where.

Text is always written as text: nothing a plan prints can run as a formula or become a link. Excel's own limits
(32,767 UTF-16 units in a cell, 1,048,576 rows) and the size of `cells` cut; the cover sheet says what was cut.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.publish.columns import Column, Kind, columns
from pipeline.publish.spelling import csv_column
from pipeline.publish.tables import column_values
from pipeline.schema import CONTRACT_VERSION, TABLES, Dataset, Record

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FILE_NAME = "keikaku.xlsx"
MAX_ROWS = 1_048_576 - 1  # under the header
MAX_UNITS = 32_767
MAX_CELLS_TABLE = 10_000  # more rows of `cells` than this make a file that is slow to open and that nobody scrolls
_WIDEST = 60
_SAMPLE = 200  # rows that a column's width is measured on
_NUMBERS = {Kind.INTEGER, Kind.FIGURE, Kind.NUMBER}


class Sheet(NamedTuple):
    """A line of the cover sheet: the table, its rows, and what of it is not in the workbook."""

    table: str
    rows: int
    note: str


def write_workbook(latest: Dataset, path: Path) -> None:
    """Write the workbook of the latest editions. The same dataset gives the same bytes."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": "keikaku", "created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        head = book.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1})
        cover = book.add_worksheet("README")
        sheets = [_write_table(book, head, table, rows) for table, rows in latest]
        _write_cover(cover, head, sheets)


def _write_table(book: Workbook, head: Format, table: str, rows: tuple[Record, ...]) -> Sheet:
    if table == "cells" and len(rows) > MAX_CELLS_TABLE:
        return Sheet(table, len(rows), "大きいため収めていません。cells.csv / Not in this workbook: see cells.csv")
    shown, notes = rows[:MAX_ROWS], []
    if len(rows) > MAX_ROWS:
        notes.append(f"{len(rows) - MAX_ROWS}行を省略 / rows left out")
    sheet = book.add_worksheet(table)
    sheet.freeze_panes(1, 0)
    model = TABLES[table]
    cut = sum(_write_column(sheet, head, at, column, shown) for at, column in enumerate(columns(model)))
    if cut:
        notes.append(f"{cut}個のセルを{MAX_UNITS}字で切断 / cells cut at {MAX_UNITS} characters")
    sheet.autofilter(0, 0, len(shown), len(columns(model)) - 1)
    return Sheet(table, len(rows), "。".join(notes))


def _write_column(sheet: Worksheet, head: Format, at: int, column: Column, rows: Sequence[Record]) -> int:
    """Write one column under its name; how many of its texts had to be cut."""
    sheet.write_string(0, at, column.name, head)
    sheet.write_comment(0, at, f"{column.ja}\n{column.description}")
    values = column_values(rows, column.name)
    texts = csv_column(column.kind, values)
    sheet.set_column(at, at, _width([column.name, *(text or "" for text in texts[:_SAMPLE])]))
    if column.kind in _NUMBERS:
        for row, number in _known(values):
            _write_number(sheet, row, at, number)
        return 0
    if column.kind is Kind.FLAG:
        for row, flag in _known(values):
            sheet.write_boolean(row, at, flag)
        return 0
    cut = 0
    for row, text in _known(texts):
        short = fitting(text)
        cut += short is not text
        sheet.write_string(row, at, short)
    return cut


def _known(values: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    return ((row, value) for row, value in enumerate(values, 1) if value is not None and value != "")


def _write_number(sheet: Worksheet, row: int, at: int, number: Decimal | float) -> None:
    sheet.write_number(row, at, float(number))


def fitting(text: str) -> str:
    """The text, or as much of it as one cell of Excel takes."""
    if len(text) * 2 <= MAX_UNITS or len(text.encode("utf-16-le")) <= 2 * MAX_UNITS:
        return text
    return text.encode("utf-16-le")[: 2 * MAX_UNITS].decode("utf-16-le", errors="ignore")


def _width(texts: Sequence[str]) -> float:
    lines = (line for text in texts for line in text.split("\n"))
    widest = max(sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line) for line in lines)
    return min(widest, _WIDEST) + 2


def _write_cover(cover: Worksheet, head: Format, sheets: Sequence[Sheet]) -> None:
    cover.set_column(0, 0, 16)
    cover.set_column(1, 2, 30)
    cover.set_column(3, 3, 10)
    cover.set_column(4, 4, _WIDEST)
    cover.write_string(0, 0, f"keikaku {CONTRACT_VERSION}", head)
    cover.write_string(0, 1, "説明は列見出しのコメントと datapackage.json / see header comments and datapackage.json")
    for at, title in enumerate(("シート / sheet", "内容", "contents", "行 / rows", "備考 / notes")):
        cover.write_string(2, at, title, head)
    for row, sheet in enumerate(sheets, 3):
        model = TABLES[sheet.table]
        cover.write_string(row, 0, sheet.table)
        cover.write_string(row, 1, model.title_ja)
        cover.write_string(row, 2, model.title_en)
        cover.write_number(row, 3, sheet.rows)
        cover.write_string(row, 4, sheet.note)
