"""`keikaku.xlsx`: the tables as sheets for people who live in Excel, with a cover sheet that says what is where.

First come the comparison of cities and the long table of figures, which name city, initiative and indicator in words.
Text is always written as text: nothing a plan prints can run as a formula or become a link. Links are the addresses
that documents were published at (a figure's leads to its page), and those from the cover to the sheets. Excel's own
limits (32,767 UTF-16 units in a cell, 1,048,576 rows) and the size of some tables cut; the cover says what was cut.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
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
# More rows of these make a file that is slow to open and that nobody scrolls.
MAX_TABLE = {"cells": 10_000, "figures": 50_000}
MAX_LINKS = 60_000  # Excel refuses more than 65,530 in a sheet
_COMPARED = ("matrix", "figures")
_NARROW = 12  # ids, hashes and boxes: for machines
_WIDEST = 60
_SAMPLE = 200  # rows that a column's width is measured on
_NUMBERS = {Kind.INTEGER, Kind.FIGURE, Kind.NUMBER}


Compared = tuple[type[Record], Sequence[Record]]


class Sheet(NamedTuple):
    """A line of the cover: the table's model, its rows, what of it is not in the workbook, whether it is at all."""

    model: type[Record]
    rows: int
    note: str
    there: bool = True


def write_workbook(latest: Dataset, path: Path, compared: Mapping[str, Compared] = MappingProxyType({})) -> None:
    """Write the workbook of the latest editions. The same dataset gives the same bytes.

    `compared` are comparison tables: model and rows by name; those of `_COMPARED` get a sheet.
    """
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": "keikaku", "created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        head = book.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1})
        cover = book.add_worksheet("README")
        tables = [compared[name] for name in _COMPARED if name in compared]
        tables += [(TABLES[table], rows) for table, rows in latest]
        addresses = {row.document_id: url for row in latest["documents"] if _linkable(url := row.source_url or "")}
        sheets = [_write_table(book, head, model, rows, addresses) for model, rows in tables]
        _write_cover(book, cover, head, sheets)


def _linkable(address: str) -> bool:
    return address.startswith(("http://", "https://")) and len(address) < 2_000


def _write_table(
    book: Workbook, head: Format, model: type[Record], rows: Sequence[Record], addresses: Mapping[str, str]
) -> Sheet:
    table = model.table
    if len(rows) > MAX_TABLE.get(table, MAX_ROWS + len(rows)):
        folder = "comparison/" if table in _COMPARED else ""
        note = f"大きいため収めていません。{folder}{table}.csv / Not in this workbook: see {folder}{table}.csv"
        return Sheet(model, len(rows), note, False)
    shown, notes = rows[:MAX_ROWS], []
    if len(rows) > MAX_ROWS:
        notes.append(f"{len(rows) - MAX_ROWS}行を省略 / rows left out")
    sheet = book.add_worksheet(table)
    sheet.freeze_panes(1, 0)
    cut = sum(_write_column(sheet, head, at, column, shown) for at, column in enumerate(columns(model)))
    if cut:
        notes.append(f"{cut}個のセルを{MAX_UNITS}字で切断 / cells cut at {MAX_UNITS} characters")
    last = len(columns(model)) - 1
    if table == "documents":
        _write_links(sheet, [c.name for c in columns(model)].index("source_url"), shown, addresses)
    elif table == "figures" and addresses:
        last += 1
        sheet.write_string(0, last, "source", head)
        sheet.write_comment(0, last, "出典（公表元のPDFの該当ページ）\nthe page of the published PDF")
        sheet.set_column(last, last, _WIDEST)
        _write_links(sheet, last, shown, addresses)
    sheet.autofilter(0, 0, len(shown), last)
    return Sheet(model, len(rows), "。".join(notes))


def _write_links(sheet: Worksheet, at: int, rows: Sequence[Any], addresses: Mapping[str, str]) -> None:
    """The address of each row's document, at the row's page where it has one; further ones are text."""
    known = (
        (number, row, addresses[row.document_id]) for number, row in enumerate(rows, 1) if row.document_id in addresses
    )
    for count, (number, row, address) in enumerate(known):
        page = getattr(row, "page", None)
        text = f"{address}#page={page}" if page else address
        if count < MAX_LINKS:
            sheet.write_url(number, at, text, string=text)
        else:
            sheet.write_string(number, at, text)


def _write_column(sheet: Worksheet, head: Format, at: int, column: Column, rows: Sequence[Record]) -> int:
    """Write one column under its name; how many of its texts had to be cut."""
    sheet.write_string(0, at, column.name, head)
    sheet.write_comment(0, at, f"{column.ja}\n{column.description}")
    values = column_values(rows, column.name)
    texts = csv_column(column.kind, values)
    narrow = column.kind is Kind.BOX or column.name.endswith("_id")
    width = _NARROW if narrow else _width([column.name, *(text or "" for text in texts[:_SAMPLE])])
    sheet.set_column(at, at, width)
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


def _write_cover(book: Workbook, cover: Worksheet, head: Format, sheets: Sequence[Sheet]) -> None:
    cover.set_column(0, 0, 16)
    cover.set_column(1, 2, 40)
    cover.set_column(3, 3, 10)
    cover.set_column(4, 4, _WIDEST)
    cover.freeze_panes(3, 0)
    bold = book.add_format({"bold": True, "font_size": 14})
    cover.write_string(0, 0, f"keikaku {CONTRACT_VERSION}", bold)
    how = "列の説明は見出しのコメントと datapackage.json。 / Columns are explained in the comments of their heads."
    cover.write_string(1, 0, how)
    for at, title in enumerate(("シート / sheet", "内容", "contents", "行 / rows", "備考 / notes")):
        cover.write_string(2, at, title, head)
    for row, sheet in enumerate(sheets, 3):
        table = sheet.model.table
        if sheet.there:
            cover.write_url(row, 0, f"internal:'{table}'!A1", string=table)
        else:
            cover.write_string(row, 0, table)
        cover.write_string(row, 1, sheet.model.title_ja)
        cover.write_string(row, 2, sheet.model.title_en)
        cover.write_number(row, 3, sheet.rows)
        cover.write_string(row, 4, sheet.note)
