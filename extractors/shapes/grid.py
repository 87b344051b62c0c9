"""A table seen as rows and columns: which cell covers a place, where it begins, what its label may mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property, lru_cache

from extractors.model import Cell, Table
from extractors.statements import CellKey, CellRole, Said
from extractors.vocabulary import key, patterns, roles, year_like

FEWEST = 4
"""Labels in a row and rows below it, together, from which the labels may be heads of a list."""


class Grid:
    """Look-ups over one table, and the roles that its cells were given while it was read."""

    def __init__(self, table: Table, turned: bool = False, origin: tuple[int, int] = (0, 0)) -> None:
        """`turned`: rows and columns of the table were exchanged; `origin`: where a part of a table begins in it.

        Keys name the cells as they stand in the whole table.
        """
        self.table = table
        self.turned = turned
        self.origin = origin
        self.n_rows = table.n_rows
        self.n_cols = table.n_cols
        self.roles: dict[tuple[int, int], CellRole] = {}
        self._rows: dict[int, tuple[Cell, ...]] = {}

    @cached_property
    def _cover(self) -> list[list[Cell | None]]:
        cover: list[list[Cell | None]] = [[None] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.table.cells:
            for line in cover[cell.row : cell.row + cell.row_span]:
                line[cell.col : cell.col + cell.col_span] = [cell] * cell.col_span
        return cover

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers a place, or None where the grid has a hole."""
        return self._cover[row][col] if 0 <= row < self.n_rows and 0 <= col < self.n_cols else None

    def row(self, row: int, first: int = 0, last: int | None = None) -> tuple[Cell, ...]:
        """The different cells that cover a row between two columns (inclusive), left to right."""
        if not 0 <= row < self.n_rows:
            return ()
        if first or last is not None:
            return _different(self._cover[row][max(first, 0) : None if last is None else last + 1])
        if row not in self._rows:
            self._rows[row] = _different(self._cover[row])
        return self._rows[row]

    def starting(self, row: int) -> tuple[Cell, ...]:
        """The cells whose top row is this one, left to right."""
        return tuple([cell for cell in self.row(row) if cell.row == row])

    def column(self, col: int, first: int, last: int) -> Iterator[Cell]:
        """The different cells that cover a column between two rows (inclusive), top down."""
        before: Cell | None = None
        for row in range(first, last + 1):
            cell = self.at(row, col)
            if cell is not None and cell is not before:
                yield cell
            before = cell

    def key(self, cell: Cell) -> CellKey:
        place = (cell.col, cell.row) if self.turned else (cell.row, cell.col)
        return CellKey(self.table.page, self.table.number, place[0] + self.origin[0], place[1] + self.origin[1])

    def mark(self, cell: Cell | None, role: CellRole) -> None:
        """Record what a cell was understood as; blanks stay blanks."""
        if cell is not None:
            self.roles[cell.row, cell.col] = role if cell.text.strip() or role == "value" else "blank"


def heads_columns(grid: Grid, row: int) -> bool:
    """Whether the labels of a row, two or more, are heads of columns: under each stand cells as wide as itself.

    So are a list's heads known, whatever its other columns are called; in a form labels or wider values stand there.
    """
    labels = [cell for cell in grid.starting(row) if cell_roles(cell)]
    first = max((cell.row + cell.row_span for cell in grid.starting(row)), default=grid.n_rows)
    rows = range(first, grid.n_rows)
    if len(labels) < 2 or not rows or len(labels) + len(rows) < FEWEST:
        return False
    return all(_fits(grid.at(below, label.col), label) for label in labels for below in rows)


def _fits(cell: Cell | None, head: Cell) -> bool:
    """A cell under a head, in its width; bands over the whole table go between the rows of a list."""
    if cell is None:
        return True
    if cell.col_span > head.col_span:
        return cell.col == 0 and cell.col_span > 2 * head.col_span
    return cell.col == head.col and cell.col_span == head.col_span and not cell_roles(cell)


