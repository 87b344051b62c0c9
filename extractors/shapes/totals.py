"""Rows of a list that hold no item: totals (合計 59事業) and bands over a group of rows."""

from __future__ import annotations

from extractors.model import Cell
from extractors.shapes.codes import split_title
from extractors.shapes.draft import Draft
from extractors.shapes.grid import Grid, blank, said
from extractors.shapes.headings import category_of
from extractors.statements import TotalSaid
from extractors.vocabulary import key, patterns


def read_total(grid: Grid, row: int, draft: Draft) -> bool:
    """Whether a row is a total; if so it is written down as what the plan says of itself."""
    cells = [cell for cell in grid.row(row) if not blank(cell)]
    if not cells or not patterns()["total"].match(key(cells[0].text)):
        return False
    for cell in cells:
        grid.mark(cell, "label")
    text = " ".join(cell.text for cell in cells)
    draft.add(
        TotalSaid(said(cells[0])._replace(text=text), sum(not blank(grid.at(r, cells[0].col)) for r in range(row)))
    )
    return True


def band(grid: Grid, row: int) -> Cell | None:
    """The one cell that covers a whole row of a list, or stands in it alone and reads like a heading."""
    cells = grid.row(row)
    if len(cells) == 1 and cells[0].row == row and cells[0].row_span == 1 and grid.n_cols > 1 and not blank(cells[0]):
        return cells[0]
    filled = [cell for cell in cells if not blank(cell)]
    if len(filled) != 1 or filled[0].row != row or filled[0].row_span > 1 or len(cells) < 3:
        return None
    return filled[0] if category_of(filled[0].text) or is_measure(filled[0].text) else None


def is_measure(text: str) -> bool:
    """Whether a text names a measure by its level word and code (基本目標1 …)."""
    titled = split_title(text)
    return bool(titled.word and titled.code and titled.title)
