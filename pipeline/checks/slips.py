"""Rows whose texts do not fit the columns of their table: more of them than years, or one under another's head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from extractors.model import Cell, Sheet
from extractors.shapes.axis import Axis, find_axes
from extractors.shapes.columns import Columns, find_columns, header_height
from extractors.shapes.grid import Grid, blank, cell_roles, upright
from pipeline.checks.claims import Misplaced, Slip
from pipeline.checks.text import same
from pipeline.values.names import closed_up

_FEW_WORDS, _ENOUGH_ROWS = 4, 5


def slips_of(sheets: Iterable[Sheet]) -> Iterator[Slip]:
    """Rows with more texts than year columns: one behind the last year, or several in one year's column."""
    for grid in (upright(table) for sheet in sheets for table in sheet.tables):
        axes = find_axes(grid)
        for number, axis in enumerate(axes, 1):
            end = axes[number].first_row if number < len(axes) else grid.n_rows
            for row in range(axis.last_row + 1, end):
                yield from _row(grid, axis, row)


def _row(grid: Grid, axis: Axis, row: int) -> Iterator[Slip]:
    label = next((cell for cell in grid.row(row, 0, axis.first_col - 1) if not blank(cell)), None)
    if label is None or "schedule" not in cell_roles(label) or len(axis.columns) < 2:
        return
    texts = [c for c in grid.row(row, axis.first_col) if c.row == row and not blank(c) and _is_of(grid, axis, c)]
    if len(texts) > len(axis.columns) and any(not axis.under(cell) for cell in texts):
        box = texts[-1].box
        place = box.x0, box.top, box.x1, box.bottom
        yield Slip(closed_up(label.text), len(texts), len(axis.columns), texts[-1].page, place)


def _is_of(grid: Grid, axis: Axis, cell: Cell) -> bool:
    """Under a year, or behind the last one where no head stands over it."""
    if axis.under(cell):
        return True
    heads = [grid.at(row, cell.col) for row in range(axis.first_row, axis.last_row + 1)]
    return cell.col > axis.last_col and all(blank(head) for head in heads)


def misplaced_of(sheets: Iterable[Sheet]) -> Iterator[Misplaced]:
    """Cells of lists that hold a word of another column, where that column of their row holds none of its words."""
    for grid in (upright(table) for sheet in sheets for table in sheet.tables):
        axes = find_axes(grid)
        columns = find_columns(grid, axes, header_height(grid, axes))
        col = columns.of("category")
        if col is not None and columns.of("name") is not None:
            yield from _strangers(grid, columns, col)


def _strangers(grid: Grid, columns: Columns, col: int) -> Iterator[Misplaced]:
    rows = range(columns.header_rows, grid.n_rows)
    words = Counter(same(cell.text) for row in rows if (cell := grid.at(row, col)) is not None and not blank(cell))
    common = {word for word, count in words.items() if count > 1 and len(word) <= 10}
    if not common or len(common) > _FEW_WORDS or sum(words[word] for word in common) < _ENOUGH_ROWS:
        return
    for row in rows:
        own = grid.at(row, col)
        if own is not None and same(own.text) in common:
            continue
        for cell in grid.starting(row):
            if cell.col != col and same(cell.text) in common:
                head = closed_up(columns.heads.get(col, ""))
                box = cell.box
                place = box.x0, box.top, box.x1, box.bottom
                yield Misplaced(closed_up(cell.text), head, _row_name(grid, row, cell), cell.page, place)


def _row_name(grid: Grid, row: int, stranger: Cell) -> str:
    """The longest text of the row, to find it by."""
    texts = [closed_up(cell.text) for cell in grid.row(row) if cell is not stranger and not blank(cell)]
    return max(texts, key=len, default="")


def gaps(codes: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """(missing code, the one before, the one behind) of codes that count on, such as 2-1-(2) and 2-1-(4)."""
    counted: dict[str, list[int]] = {}
    shown: dict[tuple[str, int], str] = {}
    for code in codes:
        head, number, tail = _counted(code)
        if number:
            counted.setdefault(f"{head}\0{tail}", []).append(number)
            shown[f"{head}\0{tail}", number] = code
    for key, numbers in counted.items():
        ordered = sorted(set(numbers))
        head, tail = key.split("\0")
        for before, behind in pairwise(ordered):
            if behind == before + 2 and ordered[0] == 1 and len(ordered) > 2:
                yield f"{head}{before + 1}{tail}", shown[key, before], shown[key, behind]


def _counted(code: str) -> tuple[str, int, str]:
    """A code's last number with what stands before and behind it; 0 where it has none."""
    end = len(code)
    while end and not code[end - 1].isdecimal():
        end -= 1
    start = end
    while start and code[start - 1].isdecimal():
        start -= 1
    return code[:start], int(code[start:end] or 0), code[end:]
