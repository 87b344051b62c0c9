"""Bars of a schedule: arrows, boxes, brackets and lines that lie over the columns of a table.

What is drawn inside a table and is no part of its grid may be a bar; `barlabels` tells its text. Shapes that stay one
to a cell, all along their row, only decorate their cells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.barlabels import homes_of, labels
from extractors.grid import Grid
from extractors.marks import Mark, order
from extractors.model import Bar, Box, Char
from extractors.text import cell_text

SNAP = 0.12
"""A bar's end this near to an edge, in column widths, stands on the edge."""
INSET = 4.0
"""A bar may be drawn this far (points) inside the column it fills."""


class Schedule(NamedTuple):
    """The bars of a table, the characters that belong to them, and the colours of shapes that fill their cells."""

    bars: tuple[Bar, ...]
    taken: frozenset[int]
    shades: dict[int, str]


def schedule(page: int, table: Grid, marks: Sequence[Mark], chars: Sequence[Char]) -> Schedule:
    """Bars from the marks inside a table; `taken` are positions in `chars` that belong to bars."""
    rows: dict[int, list[Mark]] = {}
    bars: list[Bar] = []
    taken: set[int] = set()
    shades: dict[int, str] = {}
    if _is_column(table, marks):
        return Schedule((), frozenset(), {})
    for mark in sorted(set(marks), key=order):
        at = _cell(table, mark.box)
        if at >= 0 and _is_same(mark.box, table.box_of(table.spans[at])):
            shades.update({at: mark.colour} if mark.colour else {})
        else:
            rows.setdefault(_row(table, mark.box), []).append(mark)
    homes = homes_of(marks, chars)
    for row, members in sorted(rows.items()):
        if _decorates(table, row, members) or _paints(table, members, chars):
            shades.update((_cell(table, mark.box), mark.colour) for mark in members if mark.colour)
            continue
        texts = labels(table, row, members, chars, homes)
        taken.update(k for ks in texts for k in ks)
        lanes = _lanes(members)
        edges = _row_edges(table, row)
        for mark, lane, ks in zip(members, lanes, texts, strict=True):
            start, end = (_units(table.xs, _snapped(x, edges)) for x in (mark.box.x0, mark.box.x1))
            if end - start < 0.05 or (mark.form == "line" and not ks):
                continue
            text = cell_text([chars[k] for k in ks]) if ks else ""
            open_end = mark.box.x1 > table.xs[-1] + INSET
            bars.append(Bar(page, mark.box, text, mark.form, row, lane, start, end, open_end))
    bars.sort(key=lambda b: (b.row, b.lane, b.start))
    return Schedule(tuple(bars), frozenset(taken), shades)


def _row(table: Grid, box: Box) -> int:
    """The row a box stands in: that of the cell at its centre; a tall one begins in the first it covers."""
    y = (box.top + box.bottom) / 2
    if _is_tall(table, box):
        y = (box.top + table.ys[bisect_right(table.ys, max(box.top, table.ys[0]) + 1)]) / 2
    row = max(0, min(len(table.ys) - 2, bisect_right(table.ys, y) - 1))
    x = (max(box.x0, table.xs[0]) + min(box.x1, table.xs[-1])) / 2
    at = table.at(x, y)
    return table.spans[at].row if at >= 0 else row


def _is_tall(table: Grid, box: Box) -> bool:
    """It covers more than one row wholly, or the most of several."""
    rows = [(top, bottom) for top, bottom in pairwise(table.ys) if top < box.bottom and box.top < bottom]
    covered = sum(min(bottom, box.bottom) - max(top, box.top) > 0.6 * (bottom - top) for top, bottom in rows)
    return covered > 1


def _cell(table: Grid, box: Box) -> int:
    return table.at(*box.centre)


def _is_same(one: Box, two: Box) -> bool:
    """The shape is as large as the cell: it paints the cell."""
    return all(abs(a - b) < 2 for a, b in zip(one, two, strict=True))


def _is_column(table: Grid, marks: Sequence[Mark]) -> bool:
    """All shapes stand below each other in one column of cells: a drawing, not a schedule."""
    cells = [table.spans[k] for k in {_cell(table, mark.box) for mark in marks} if k >= 0]
    cols = {(cell.col, cell.cols) for cell in cells}
    if len(cols) != 1 or len(cells) < 2:
        return False
    col, wide = next(iter(cols))
    return all(table.xs[col] - 2 <= m.box.x0 and m.box.x1 <= table.xs[col + wide] + 2 for m in marks)


