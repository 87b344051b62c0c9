"""How what was read is compared with what was drawn."""

from __future__ import annotations

import re

from pen import Grid

from extractors.model import Table

CellKey = tuple[int, int, int, int, str]


def close(text: str) -> str:
    """Text without white space: line breaks inside a cell are the drawing's own."""
    return re.sub(r"\s+", "", text)


def drawn(grid: Grid) -> set[CellKey]:
    """The cells of a drawn grid: row, column, rows, columns, text."""
    return {(*place, close(text)) for place, text in grid.cells.items()}


def read(table: Table) -> set[CellKey]:
    """The cells of a table that was read, in the same form."""
    return {(c.row, c.col, c.row_span, c.col_span, close(c.text)) for c in table.cells}
