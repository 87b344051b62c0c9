"""From a page to its sheet: tables with cells and bars, lines outside tables, and frames around text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.aligned import aligned
from extractors.banding import banded
from extractors.contents import filled_table, within
from extractors.grid import Grid, grid
from extractors.ladders import divided
from extractors.lines import box_of, text_lines
from extractors.marks import (
    Mark,
    hollow,
    line_marks,
    outline_marks,
    stacked,
)
from extractors.model import Box, Char, Fill, Page, Remark, Sheet, Table
from extractors.overlaid import parted
from extractors.ruling import Stroke, Strokes, groups, strokes, thinned
from extractors.shading import dividing, shaded
from extractors.stacks import unstacked
from extractors.text import cell_text
from extractors.zones import Material, pieces_of

LEAST_WIDTH = 20.0
LEAST_HEIGHT = 10.0
"""A frame is at least this wide and this high (points)."""


class Drawn(NamedTuple):
    """What the strokes of a page draw: grids, single boxes, and strokes that enclose nothing."""

    grids: list[Grid]
    boxes: list[Box]
    loose: list[Stroke]


def sheet(page: Page) -> Sheet:
    """The tables of a page, and what stands outside them."""
    lines, left_out = thinned(strokes(page.rules))
    shapes, heads = outline_marks(page.outlines)
    over = parted(lines, heads, page.fills)
    drawn = _sorted_out(_drawn(groups(over.lines), page))
    marks = shapes + line_marks([*drawn.loose, *over.shafts], heads) + [Mark(box, "box") for box in drawn.boxes]
    marks += [Mark(fill.box, "box", fill.colour) for fill in over.boxes] + [Mark(box, "box") for box in over.frames]
    grids = drawn.grids + _unruled(page, drawn, marks)
    rest = list(page.chars)
    tables: list[Table] = []
    for found in sorted(grids, key=lambda g: g.box.width * g.box.height):
        inner = [other.box for other in tables if within(other.box, found.box)]
        table, left = filled_table(page, found, marks, rest, inner)
        if not _is_drawing(table):
            tables.append(table)
            rest = left
    tables.sort(key=lambda t: (t.box.top, t.box.x0))
    tables = [replace(table, number=number) for number, table in enumerate(tables, 1)]
    areas = [table.box for table in tables]
    around = [*drawn.boxes, *(o.box for o in page.outlines if o.closed), *(f.box for f in page.fills)]
    frames = _frames(around, areas, rest)
    text = text_lines(page.number, rest, frames)
    remarks = (*page.remarks, *_remarks(page.number, left_out, tables, rest))
    return Sheet(page.number, page.width, page.height, tuple(tables), text, tuple(frames), page.text_layer, remarks)


def _remarks(page: int, left_out: int, tables: Sequence[Table], rest: Sequence[Char]) -> Iterator[Remark]:
    """What was left out, and text inside a table's box that stands in no cell."""
    if left_out:
        yield Remark("too-many-strokes", page, None, {"count": str(left_out)})
    for table in tables:
        yield from table.remarks
        x0, top, x1, bottom = table.box
        near = [c for c in rest if x0 <= (c[1] + c[3]) / 2 <= x1 and top <= (c[2] + c[4]) / 2 <= bottom]
        lost = [c for c in near if not c[0].isspace()]
        if lost:
            yield Remark("text-outside-cells", page, box_of(lost), {"text": cell_text(lost).replace("\n", " ")})


