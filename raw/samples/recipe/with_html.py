"""Draw a document as HTML and print it with headless Chromium or with WeasyPrint."""

from __future__ import annotations

import html
import subprocess
import tempfile
from pathlib import Path

from recipe.paper import Bar, Block, Cell, Document, Grid, Pair, Text


def draw_with_chromium(document: Document, path: Path) -> None:
    """Write the document to `path` by headless Chromium (Skia/PDF)."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plan.html"
        source.write_text(markup(document), encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        command += ["--no-pdf-header-footer", f"--print-to-pdf={path}", source.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def draw_with_weasyprint(document: Document, path: Path) -> None:
    """Write the document to `path` by WeasyPrint."""
    from weasyprint import HTML  # noqa: PLC0415 - needed by this producer only

    HTML(string=markup(document)).write_pdf(path)


def markup(document: Document) -> str:
    """The document as one HTML page."""
    pages = "\n".join(_page(document, number, blocks) for number, blocks in enumerate(document.pages, 1))
    return f"<!doctype html><html lang='ja'><head><meta charset='utf-8'><title>{_text(document.title)}</title>" + (
        f"<style>{_style(document)}</style></head><body>{pages}</body></html>"
    )


def _style(document: Document) -> str:
    width, height = document.size
    return f"""
@page {{ size: {width}mm {height}mm; margin: 0 }}
* {{ box-sizing: border-box }}
body {{ margin: 0; font-family: '{document.font}'; font-size: 10pt; line-height: 1.35 }}
.page {{ position: relative; width: {width}mm; height: {height - 0.5}mm; padding: {document.margin}mm }}
.page {{ overflow: hidden; break-after: page }}
.running {{ position: absolute; right: {document.margin}mm; top: {document.margin * 0.4}mm; font-size: 7.5pt }}
.number {{ position: absolute; left: 0; right: 0; bottom: {document.margin * 0.35}mm }}
.number {{ text-align: center; font-size: 8pt }}
.watermark {{ position: absolute; left: 30%; top: 25%; font-size: 150pt; color: #eeeeee }}
.watermark {{ transform: rotate(-20deg); z-index: -1 }}
p {{ margin: 0 0 1mm 0 }}
.pair {{ display: flex; gap: 4mm; margin: 1.5mm 0 }}
.pair > div {{ flex: 1; border: 0.3mm solid #555; border-radius: 2mm; padding: 1.5mm 3mm; font-size: 9pt }}
table {{ border-collapse: collapse; table-layout: fixed; margin: 2mm 0 }}
td {{ border: 0.25mm solid #333; padding: 0.8mm 1.2mm; vertical-align: middle; overflow-wrap: anywhere }}
td.head {{ background: {document.head_fill} }}
td.lanes {{ padding: 0; vertical-align: top }}
.lanes > div {{ position: relative }}
.bar {{ position: absolute; z-index: 2; text-align: center; line-height: 1.1 }}
.bar svg {{ position: absolute; left: 0; top: 0; z-index: -1 }}
.bar span {{ position: relative; display: block }}
"""


def _page(document: Document, number: int, blocks: list[Block]) -> str:
    body = "".join(_block(document, block) for block in blocks)
    furniture = ""
    if number > 1:
        furniture = f"<div class='running'>{_text(document.running)}</div><div class='number'>- {number} -</div>"
        furniture += f"<div class='watermark'>{document.watermark}</div>" if document.watermark else ""
    return f"<div class='page'>{furniture}{body}</div>"


def _text(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _block(document: Document, block: Block) -> str:
    if isinstance(block, Text):
        fill = f"background:{block.fill};padding:1mm 2mm;" if block.fill else ""
        style = f"{fill}font-size:{block.size}pt;text-align:{block.align};margin-top:{block.above}mm"
        return f"<p style='{style};font-weight:{700 if block.bold else 400}'>{_text(block.text)}</p>"
    if isinstance(block, Pair):
        return f"<div class='pair'>{_box(*block.left)}{_box(*block.right)}</div>"
    return _grid(document, block)


def _box(title: str, items: tuple[str, ...]) -> str:
    bullets = "".join(f"<p>・{_text(item)}</p>" for item in items)
    return f"<div><p style='font-weight:700'>{_text(title)}</p>{bullets}</div>"


def _grid(document: Document, grid: Grid) -> str:
    columns = "".join(f"<col style='width:{width}mm'>" for width in grid.widths)
    rows = []
    for row in range(grid.n_rows):
        cells = sorted((c for c in grid.cells if c.row == row), key=lambda c: c.col)
        height = f" style='height:{grid.heights[row]}mm'" if row in grid.heights else ""
        rows.append(f"<tr{height}>{''.join(_cell(document, grid, cell) for cell in cells)}</tr>")
    style = f"width:{sum(grid.widths)}mm;font-size:{grid.size}pt"
    return f"<table style='{style}'><colgroup>{columns}</colgroup><tbody>{''.join(rows)}</tbody></table>"


def _cell(document: Document, grid: Grid, cell: Cell) -> str:
    spans = f" rowspan={cell.row_span}" if cell.row_span > 1 else ""
    spans += f" colspan={cell.col_span}" if cell.col_span > 1 else ""
    bars = [b for b in grid.bars if b.row == cell.row and cell.col <= b.start < cell.col + cell.col_span]
    if bars:
        drawn = "".join(_bar(document, grid, bar, cell.col) for bar in bars)
        return f"<td class='lanes'{spans}><div style='height:0'>{drawn}</div></td>"
    style = f" style='text-align:{cell.align}'"
    return f"<td{' class=head' if cell.head else ''}{spans}{style}>{_text(cell.text)}</td>"


def _bar(document: Document, grid: Grid, bar: Bar, column: int) -> str:
    left = _at(grid.widths, bar.start) - _at(grid.widths, column) + 0.5
    width = _at(grid.widths, bar.end) - _at(grid.widths, bar.start) - 1
    height = grid.lane_height - 0.8
    top = 0.6 + bar.lane * grid.lane_height
    lines = bar.text.count("\n") + 1
    pad = max(0.2, (height - lines * (grid.size - 1.5) * 0.39) / 2)
    label = f"<span style='padding-top:{pad:.2f}mm;font-size:{grid.size - 1.5}pt'>{_text(bar.text)}</span>"
    place = f"left:{left:.2f}mm;top:{top:.2f}mm;width:{width:.2f}mm;height:{height:.2f}mm"
    return f"<div class='bar' style='{place}'>{_shape(bar, width, height, document.bar_fill)}{label}</div>"


def _shape(bar: Bar, width: float, height: float, fill: str) -> str:
    frame = f"<svg width='{width:.2f}mm' height='{height:.2f}mm' viewBox='0 0 {width:.2f} {height:.2f}'>"
    if bar.form == "box":
        inside = f"<rect x='.15' y='.15' width='{width - 0.3:.2f}' height='{height - 0.3:.2f}' rx='1.2'"
        return f"{frame}{inside} fill='{fill}' stroke='#333' stroke-width='.25'/></svg>"
    if bar.form == "line":
        y, tip = height - 0.8, width - 0.2
        shaft = f"<path d='M.2 {y:.2f} H{tip:.2f}' fill='none' stroke='#333' stroke-width='.35'/>"
        back = tip - 1.6
        head = f"<path d='M{back:.2f} {y - 0.8:.2f} L{tip:.2f} {y:.2f} L{back:.2f} {y + 0.8:.2f} Z' fill='#333'/>"
        return f"{frame}{shaft}{head}</svg>"
    tip = min(3.0, width / 4)
    end, low = width - 0.2, height - 0.2
    points = f".2,.2 {width - tip:.2f},.2 {end:.2f},{height / 2:.2f} {width - tip:.2f},{low:.2f} .2,{low:.2f}"
    return f"{frame}<polygon points='{points}' fill='{fill}' stroke='#333' stroke-width='.25'/></svg>"


def _at(widths: list[float], position: float) -> float:
    column = min(int(position), len(widths) - 1)
    return sum(widths[:column]) + (position - column) * widths[column]
