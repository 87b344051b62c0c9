"""Random grids of merged cells come back however their borders are drawn, and over however many pages they run."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pen import Grid, Pen, Segment, dash_by_dash, dashed, double, plain, thin_fill
from seen import drawn, read

from extractors.continuation import joined
from extractors.model import Table
from extractors.pages import open_document
from extractors.tables import sheet

Way = Callable[[Pen, Grid, float, float], None]
FEWEST_PAINTED = 4
"""Fewer painted boxes may be anything."""
WORDS = "電子申請窓口改善職員研修予約公開調査運用試行周知更新"


def stroked(border: Callable[[Pen, Segment], None]) -> Way:
    return lambda pen, grid, x, y: pen.grid(grid, x, y, border)


def one_rectangle_per_cell(pen: Pen, grid: Grid, x: float, y: float) -> None:
    pen.texts(grid, x, y)
    for cell in grid.cells:
        x0, y0, x1, y1 = grid.cell_box(cell)
        pen.canvas.rect(x + x0, pen.height - y - y1, x1 - x0, y1 - y0)


def filled_cells(pen: Pen, grid: Grid, x: float, y: float, gap: float = 1.0) -> None:
    """No rules: every cell painted, with a gap to the next."""
    for row, col, rows, cols in grid.cells:
        x0, y0, x1, y1 = grid.cell_box((row, col, rows, cols))
        box = (x + x0 + gap / 2, y + y0 + gap / 2, x + x1 - gap / 2, y + y1 - gap / 2)
        pen.fill(box, "#d9e2f3" if row == 0 else "#f2f2f2")
    pen.texts(grid, x, y)


def touching_fills(pen: Pen, grid: Grid, x: float, y: float) -> None:
    """No rules and no gaps: neighbours differ in shade."""
    for row, col, rows, cols in grid.cells:
        x0, y0, x1, y1 = grid.cell_box((row, col, rows, cols))
        pen.fill((x + x0, y + y0, x + x1, y + y1), "#e6eef7" if (row + col) % 2 else "#d0d0d0")
    pen.texts(grid, x, y)


def white_rules(pen: Pen, grid: Grid, x: float, y: float) -> None:
    """A painted ground, parted by white lines."""
    pen.fill((x, y, x + grid.width, y + grid.height), "#dce6f1")
    pen.canvas.setStrokeColorRGB(1, 1, 1)
    for x0, y0, x1, y1 in grid.strokes():
        pen.canvas.setLineWidth(1)
        pen.canvas.line(x + x0, pen.height - y - y0, x + x1, pen.height - y - y1)
    pen.texts(grid, x, y)


RULED: tuple[Way, ...] = (
    *(stroked(border) for border in (plain, dashed, dash_by_dash, double, thin_fill)),
    one_rectangle_per_cell,
    white_rules,
)
PAINTED: tuple[Way, ...] = (filled_cells, touching_fills)


@st.composite
def grids(draw: st.DrawFn, rows: tuple[int, int] = (2, 6), *, tall: bool = True) -> Grid:
    """2 to 6 rows and columns with merged cells; every edge between rows and columns is some cell's."""
    n_rows, n_cols = draw(st.integers(*rows)), draw(st.integers(2, 6))
    widths = tuple(draw(st.lists(st.integers(36, 80), min_size=n_cols, max_size=n_cols)))
    heights = tuple(draw(st.lists(st.integers(16, 40), min_size=n_rows, max_size=n_rows)))
    free = {(row, col) for row in range(n_rows) for col in range(n_cols)}
    spans = []
    for row in range(n_rows):
        for col in range(n_cols):
            if (row, col) not in free:
                continue
            high = draw(st.integers(1, 2)) if tall and row else 1
            wide = draw(st.integers(1, 3)) if row else 1
            squares = {(row + a, col + b) for a in range(high) for b in range(wide)}
            high, wide, squares = (high, wide, squares) if squares <= free else (1, 1, {(row, col)})
            free -= squares
            spans.append((row, col, high, wide))
    used = {end for row, _, high, _ in spans for end in (row, row + high)}
    cells = {span: _word(k) for k, span in enumerate(spans)}
    return _only(Grid(tuple(map(float, widths)), tuple(map(float, heights)), cells), sorted(used))


def _word(k: int) -> str:
    return WORDS[k % len(WORDS)] + WORDS[(7 * k + 3) % len(WORDS)] + str(k)


