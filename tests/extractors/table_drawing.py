"""Pages drawn for tests: values like those the page reader gives, made without a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.model import Box, Char, Fill, Outline, Page, Rule


@dataclass
class Drawing:
    """A page that is drawn on step by step; all lengths in points."""

    width: float = 595.0
    height: float = 842.0
    chars: list[Char] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    outlines: list[Outline] = field(default_factory=list)

    def across(self, y: float, x0: float, x1: float, thickness: float = 0.5) -> None:
        """A horizontal rule."""
        self.rules.append(Rule(x0, y, x1, y, thickness))

    def down(self, x: float, top: float, bottom: float, thickness: float = 0.5) -> None:
        """A vertical rule."""
        self.rules.append(Rule(x, top, x, bottom, thickness))

    def rectangle(self, box: Sequence[float]) -> None:
        """Four rules."""
        x0, top, x1, bottom = box
        self.across(top, x0, x1)
        self.across(bottom, x0, x1)
        self.down(x0, top, bottom)
        self.down(x1, top, bottom)

    def fill(self, box: Sequence[float], colour: str = "#dddddd") -> None:
        """A filled rectangle."""
        self.fills.append(Fill(Box(*box), colour))

    def text(self, x: float, y: float, text: str, size: float = 9.0) -> None:
        """Lines of full-width characters; `y` is the top of the first."""
        for row, line in enumerate(text.split("\n")):
            for k, char in enumerate(line):
                if not char.isspace():
                    left, top = x + k * size, y + row * size * 1.2
                    self.chars.append(Char(char, left, top, left + size, top + size, size, "Gothic"))

    def pentagon(self, box: Sequence[float], colour: str = "#88ccaa") -> None:
        """A filled arrow shape that points to the right."""
        x0, top, x1, bottom = box
        neck, middle = x1 - 6, (top + bottom) / 2
        points = ((x0, top), (neck, top), (x1, middle), (neck, bottom), (x0, bottom))
        self.outlines.append(Outline(Box(*box), points, colour, None, True))

    def arrow(self, y: float, x0: float, x1: float) -> None:
        """A thin line with an arrow head at its right end."""
        self.across(y, x0, x1 - 4)
        points = ((x1 - 5, y - 2.5), (x1, y), (x1 - 5, y + 2.5))
        self.outlines.append(Outline(Box(x1 - 5, y - 2.5, x1, y + 2.5), points, "#000000", None, True))

    def page(self, number: int = 1) -> Page:
        """What was drawn so far."""
        return Page(
            number,
            self.width,
            self.height,
            tuple(self.chars),
            tuple(self.rules),
            tuple(self.fills),
            tuple(self.outlines),
        )


Span = tuple[int, int, int, int]
"""Row, column, rows, columns."""


def ruled(drawing: Drawing, xs: Sequence[float], ys: Sequence[float], spans: Iterable[Span]) -> None:
    """Each cell with its own four rules."""
    for row, col, rows, cols in spans:
        drawing.rectangle((xs[col], ys[row], xs[col + cols], ys[row + rows]))


def shaded(drawing: Drawing, xs: Sequence[float], ys: Sequence[float], spans: Iterable[Span], gap: float) -> None:
    """Each cell as a filled rectangle, with a gap between neighbours."""
    for row, col, rows, cols in spans:
        half = gap / 2
        box = (xs[col] + half, ys[row] + half, xs[col + cols] - half, ys[row + rows] - half)
        drawing.fill(box, "#e0e8f0" if row % 2 else "#c0d0e0")


def every_square(n_rows: int, n_cols: int) -> list[Span]:
    """A grid without merged cells."""
    return [(row, col, 1, 1) for row in range(n_rows) for col in range(n_cols)]


def labelled(drawing: Drawing, xs: Sequence[float], ys: Sequence[float], spans: Iterable[Span]) -> dict[Span, str]:
    """A short text in each cell, unlike any other; what was written where."""
    written = {}
    for k, span in enumerate(spans):
        text = chr(0x4E00 + k) + chr(0x5B57)
        drawing.text(xs[span[1]] + 3, ys[span[0]] + 3, text, 8.0)
        written[span] = text
    return written
