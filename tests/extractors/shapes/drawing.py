"""Tables and lines written down in a few words, for tests of the shapes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.model import Bar, Box, Cell, Line, Sheet, Table
from extractors.read import read_sheets
from extractors.statements import Reading

WIDTH, HEIGHT = 60.0, 20.0
LEFT, RIGHT, DOWN = "<", ">", "^"


def table(rows: Sequence[Sequence[str]], top: float = 200, bars: Sequence[Bar] = (), left: float = 50) -> Table:
    """A grid of texts; `<` goes on with the cell to its left, `^` with the cell above it."""
    cells: list[Cell] = []
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            if text in (LEFT, DOWN):
                continue
            wide = 1
            while col + wide < len(texts) and texts[col + wide] == LEFT:
                wide += 1
            high = 1
            while row + high < len(rows) and rows[row + high][col] == DOWN:
                high += 1
            box = Box(left + col * WIDTH, top + row * HEIGHT, left + (col + wide) * WIDTH, top + (row + high) * HEIGHT)
            cells.append(Cell(row, col, high, wide, 1, box, text))
    whole = Box(left, top, left + len(rows[0]) * WIDTH, top + len(rows) * HEIGHT)
    return Table(1, (1,), whole, len(rows), len(rows[0]), tuple(cells), tuple(bars))


def bar(text: str, row: int, start: float, end: float, lane: int = 0) -> Bar:
    """A bar over columns `start` to `end` of a row."""
    return Bar(1, Box(50 + start * WIDTH, 200, 50 + end * WIDTH, 210), text, "arrow", row, lane, start, end)


def line(text: str, top: float, size: float = 10.5, left: float = 50) -> Line:
    """A line of text outside tables."""
    return Line(1, Box(left, top, left + len(text) * size, top + size), text, size)


def read(*parts: Table | Line) -> Reading:
    """What one page with these parts says. A paragraph of body text keeps headings larger than the body."""
    tables = tuple(part for part in parts if isinstance(part, Table))
    numbered = tuple(replace(t, number=n) for n, t in enumerate(tables, start=1))
    body = Line(1, Box(50, 700, 500, 710), "本文の文字の大きさを決めるための、少し長めの一行です。" * 3, 10.5)
    lines = tuple(part for part in parts if isinstance(part, Line))
    return read_sheets([Sheet(1, 600, 842, numbered, (*lines, body))])
