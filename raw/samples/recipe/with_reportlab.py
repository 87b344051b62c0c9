"""Draw a document with ReportLab; the IPAex font is embedded as a subset."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.colors import HexColor, black
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from recipe.paper import Bar, Cell, Document, Grid, Pair, Text

_MM = 72 / 25.4
_FONT_FILES = {
    "IPAexGothic": "/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf",
    "IPAexMincho": "/usr/share/fonts/opentype/ipaexfont-mincho/ipaexm.ttf",
}
_NOT_FIRST = "、。）」』】〉》・ー～，．),"
_PAD = 1.2 * _MM
_LEADING = 1.3


def draw(document: Document, path: Path) -> None:
    """Write the document to `path`."""
    pdfmetrics.registerFont(TTFont(document.font, _FONT_FILES[document.font]))
    _Drawing(document, path).run()


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Break text into lines of at most `width` points, never before closing punctuation."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for char in paragraph:
            if line and pdfmetrics.stringWidth(line + char, font, size) > width and char not in _NOT_FIRST:
                lines.append(line)
                line = ""
            line += char
        lines.append(line)
    return lines


class _Drawing:
    """The canvas with a pen that moves down the page; points, origin at the bottom left as in PDF."""

    def __init__(self, document: Document, path: Path) -> None:
        self.document = document
        self.font = document.font
        self.width, self.height = (length * _MM for length in document.size)
        self.left = document.margin * _MM
        self.inner = document.inner * _MM
        self.canvas = Canvas(str(path), pagesize=(self.width, self.height), invariant=1)
        self.canvas.setTitle(document.title)
        self.y = 0.0

    def run(self) -> None:
        for number, blocks in enumerate(self.document.pages, 1):
            self.y = self.height - self.left
            if number > 1:
                self._furniture(number)
            for block in blocks:
                {Text: self._text, Pair: self._pair, Grid: self._grid}[type(block)](block)
            if self.y < self.left / 2:
                raise ValueError(f"page {number} of {self.document.title} is too full")
            self.canvas.showPage()
        self.canvas.save()

    def _furniture(self, number: int) -> None:
        self.canvas.setFont(self.font, 7.5)
        self.canvas.drawRightString(self.left + self.inner, self.height - self.left * 0.6, self.document.running)
        self.canvas.drawCentredString(self.width / 2, self.left * 0.45, f"- {number} -")

    def _text(self, block: Text) -> None:
        self.y -= block.above * _MM
        lines = wrap(block.text, self.font, block.size, self.inner)
        leading = block.size * 1.5
        if block.fill:
            self.canvas.setFillColor(HexColor(block.fill))
            self.canvas.rect(
                self.left, self.y - leading * len(lines), self.inner, leading * len(lines), stroke=0, fill=1
            )
        for line in lines:
            self.y -= leading
            place = self.left, self.inner, self.y + leading * 0.28
            self._line(line, place, block.size, block.align, bold=block.bold)

    def _line(
        self, line: str, place: tuple[float, float, float], size: float, align: str, *, bold: bool = False
    ) -> None:
        """One line of text at `place`: left edge, width to align in, baseline."""
        x, width, y = place
        slack = width - pdfmetrics.stringWidth(line, self.font, size)
        x += {"left": 0.0, "center": slack / 2, "right": slack}[align]
        text = self.canvas.beginText(x, y)
        text.setFont(self.font, size)
        text.setFillColor(black)
        if bold:
            text.setTextRenderMode(2)
            self.canvas.setLineWidth(0.25)
        text.textOut(line)
        text.setTextRenderMode(0)
        self.canvas.drawText(text)

    def _pair(self, block: Pair) -> None:
        raise NotImplementedError("pairs of boxes are drawn by the HTML producers")

    def _grid(self, grid: Grid) -> None:
        self.y -= 1.5 * _MM
        xs = [self.left]
        for width in grid.widths:
            xs.append(xs[-1] + width * _MM)
        ys = [self.y]
        for height in self._heights(grid, xs):
            ys.append(ys[-1] - height)
        for cell in grid.cells:
            self._cell(grid, cell, xs, ys)
        for bar in grid.bars:
            self._bar(grid, bar, xs, ys)
        self.y = ys[-1] - 1.5 * _MM

    def _heights(self, grid: Grid, xs: list[float]) -> list[float]:
        heights = [grid.heights.get(row, 0) * _MM for row in range(grid.n_rows)]
        for cell in sorted(grid.cells, key=lambda c: c.row_span):
            rows = range(cell.row, cell.row + cell.row_span)
            lines = wrap(cell.text, self.font, grid.size, xs[cell.col + cell.col_span] - xs[cell.col] - 2 * _PAD)
            lacking = len(lines) * grid.size * _LEADING + 2 * _PAD - sum(heights[row] for row in rows)
            for row in rows:
                heights[row] += max(0.0, lacking) / len(rows)
        return heights

    def _cell(self, grid: Grid, cell: Cell, xs: list[float], ys: list[float]) -> None:
        x0, x1 = xs[cell.col], xs[cell.col + cell.col_span]
        top, bottom = ys[cell.row], ys[cell.row + cell.row_span]
        self.canvas.setLineWidth(0.5)
        self.canvas.setFillColor(HexColor(self.document.head_fill if cell.head else "#ffffff"))
        self.canvas.rect(x0, bottom, x1 - x0, top - bottom, stroke=1, fill=int(cell.head))
        lines = wrap(cell.text, self.font, grid.size, x1 - x0 - 2 * _PAD)
        leading = grid.size * _LEADING
        y = (top + bottom) / 2 + len(lines) * leading / 2
        for line in lines:
            y -= leading
            self._line(line, (x0 + _PAD, x1 - x0 - 2 * _PAD, y + leading * 0.25), grid.size, cell.align)

    def _bar(self, grid: Grid, bar: Bar, xs: list[float], ys: list[float]) -> None:
        x0, x1 = _at(xs, bar.start) + 1.5, _at(xs, bar.end) - 1.5
        height = grid.lane_height * _MM
        top = ys[bar.row] - 1 * _MM - bar.lane * height
        bottom = top - height + 1.5
        tip = min(8.0, (x1 - x0) / 4)
        self.canvas.setFillColor(HexColor(self.document.bar_fill))
        path = self.canvas.beginPath()
        path.moveTo(x0, bottom)
        for x, y in ((x0, top), (x1 - tip, top), (x1, (top + bottom) / 2), (x1 - tip, bottom)):
            path.lineTo(x, y)
        path.close()
        self.canvas.drawPath(path, stroke=1, fill=1)
        lines = wrap(bar.text, self.font, grid.size - 1, x1 - x0 - tip)
        leading = (grid.size - 1) * 1.15
        y = (top + bottom) / 2 + len(lines) * leading / 2
        for line in lines:
            y -= leading
            self._line(line, (x0, x1 - x0 - tip, y + leading * 0.2), grid.size - 1, "center")


def _at(xs: list[float], position: float) -> float:
    """The x of a position in column units."""
    column = min(int(position), len(xs) - 2)
    return xs[column] + (position - column) * (xs[column + 1] - xs[column])
