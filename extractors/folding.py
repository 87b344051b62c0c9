"""Two pages printed beside each other on one sheet of paper, told apart and read one after the other.

A wide page is two when nothing stands across its middle and its halves look like pages: the same running head in
both, page numbers that follow each other, or tables of one width exactly half a page apart. What one such page of a
document shows holds for all its pages of that size. Numbers and boxes stay those of the printed page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from extractors.model import Box, Line, Sheet, Table

WIDE = 1.2
"""Two upright pages beside each other are at least this much wider than high."""
SAME = 3.0
"""How far (points) things on both halves may be from the same place."""
EXACT = 1.5
"""How far (points) tables on both halves may be from the same place and width."""
MARGIN = 0.12
"""Share of the height, at top and bottom, in which running heads and page numbers stand."""
BROAD = 0.3
"""A table that tells of two pages takes at least this share of the sheet's width."""
_NUMBER = re.compile(r"\D{0,4}(\d{1,4})\D{0,4}")
_Part = TypeVar("_Part", Line, Table)


def unfolded(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets, with two for each that shows two pages."""
    sizes = {_size(sheet) for sheet in sheets if _is_open(sheet) and _shows_two(sheet)}
    found: list[Sheet] = []
    for sheet in sheets:
        found += _halves(sheet) if _size(sheet) in sizes and _is_open(sheet) else [sheet]
    return found


def _size(sheet: Sheet) -> tuple[int, int]:
    return round(sheet.width), round(sheet.height)


def _is_open(sheet: Sheet) -> bool:
    """A wide page with nothing across its middle."""
    middle = sheet.width / 2
    boxes = (*(line.box for line in sheet.lines), *(table.box for table in sheet.tables))
    return sheet.width >= WIDE * sheet.height and not any(b.x0 < middle - 1 and b.x1 > middle + 1 for b in boxes)


def _shows_two(sheet: Sheet) -> bool:
    left, right = _sides(sheet.lines, sheet)
    edges = [line for line in left if _in_margin(line, sheet)], [line for line in right if _in_margin(line, sheet)]
    if any(_follow(one, two) or _repeat(one, two, sheet.width / 2) for one in edges[0] for two in edges[1]):
        return True
    tables = _sides(sheet.tables, sheet)
    return any(_alike(one.box, two.box, sheet.width) for one in tables[0] for two in tables[1])


def _sides(parts: Iterable[_Part], sheet: Sheet) -> tuple[list[_Part], list[_Part]]:
    found = list(parts)
    left = [part for part in found if part.box.centre[0] < sheet.width / 2]
    return left, [part for part in found if part.box.centre[0] >= sheet.width / 2]


def _in_margin(line: Line, sheet: Sheet) -> bool:
    return line.box.bottom < MARGIN * sheet.height or line.box.top > (1 - MARGIN) * sheet.height


def _follow(one: Line, two: Line) -> bool:
    """Page numbers at one height, the right one next."""
    left, right = (_NUMBER.fullmatch("".join(line.text.split())) for line in (one, two))
    if left is None or right is None or abs(one.box.top - two.box.top) >= SAME:
        return False
    return int(right[1]) == int(left[1]) + 1


def _repeat(one: Line, two: Line, half: float) -> bool:
    """The same words at the same place of both halves."""
    level = abs(one.box.top - two.box.top) < SAME
    return level and one.text == two.text and abs(two.box.x0 - one.box.x0 - half) < SAME


def _alike(one: Box, two: Box, width: float) -> bool:
    broad = one.width >= BROAD * width and abs(one.width - two.width) < EXACT
    return broad and abs(two.x0 - one.x0 - width / 2) < EXACT


def _halves(sheet: Sheet) -> list[Sheet]:
    """Left and right page; what was remarked on the sheet stays with the left one."""
    lines, tables = _sides(sheet.lines, sheet), _sides(sheet.tables, sheet)
    frames = [[f for f in sheet.frames if (f.centre[0] >= sheet.width / 2) is right] for right in (False, True)]
    return [
        replace(
            sheet,
            lines=tuple(lines[k]),
            tables=tuple(tables[k]),
            frames=tuple(frames[k]),
            remarks=() if k else sheet.remarks,
            width=sheet.width / 2,
            left=k * sheet.width / 2,
        )
        for k in (0, 1)
        if k == 0 or lines[k] or tables[k]
    ]