def _paints(table: Grid, marks: Sequence[Mark], chars: Sequence[Char]) -> bool:
    """Painted rectangles, one to a cell, with all the text of their cells: shade of paragraphs."""
    homes = [_cell(table, mark.box) for mark in marks]
    if -1 in homes or len(set(homes)) < len(homes) or not all(mark.painted for mark in marks):
        return False
    if any(mark.box.bottom > table.box_of(table.spans[k]).bottom for mark, k in zip(marks, homes, strict=True)):
        return False
    worded = False
    for mark, home in zip(marks, homes, strict=True):
        cell = table.box_of(table.spans[home])
        if mark.box.width < 0.6 * cell.width or mark.box.x0 < cell.x0 - 2 or mark.box.x1 > cell.x1 + 2:
            return False
        for char in chars:
            x, y = (char[1] + char[3]) / 2, (char[2] + char[4]) / 2
            if cell.contains(x, y) and not char[0].isspace():
                if not mark.box.contains(x, y):
                    return False
                worded = True
    return worded


def _decorates(table: Grid, row: int, marks: Sequence[Mark]) -> bool:
    """Each shape fills one cell, none has two, and the row is divided as its schedule needs."""
    homes: list[int] = []
    for mark in marks:
        at = _cell(table, mark.box)
        if at < 0:
            return False
        cell = table.box_of(table.spans[at])
        if mark.box.x0 < cell.x0 - 2 or mark.box.x1 > cell.x1 + 2 or mark.box.width < 0.75 * cell.width:
            return False
        homes.append(at)
    if len(set(homes)) < len(homes):
        return False
    return _is_partitioned(table, row, homes, all(mark.thin for mark in marks))


def _is_partitioned(table: Grid, row: int, homes: Sequence[int], thin: bool) -> bool:
    """The row's own cells carry the schedule: cells are merged, or every one beside the label has its line."""
    first = min(table.spans[k].col for k in homes)
    others = {k for k in table.owner[row][first:] if k >= 0}
    if others <= set(homes) and thin:
        return True
    finest = max(len(set(table.owner[r][first:])) for r in range(row + 1))
    return finest > len(others)


def _lanes(marks: Sequence[Mark]) -> list[int]:
    """Lane of each mark, from the top: marks beside each other whose middles lie within one another share a lane."""
    order = sorted(range(len(marks)), key=lambda k: (marks[k].box.top + marks[k].box.bottom, k))
    lanes = [0] * len(marks)
    lane = -1
    row: list[Box] = []
    for k in order:
        box = marks[k].box
        if not row or not any(_abreast(box, other) for other in row) or any(_over(box, other) for other in row):
            lane += 1
            row = []
        row.append(box)
        lanes[k] = lane
    return lanes


def _abreast(one: Box, two: Box) -> bool:
    """The middle of the lower of two boxes lies within the height of the other; lines have a little height."""
    low = min(one, two, key=lambda b: b.height)
    high = two if low is one else one
    middle = (low.top + low.bottom) / 2
    return high.top - 3 <= middle <= high.bottom + 3


def _over(one: Box, two: Box) -> bool:
    """Both stand over the same years, so they can not share a lane."""
    shared = min(one.x1, two.x1) - max(one.x0, two.x0)
    return shared > 0.5 * min(one.width, two.width) and abs(one.top + one.bottom - two.top - two.bottom) > 6


def _row_edges(table: Grid, row: int) -> list[float]:
    """The column edges that count in a row: its own and those of the row above, where its heads stand."""
    rows = {row, max(0, row - 1)}
    used = {k for r in rows for k in table.owner[r] if k >= 0}
    ends = {end for k in used for end in (table.spans[k].col, table.spans[k].col + table.spans[k].cols)}
    return [table.xs[end] for end in sorted(ends | {0, len(table.xs) - 1})]


def _snapped(x: float, places: Sequence[float]) -> float:
    """The place itself, or the edge that it is near to."""
    if x <= places[0] or x >= places[-1]:
        return min(max(x, places[0]), places[-1])
    k = bisect_right(places, x) - 1
    low, high = places[k], places[k + 1]
    near = min(max(SNAP * (high - low), INSET), 0.3 * (high - low))
    return low if x - low <= near else high if high - x <= near else x


def _units(xs: Sequence[float], x: float) -> float:
    """A place in column units."""
    col = min(bisect_right(xs, x) - 1, len(xs) - 2)
    return round(col + (x - xs[col]) / (xs[col + 1] - xs[col]), 2)
