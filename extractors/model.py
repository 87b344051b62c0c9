"""The values that pass between the reading stages.

All lengths are PDF points (1/72 inch) on the *upright* page: `/Rotate` is undone, the origin is the
top left corner, x grows to the right and y (`top`, `bottom`) grows downwards. All values are frozen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, NamedTuple, cast


class Box(NamedTuple):
    """A rectangle on a page, `x0 <= x1` and `top <= bottom`, in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    def contains(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def union(self, other: Box) -> Box:
        return Box(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )


quick_box = cast(Callable[[tuple[float, float, float, float]], Box], partial(tuple.__new__, Box))
"""A box from its four sides at half the price, for where there are thousands."""


class Char(NamedTuple):
    """One printed character after repair (usually one code point, sometimes a short sequence).

    `size` is the font size in points, `font` the PostScript name without subset prefix (may be empty).
    `source` tells the engine's text layer from OCR; `confidence` is 1.0 for a text layer. `turn` is how the glyph
    stands on the upright page, in degrees clockwise (0, 90, 180, 270): a label that runs up its cell has 270.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    font: str = ""
    source: str = "native"
    confidence: float = 1.0
    turn: int = 0


class Rule(NamedTuple):
    """A straight horizontal (`top == bottom`) or vertical (`x0 == x1`) stroke; thin fills count as strokes.

    A dashed line arrives as one rule. `thickness` in points.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    thickness: float = 0.5

    @property
    def horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


class Fill(NamedTuple):
    """A filled, axis-parallel rectangle too thick to be a rule. `colour` is `#rrggbb`."""

    box: Box
    colour: str


class Outline(NamedTuple):
    """Any other drawn path: an arrow, a pentagon, a rounded box, a polyline, a curve.

    `points` are the vertices in drawing order (curves by their end points); `filled` and `stroked` are
    colours or None. `closed` is true for polygons.
    """

    box: Box
    points: tuple[tuple[float, float], ...]
    filled: str | None
    stroked: str | None
    closed: bool
    curved: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a reader should know, as the extractors see it: a code of the findings catalogue with its values.

    The pipeline turns it into a published finding with Japanese and English text.
    """

    code: str
    page: int
    box: Box | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """One page as a person sees it: text repaired, upright, without what is hidden or clipped away."""

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    rules: tuple[Rule, ...]
    fills: tuple[Fill, ...]
    outlines: tuple[Outline, ...]
    images: tuple[Box, ...] = ()
    text_layer: Literal["native", "ocr", "mixed", "none"] = "native"
    rotation: int = 0
    remarks: tuple[Remark, ...] = ()


class Line(NamedTuple):
    """A line of text outside every table. `bold` by font or overprint; `running` for heads, feet, page numbers."""

    page: int
    box: Box
    text: str
    size: float
    bold: bool = False
    running: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with its spans; `text` has its lines joined by newlines; `shade` is its fill colour.

    `page` and `box` say where it stands, also in a table that runs over several pages. `confidence` is how sure the
    least sure character is that OCR read, None where the text layer gave them all.
    """

    row: int
    col: int
    row_span: int
    col_span: int
    page: int
    box: Box
    text: str
    shade: str | None = None
    bold: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a schedule: an arrow, box, bracket or line that lies over columns of a table.

    `start` and `end` are in column units of the table that carries it: 2.0 is the left edge of column 2,
    2.5 its middle, so a bar over columns 2 and 3 runs from 2.0 to 4.0. `row` is the table row it lies in,
    `lane` counts from the top within that row. `open_end` is true when it leaves the table to the right.
    """

    page: int
    box: Box
    text: str
    form: Literal["arrow", "box", "line", "bracket"]
    row: int
    lane: int
    start: float
    end: float
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells; over several pages when it continues. `xs` and `ys` are the edges on its first page.

    `open_above` and `open_below` are the columns whose outer border is not drawn at the top and at the bottom:
    where a page break cuts through a cell. `walled` is false where nothing drawn parts the columns of a row: a cell
    over several of them then looks like a cell beside blank ones.
    """

    number: int
    pages: tuple[int, ...]
    box: Box
    n_rows: int
    n_cols: int
    cells: tuple[Cell, ...]
    bars: tuple[Bar, ...] = ()
    xs: tuple[float, ...] = ()
    remarks: tuple[Remark, ...] = ()
    open_above: frozenset[int] = frozenset()
    open_below: frozenset[int] = frozenset()
    walled: bool = True

    @property
    def page(self) -> int:
        return self.pages[0]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page after its tables were found: what stands in tables, what stands outside, and the boxes around text.

    `frames` are drawn rectangles (sharp or rounded) that hold text and are no tables: text boxes, banners.
    `tables` are numbered from 1 on each page. `left` is where the page begins on its sheet of paper, from which all
    boxes are measured: not 0 for the right one of two pages printed beside each other.
    """

    number: int
    width: float
    height: float
    tables: tuple[Table, ...]
    lines: tuple[Line, ...]
    frames: tuple[Box, ...] = ()
    text_layer: Literal["native", "ocr", "mixed", "none"] = "native"
    remarks: tuple[Remark, ...] = ()
    left: float = 0.0