def _different(line: Iterable[Cell | None]) -> tuple[Cell, ...]:
    """The cells of a line, each once."""
    found: list[Cell] = []
    before: Cell | None = None
    for cell in line:
        if cell is not None and cell is not before:
            found.append(cell)
            before = cell
    return tuple(found)


def upright(table: Table) -> Grid:
    """The grid of a table, turned where years run down its first column under one head."""
    grid = Grid(table)
    first = [cell for cell in grid.column(0, 1, grid.n_rows - 1) if not blank(cell)]
    years = sum(year_like(cell.text) == "full" for cell in first)
    across = sum(bool(year_like(cell.text)) for cell in grid.starting(0))
    if years < 2 or years < len(first) or across or grid.n_cols < 2 or table.bars:
        return grid
    return _turned(table)


def year_block(grid: Grid) -> tuple[Grid, Grid] | None:
    """A table without the block in it in which years run down a column, and that block, turned; None without one."""
    if grid.turned or grid.table.bars:
        return None
    for head in grid.table.cells:
        if patterns()["years_down"].match(key(head.text)) and head.col + 1 < grid.n_cols:
            last = _last_year(grid, head)
            others = grid.row(head.row, head.col + 1)
            if last > head.row + 1 and others and all(cell.row == head.row and not blank(cell) for cell in others):
                return _without(grid, head, last), _block(grid, head, last)
    return None


def _last_year(grid: Grid, head: Cell) -> int:
    """The last of the rows under a head that hold years one below the other."""
    row = head.row + head.row_span
    while (cell := grid.at(row, head.col)) is not None and cell.col == head.col and year_like(cell.text):
        if row == head.row + head.row_span and year_like(cell.text) != "full":
            break
        row = cell.row + cell.row_span
    return row - 1


def _in_block(cell: Cell, head: Cell, last: int) -> bool:
    return head.row <= cell.row <= last and cell.col >= head.col


def _without(grid: Grid, head: Cell, last: int) -> Grid:
    rest = tuple(cell for cell in grid.table.cells if not _in_block(cell, head, last))
    return Grid(replace(grid.table, cells=rest))


def _block(grid: Grid, head: Cell, last: int) -> Grid:
    cells = tuple(
        replace(cell, row=cell.row - head.row, col=cell.col - head.col)
        for cell in grid.table.cells
        if _in_block(cell, head, last)
    )
    part = replace(grid.table, cells=cells, n_rows=last - head.row + 1, n_cols=grid.n_cols - head.col)
    return _turned(part, (head.row, head.col))


def _turned(table: Table, origin: tuple[int, int] = (0, 0)) -> Grid:
    cells = tuple(replace(c, row=c.col, col=c.row, row_span=c.col_span, col_span=c.row_span) for c in table.cells)
    return Grid(replace(table, cells=cells, n_rows=table.n_cols, n_cols=table.n_rows), turned=True, origin=origin)


def said(cell: Cell) -> Said:
    """A cell's text with its place."""
    return Said(cell.text, cell.page, cell.box)


def headed(head: str, cell: Cell) -> Said:
    """A cell's text behind the words of its head, on one line: 評価：A."""
    return said(cell)._replace(text="".join(head.split()) + "：" + cell.text)


def cell_roles(cell: Cell | None) -> frozenset[str]:
    """The roles that a cell's text may have as a label."""
    return head_roles(cell.text) if cell is not None else frozenset()


@lru_cache(maxsize=16384)
def head_roles(text: str) -> frozenset[str]:
    """The roles that a head may have, also one that shares its cell with the head of the years."""
    return roles(text) or roles(_without_years_head(text))


def _without_years_head(text: str) -> str:
    """The head of a column of labels without the head of the years, parted by a slanted line (施策 ＼ 年度)."""
    words = text.split()
    return words[0] if len(words) == 2 and patterns()["years_down"].match(key(words[1])) else ""


def blank(cell: Cell | None) -> bool:
    return cell is None or not cell.text.strip()
