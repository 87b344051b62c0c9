"""Draw a document with Typst (the Python package `typst` carries the compiler)."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from recipe.paper import Bar, Block, Cell, Document, Grid, Pair, Text


def draw(document: Document, path: Path) -> None:
    """Write the document to `path`."""
    path.write_bytes(typst.compile(markup(document).encode("utf-8"), font_paths=["/usr/share/fonts"]))


def markup(document: Document) -> str:
    """The document in Typst's own language."""
    width, height = document.size
    head = f"#context if counter(page).get().first() > 1 [#align(right)[#text(7.5pt)[{_text(document.running)}]]]"
    setting = (
        f"#set page(width: {width}mm, height: {height}mm, margin: {document.margin}mm, header: [{head}], "
        'numbering: "- 1 -")\n'
        f'#set text(font: "{document.font}", size: 10pt, lang: "ja")\n'
        "#set par(leading: 0.55em, spacing: 0.8em)\n"
    )
    return setting + "\n#pagebreak()\n".join("\n".join(_block(document, b) for b in page) for page in document.pages)


def _text(text: str) -> str:
    return "#linebreak()".join(f"#{json.dumps(line, ensure_ascii=False)}" for line in text.split("\n"))


def _block(document: Document, block: Block) -> str:
    if isinstance(block, Text):
        weight = "bold" if block.bold else "regular"
        inside = f'#text(size: {block.size}pt, weight: "{weight}")[{_text(block.text)}]'
        if block.fill:
            inside = f'#block(width: 100%, fill: rgb("{block.fill}"), inset: 1.5mm)[{inside}]'
        return f"#v({block.above}mm)\n#align({block.align})[{inside}]"
    if isinstance(block, Pair):
        raise NotImplementedError("pairs of boxes are drawn by the HTML producers")
    return _grid(document, block)


def _grid(document: Document, grid: Grid) -> str:
    columns = ", ".join(f"{width}mm" for width in grid.widths)
    rows = ", ".join(f"{grid.heights[row]}mm" if row in grid.heights else "auto" for row in range(grid.n_rows))
    cells = ",\n".join(_cell(document, grid, cell) for cell in sorted(grid.cells, key=lambda c: (c.row, c.col)))
    return (
        f"#[#set text(size: {grid.size}pt)\n#table(columns: ({columns},), rows: ({rows},), stroke: 0.5pt, "
        f"inset: 1.2mm, align: horizon,\n{cells})]"
    )


def _cell(document: Document, grid: Grid, cell: Cell) -> str:
    fill = f', fill: rgb("{document.head_fill}")' if cell.head else ""
    place = f"x: {cell.col}, y: {cell.row}, colspan: {cell.col_span}, rowspan: {cell.row_span}{fill}"
    bars = [b for b in grid.bars if b.row == cell.row and cell.col <= b.start < cell.col + cell.col_span]
    if bars:
        drawn = "".join(_bar(document, grid, bar, cell.col) for bar in bars)
        return f"table.cell({place}, inset: 0mm, align: top)[{drawn}]"
    return f"table.cell({place}, align: {cell.align} + horizon)[{_text(cell.text)}]"


def _bar(document: Document, grid: Grid, bar: Bar, column: int) -> str:
    left = _at(grid.widths, bar.start) - _at(grid.widths, column) + 0.6
    width = _at(grid.widths, bar.end) - _at(grid.widths, bar.start) - 1.2
    height, top = grid.lane_height - 1.2, 0.8 + bar.lane * grid.lane_height
    label = f"#text(size: {grid.size - 1}pt)[{_text(bar.text)}]"
    box = f"#box(width: {width:.2f}mm, height: {height:.2f}mm)[#align(center + horizon)[{label}]]"
    return (
        f"#place(top + left, dx: {left:.2f}mm, dy: {top:.2f}mm)[{_shape(document, bar, width, height)}]"
        f"#place(top + left, dx: {left:.2f}mm, dy: {top:.2f}mm)[{box}]"
    )


def _shape(document: Document, bar: Bar, width: float, height: float) -> str:
    if bar.form == "box":
        size = f"width: {width:.2f}mm, height: {height:.2f}mm, radius: 1mm"
        return f'#rect({size}, fill: rgb("{document.bar_fill}"), stroke: 0.5pt)'
    neck, half, quarter = width - 3, height / 2, height / 6
    points = [(0, quarter), (neck, quarter), (neck, 0), (width, half), (neck, height)]
    points += [(neck, height - quarter), (0, height - quarter)]
    drawn = ", ".join(f"({x:.2f}mm, {y:.2f}mm)" for x, y in points)
    return f'#polygon(fill: rgb("{document.bar_fill}"), stroke: 0.5pt, {drawn})'


def _at(widths: list[float], position: float) -> float:
    column = min(int(position), len(widths) - 1)
    return sum(widths[:column]) + (position - column) * widths[column]
