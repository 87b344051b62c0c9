"""Hand-made grids against our tables, cell by cell, as they stand on one page.

    python benchmarks/grids.py PDFS GRIDS

PDFS is a folder of PDFs. GRIDS holds `<name of the PDF without .pdf>__p<page>__t<n>.csv`: rows by columns as printed
on that page, a merged cell repeated in every square it covers. A file whose first row is row,label,start,end,note
lists the bars of a schedule instead, with the heads over their first and last column. Prints what differs and the
share that is exact.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from comparing.truth import plain

from extractors.model import Sheet, Table
from extractors.pages import open_document
from extractors.tables import sheet

NAME = re.compile(r"(?P<pdf>.+)__p(?P<page>\d+)__t\d+")
BARS = ["row", "label", "start", "end", "note"]
TARGET = 0.98


class Compared(NamedTuple):
    """Squares that agree, squares in all, and each that differs."""

    exact: int
    total: int
    differing: list[str]


def squares(table: Table) -> list[list[str]]:
    """The table as a grid with merged cells repeated."""
    rows = [[""] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        for row in rows[cell.row : cell.row + cell.row_span]:
            row[cell.col : cell.col + cell.col_span] = [plain(cell.text)] * cell.col_span
    return rows


def compared(wanted: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> Compared:
    """Square by square from the top left; a square that only one of them has differs."""
    height = max(len(wanted), len(found))
    width = max(len(row) for row in (*wanted, *found))
    differing = []
    for row in range(height):
        for col in range(width):
            true, ours = _at(wanted, row, col), _at(found, row, col)
            if true != ours:
                differing.append(f"row {row + 1} column {col + 1}: {true!r} is read as {ours!r}")
    return Compared(height * width - len(differing), height * width, differing)


def _at(rows: Sequence[Sequence[str]], row: int, col: int) -> str | None:
    return rows[row][col] if row < len(rows) and col < len(rows[row]) else None


def bars_compared(wanted: Sequence[Sequence[str]], page: Sheet) -> Compared:
    """Bars by label, first and last head; a bar counts as three squares. A cell over its heads is a bar too."""
    found = {bar for table in page.tables for bar in _bars(table)}
    differing, exact = [], 0
    for _, label, start, end, *_ in wanted:
        near = [bar for bar in found if bar[0] == plain(label)]
        best = max(
            (sum(a == b for a, b in zip(bar, (plain(label), start, end), strict=True)) for bar in near), default=0
        )
        exact += best
        if best < 3:
            differing.append(f"bar {label!r} {start} to {end} is read as {near or 'nothing'}")
    return Compared(exact, 3 * len(wanted), differing)


def _bars(table: Table) -> Iterator[tuple[str, str, str]]:
    heads = squares(table)[0] if table.n_rows else []
    for bar in table.bars:
        first, last = int(bar.start + 0.5), int(bar.end - 0.5)
        if 0 <= first <= last < len(heads):
            yield plain(bar.text), heads[first].removesuffix("年度"), heads[last].removesuffix("年度")
    for cell in table.cells:
        if cell.text:
            last = cell.col + cell.col_span - 1
            yield plain(cell.text), heads[cell.col].removesuffix("年度"), heads[last].removesuffix("年度")


def grid_compared(wanted: Sequence[Sequence[str]], page: Sheet) -> Compared:
    """The table of the page that agrees best."""
    tables = [compared(wanted, squares(table)) for table in page.tables]
    missing = Compared(0, sum(map(len, wanted)), ["no such table"])
    return max((*tables, missing), key=lambda one: one.exact / max(1, one.total))


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 2:
        print("grids.py compares hand-made grids: name a folder of PDFs and one of grids", file=sys.stderr)
        return 0 if not arguments else 2
    pdfs, grids = map(Path, arguments)
    exact = total = 0
    for path in sorted(grids.glob("*.csv")):
        name = NAME.fullmatch(path.stem)
        if name is None:
            continue
        with path.open(encoding="utf-8-sig", newline="") as handle:
            rows = list(csv.reader(handle))
        with open_document(pdfs / f"{name['pdf']}.pdf") as document:
            page = sheet(document.page(int(name["page"])))
        if rows[0] == BARS:
            result = bars_compared(rows[1:], page)
        else:
            result = grid_compared([[plain(cell) for cell in row] for row in rows], page)
        exact, total = exact + result.exact, total + result.total
        print(f"{result.exact / result.total:6.3f}  {result.exact:5d} of {result.total:5d}  {path.stem}")
        for line in result.differing:
            print(f"          {line}")
    print(f"{exact / max(1, total):6.4f}  {exact} of {total} exact, target {TARGET}")
    return 0 if exact >= TARGET * total else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
