"""What stands on the paper, before any producer draws it: pages of texts, boxes and grids. Lengths in millimetres."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Text:
    """A paragraph; `size` in points. With `fill` it is a banner over the whole width."""

    text: str
    size: float = 10
    bold: bool = False
    align: Literal["left", "center", "right"] = "left"
    fill: str | None = None
    above: float = 0


@dataclass(frozen=True)
class Pair:
    """Two boxes side by side, each with a title and its bullets."""

    left: tuple[str, tuple[str, ...]]
    right: tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Cell:
    """A cell of a grid. `head` cells are shaded."""

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1
    head: bool = False
    align: Literal["left", "center"] = "left"


@dataclass(frozen=True)
class Bar:
    """A bar over the columns `start` to `end` (column units, fractions allowed) in a lane of a row."""

    row: int
    lane: int
    text: str
    start: float
    end: float
    form: Literal["pentagon", "line", "box"] = "pentagon"


@dataclass
class Grid:
    """A ruled table: column widths, cells, bars over them, fixed heights of some rows."""

    kind: str
    widths: list[float]
    initiative: str | None = None
    header_rows: int = 0
    size: float = 8.5
    cells: list[Cell] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    lane_height: float = 8.0

    @property
    def n_rows(self) -> int:
        return max(c.row + c.row_span for c in self.cells)

    def put(
        self, row: int, col: int, text: str, rs: int = 1, cs: int = 1, *, head: bool = False, centre: bool = False
    ) -> None:
        """Add a cell."""
        self.cells.append(Cell(row, col, text, rs, cs, head, "center" if centre or head else "left"))

    def head(self, row: int, texts: Iterable[str], col: int = 0) -> None:
        """Add a row of header cells."""
        for step, text in enumerate(texts):
            self.put(row, col + step, text, head=True)

    def row(self, row: int, texts: Iterable[str], col: int = 0, *, centre: bool = False) -> None:
        """Add a row of plain cells."""
        for step, text in enumerate(texts):
            self.put(row, col + step, text, centre=centre)


Block = Text | Pair | Grid


@dataclass
class Document:
    """Pages of blocks with a running head, page numbers and, where given, a watermark."""

    size: tuple[float, float]
    pages: list[list[Block]]
    title: str
    running: str = ""
    watermark: str = ""
    margin: float = 16
    font: str = "IPAexGothic"
    head_fill: str = "#dde8f4"
    bar_fill: str = "#9cc3e6"

    @property
    def inner(self) -> float:
        """Width between the margins."""
        return self.size[0] - 2 * self.margin


A4 = (210.0, 297.0)
A4_LANDSCAPE = (297.0, 210.0)