def _only(grid: Grid, used: list[int]) -> Grid:
    """The grid without edges between rows on which no cell ends."""
    place = {row: k for k, row in enumerate(used)}
    heights = tuple(sum(grid.heights[a:b]) for a, b in pairwise(used))
    cells = {
        (place[row], col, place[row + high] - place[row], wide): text
        for (row, col, high, wide), text in grid.cells.items()
    }
    return Grid(grid.widths, heights, cells)


def tables_of(draw: Callable[[Pen], None]) -> list[Table]:
    with tempfile.TemporaryDirectory() as folder:
        pen = Pen(Path(folder) / "grid.pdf", (560, 440))
        draw(pen)
        pen.save()
        with open_document(pen.path) as document:
            return [table for page in joined(map(sheet, document.pages())) for table in page.tables]


@settings(max_examples=120, deadline=None)
@given(grids(), st.sampled_from(RULED))
def test_a_ruled_grid_comes_back_however_it_is_drawn(grid: Grid, way: Way) -> None:
    tables = tables_of(lambda pen: way(pen, grid, 40, 40))
    assert [read(table) for table in tables] == [drawn(grid)]


@settings(max_examples=100, deadline=None)
@given(grids(), st.sampled_from(PAINTED))
def test_shade_instead_of_rules_changes_nothing(grid: Grid, way: Way) -> None:
    assume(len(grid.cells) >= FEWEST_PAINTED)
    assert [read(t) for t in tables_of(lambda pen: way(pen, grid, 40, 40))] == [drawn(grid)]


@settings(max_examples=100, deadline=None)
@given(grids((4, 9)).filter(lambda grid: len(grid.heights) > 3), st.data(), st.sampled_from(RULED), st.booleans())
def test_splitting_over_pages_changes_nothing(grid: Grid, data: st.DataObject, way: Way, again: bool) -> None:
    """Cut between rows, with the heads again on the second page or not."""
    whole = [row for row in range(2, len(grid.heights)) if not _across(grid, row)]
    assume(whole)
    cut = data.draw(st.sampled_from(whole))
    upper, lower = _part(grid, 0, cut, again=again), _part(grid, cut, len(grid.heights), again=again)
    assume(len(lower.cells) > 1)  # a box alone may be anything

    def draw(pen: Pen) -> None:
        way(pen, upper, 40, pen.height - 40 - upper.height)
        pen.next_page()
        way(pen, lower, 40, 40)

    assert [read(table) for table in tables_of(draw)] == [drawn(grid)]


@settings(max_examples=100, deadline=None)
@given(grids((4, 9)).filter(lambda grid: len(grid.heights) > 3), st.data(), st.sampled_from((plain, dashed, double)))
def test_a_break_through_merged_cells_changes_nothing(
    grid: Grid, data: st.DataObject, border: Callable[[Pen, Segment], None]
) -> None:
    """No line is drawn at the break where it goes through a cell."""
    crossed = [row for row in range(2, len(grid.heights)) if 0 < 2 * len(_across(grid, row)) < len(grid.widths)]
    assume(crossed)
    cut = data.draw(st.sampled_from(crossed))
    open_at = {(sum(grid.widths[:col]), sum(grid.widths[: col + wide])) for _, col, _, wide in _across(grid, cut)}

    def draw(pen: Pen) -> None:
        for first, last in ((0, cut), (cut, len(grid.heights))):
            part = _part(grid, first, last, again=False)
            top = 40 if first else pen.height - 40 - part.height
            seam = top if first else top + part.height

            def edged(pen: Pen, stroke: Segment, seam: float = seam) -> None:
                x0, y0, x1, y1 = stroke
                if not (y0 == y1 == seam and (x0 - 40, x1 - 40) in open_at):
                    border(pen, stroke)

            pen.grid(part, 40, top, edged)
            pen.next_page()

    assert [read(table) for table in tables_of(draw)] == [drawn(grid)]


def _across(grid: Grid, cut: int) -> list[tuple[int, int, int, int]]:
    """The cells that lie over an edge between rows."""
    return [cell for cell in grid.cells if cell[0] < cut < cell[0] + cell[2]]


def _part(grid: Grid, first: int, last: int, *, again: bool) -> Grid:
    """Rows of a grid; of a cell that is cut only the first part has the text."""
    heads = {place: text for place, text in grid.cells.items() if place[0] == 0} if first and again else {}
    lead = 1 if heads else 0
    cells = dict(heads)
    for (row, col, high, wide), text in grid.cells.items():
        top, bottom = max(row, first), min(row + high, last)
        if top < bottom:
            cells[top - first + lead, col, bottom - top, wide] = text if row >= first else ""
    heights = (*grid.heights[:lead], *grid.heights[first:last])
    return Grid(grid.widths, heights, cells)