def _unruled(page: Page, drawn: Drawn, marks: Sequence[Mark]) -> list[Grid]:
    """Tables by shade or by horizontal rules alone, outside those that are ruled."""
    found: list[Grid] = []
    taken = [other.box for other in drawn.grids]
    chars = list(page.chars)

    def free(box: Box) -> bool:
        x, y = box.centre
        return not any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in taken)

    def free_fills() -> list[Fill]:
        return [fill for fill in page.fills if free(fill.box) and fill.box.width < 0.98 * page.width]

    def left_by(box: Box) -> list[Char]:
        x0, top, x1, bottom = box
        return [c for c in chars if not (x0 <= c[1] <= x1 and top <= c[2] <= bottom)]

    def take(grids: Iterable[Grid]) -> None:
        nonlocal chars
        for other in grids:
            found.append(other)
            taken.append(other.box)
            chars = left_by(other.box)

    for box in taken:
        chars = left_by(box)
    arrows = {(mark.box.top, mark.box.x0) for mark in marks if mark.form == "arrow"}
    lines = [s for s in drawn.loose if (s.at, s.low) not in arrows and free(Box(s.low, s.at, s.high, s.at))]
    fills = free_fills()
    frames = [*drawn.boxes, *(o.box for o in page.outlines if o.closed), *(f.box for f in page.fills)]
    if len(fills) + len(lines) < 2:
        take(aligned(chars, frames))
        return found
    take(shaded(fills, chars, "whole"))
    fills = free_fills()
    lines = [s for s in lines if free(Box(s.low, s.at, s.high, s.at))]
    obstacles = [*taken, *drawn.boxes, *hollow(page.outlines, page.fills)]
    bars = [mark.box for mark in marks if mark.form != "line" and not mark.thin]
    bars += [Box(m.box.x0, m.box.top - 1, m.box.x1, m.box.top + 1) for m in marks if m.form == "arrow" and m.thin]
    take(banded(Material(lines, pieces_of(page.rules), fills, chars, obstacles, bars), page.height))
    take(shaded(free_fills(), chars, "heads"))
    take(aligned(chars, frames))
    return found


def _drawn(parts: Iterable[Strokes], page: Page) -> Drawn:
    found = Drawn([], [], [])
    fills = stacked(fill for fill in page.fills if fill.colour != "#ffffff")
    for part in parts:
        drawn = grid(part) if len(part.across) + len(part.down) > 2 else None
        if drawn is None:
            found.loose.extend(part.across)
        elif len(drawn.spans) == 1:
            found.boxes.append(drawn.box)
        else:
            more = dividing(drawn, fills, page.chars)
            whole = (more and grid(Strokes((*part.across, *more), part.down))) or drawn
            found.grids.append(unstacked(divided(whole, page, fills), page.chars))
    return found


def _sorted_out(drawn: Drawn) -> Drawn:
    """Strips of boxes inside a table are boxes over it, not tables."""
    grids, boxes = [], list(drawn.boxes)
    for found in drawn.grids:
        if len(found.ys) == 2 and any(other is not found and within(found.box, other.box) for other in drawn.grids):
            boxes.extend(found.box_of(span) for span in found.spans)
        else:
            grids.append(found)
    return Drawn(grids, boxes, drawn.loose)


def _is_drawing(table: Table) -> bool:
    """The grid lines of a chart: shapes without text over them, and hardly a cell with text."""
    worded = sum(1 for cell in table.cells if cell.text)
    return worded <= 1 and len(table.bars) > 0 and not any(bar.text for bar in table.bars)


def _frames(shapes: Sequence[Box], tables: Sequence[Box], chars: Sequence[Char]) -> list[Box]:
    """Boxes around text outside tables, each once, from the top."""
    large = [box for box in shapes if box[2] - box[0] >= LEAST_WIDTH and box[3] - box[1] >= LEAST_HEIGHT]
    if not large:
        return []
    middles = sorted([((c[2] + c[4]) / 2, (c[1] + c[3]) / 2) for c in chars if not c[0].isspace()])
    seen: set[tuple[int, ...]] = set()
    found: list[Box] = []
    for box in large:
        key = tuple([round(side / 2) for side in box])
        if key in seen:
            continue
        seen.add(key)
        x, y = box.centre
        if any(table.contains(x, y) for table in tables) and not any(within(table, box) for table in tables):
            continue
        low, high = bisect_left(middles, (box.top,)), bisect_right(middles, (box.bottom,))
        if any(box.x0 <= x <= box.x1 for _, x in middles[low:high]):
            found.append(box)
    return sorted(found, key=lambda b: (b.top, b.x0))
