"""A pen for drawn traps: ReportLab with the origin at the top left, y downwards, and grids whose lines can be drawn
in every way that real plans draw them.

The fonts are Adobe's CID fonts by name, embedded nowhere: a test needs no font of the machine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "HeiseiKakuGo-W5"
GREY, PALE, DARK = "#d9d9d9", "#f2f2f2", "#1f4e79"

Segment = tuple[float, float, float, float]


@dataclass(frozen=True)
class Grid:
    """Column widths, row heights, and cells as (row, col, rows, cols) → text."""

    widths: tuple[float, ...]
    heights: tuple[float, ...]
    cells: dict[tuple[int, int, int, int], str]

    def cell_box(self, cell: tuple[int, int, int, int]) -> Segment:
        """Left, top, right, bottom, from the corner of the grid."""
        row, col, rows, cols = cell
        return (
            sum(self.widths[:col]),
            sum(self.heights[:row]),
            sum(self.widths[: col + cols]),
            sum(self.heights[: row + rows]),
        )

    def strokes(self) -> list[Segment]:
        """Every border between two cells or round the outside, once."""
        found: set[Segment] = set()
        for cell in self.cells:
            x0, y0, x1, y1 = self.cell_box(cell)
            found |= {(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)}
        return sorted(found)

    @property
    def width(self) -> float:
        return sum(self.widths)

    @property
    def height(self) -> float:
        return sum(self.heights)


def rows(*texts: tuple[str, ...], widths: tuple[float, ...] = (140, 70, 70, 70), height: float = 22) -> Grid:
    """A grid without merged cells."""
    cells = {(r, c, 1, 1): text for r, row in enumerate(texts) for c, text in enumerate(row)}
    return Grid(widths, (height,) * len(texts), cells)


class Pen:
    """A page in the making; `save` ends the file."""

    def __init__(
        self, path: Path, size: tuple[float, float] = (480, 320), encrypt: StandardEncryption | None = None
    ) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.path = path
        self.width, self.height = size
        self.canvas = Canvas(str(path), pagesize=size, invariant=1, encrypt=encrypt)

    def next_page(self) -> None:
        self.canvas.showPage()

    def save(self) -> None:
        self.canvas.save()

    def text(self, x: float, y: float, text: str, size: float = 9, colour: str = "#000000") -> None:
        """Text with its baseline at y; lines are parted by line breaks."""
        for step, line in enumerate(text.split("\n")):
            self.canvas.setFont(FONT, size)
            self.canvas.setFillColor(HexColor(colour))
            self.canvas.drawString(x, self.height - y - step * size * 1.25, line)

    def centred(self, box: Segment, text: str, size: float = 9) -> None:
        """Text in the middle of a box, line by line."""
        lines = text.split("\n")
        for step, line in enumerate(lines):
            width = pdfmetrics.stringWidth(line, FONT, size)
            middle = (box[1] + box[3]) / 2 + (step - (len(lines) - 1) / 2) * size * 1.25
            self.text((box[0] + box[2] - width) / 2, middle + size * 0.35, line, size)

    def fill(self, box: Segment, colour: str = GREY) -> None:
        x0, y0, x1, y1 = box
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)

    def line(
        self, x0: float, y0: float, x1: float, y1: float, *, width: float = 0.6, dash: tuple[int, ...] = ()
    ) -> None:
        self.canvas.setLineWidth(width)
        self.canvas.setStrokeColor(Color(0, 0, 0))
        self.canvas.setDash(*([list(dash)] if dash else []))
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)
        self.canvas.setDash()

    def shape(self, points: list[tuple[float, float]], colour: str | None = "#9cc3e6", *, closed: bool = True) -> None:
        """A polygon or, when not closed, a polyline."""
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        if closed:
            path.close()
        if colour:
            self.canvas.setFillColor(HexColor(colour))
        self.canvas.setLineWidth(0.6)
        self.canvas.drawPath(path, stroke=1, fill=int(colour is not None))

    def picture(self, box: Segment) -> None:
        """A grey picture, as printer drivers put in the place of a shape that is shaded or lets something through."""
        x0, y0, x1, y1 = box
        grey = ImageReader(Image.new("RGB", (8, 2), (180, 180, 180)))
        self.canvas.drawImage(grey, x0, self.height - y1, x1 - x0, y1 - y0)

    def rounded(self, box: Segment, colour: str = "#9cc3e6") -> None:
        x0, y0, x1, y1 = box
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.roundRect(x0, self.height - y1, x1 - x0, y1 - y0, 4, stroke=1, fill=1)

    def grid(self, grid: Grid, x: float, y: float, border: Callable[[Pen, Segment], None] | None = None) -> None:
        """Texts centred in their cells, borders drawn by `border` (plain lines when none is given)."""
        draw = border or plain
        for x0, y0, x1, y1 in grid.strokes():
            draw(self, (x + x0, y + y0, x + x1, y + y1))
        self.texts(grid, x, y)

    def texts(self, grid: Grid, x: float, y: float) -> None:
        for cell, text in grid.cells.items():
            x0, y0, x1, y1 = grid.cell_box(cell)
            self.centred((x + x0, y + y0, x + x1, y + y1), text)


def plain(pen: Pen, stroke: Segment) -> None:
    pen.line(*stroke)


def dashed(pen: Pen, stroke: Segment) -> None:
    pen.line(*stroke, dash=(2, 2))


def dash_by_dash(pen: Pen, stroke: Segment) -> None:
    """Every dash a line of its own, as some drawing programs write them."""
    x0, y0, x1, y1 = stroke
    across = x1 > x0
    length, at = max(x1 - x0, y1 - y0), 0.0
    while at < length:
        end = min(at + 3, length)
        pen.line(*((x0 + at, y0, x0 + end, y1) if across else (x0, y0 + at, x1, y0 + end)))
        at += 5


def double(pen: Pen, stroke: Segment) -> None:
    x0, y0, x1, y1 = stroke
    across = x1 > x0
    for shift in (-0.9, 0.9):
        dx, dy = (0.0, shift) if across else (shift, 0.0)
        pen.line(x0 + dx, y0 + dy, x1 + dx, y1 + dy, width=0.4)


def thin_fill(pen: Pen, stroke: Segment) -> None:
    """A filled rectangle 0.7 points thick in place of a line."""
    x0, y0, x1, y1 = stroke
    pen.fill((x0 - 0.35, y0 - 0.35, x1 + 0.35, y1 + 0.35), "#000000")


def horizontal_only(pen: Pen, stroke: Segment) -> None:
    if stroke[2] > stroke[0]:
        pen.line(*stroke)


def nothing(_pen: Pen, _stroke: Segment) -> None:
    """No border at all."""
