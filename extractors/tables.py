"""From a page to its sheet: tables with cells and bars, lines outside tables, and frames around text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.aligned import aligned
from extractors.banding import banded
from extractors.bars import Schedule, schedule
from extractors.filling import filled
from extractors.grid import Grid, grid
from extractors.headrows import cornered
from extractors.headrows import parted as parted_heads
from extractors.ladders import divided
from extractors.lines import box_of, confidence_of, is_bold, text_lines
from extractors.marks import (
    Mark,
    fill_marks,
    hollow,
    image_marks,
    is_text_line,
    line_marks,
    outline_marks,
    stacked,
    tips,
)
from extractors.model import Box, Cell, Char, Fill, Page, Remark, Sheet, Table
from extractors.overlaid import parted
from extractors.ruling import DOUBLE, Stroke, Strokes, groups, strokes, thinned
from extractors.shading import dividing, shaded
from extractors.stacks import unstacked
from extractors.text import cell_text
from extractors.tinted import tinted
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
        inner = [other.box for other in tables if _within(other.box, found.box)]
        table, left = _table(_without(page, inner), found, _outside(marks, inner), rest)
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
        if len(found.ys) == 2 and any(other is not found and _within(found.box, other.box) for other in drawn.grids):
            boxes.extend(found.box_of(span) for span in found.spans)
        else:
            grids.append(found)
    return Drawn(grids, boxes, drawn.loose)


def _within(inner: Box, outer: Box) -> bool:
    return outer.contains(inner.x0 + 1, inner.top + 1) and outer.contains(inner.x1 - 1, inner.bottom - 1)


def _table(page: Page, found: Grid, marks: Sequence[Mark], chars: list[Char]) -> tuple[Table, list[Char]]:
    """The table that a grid draws with its characters (not numbered yet), and the characters that are left."""
    found = cornered(found, chars)
    inside, homes, rest = filled(found, chars)
    over = _over(page, found, marks, inside)
    if (whole := parted_heads(found, over, inside)) is not found:
        found = whole
        inside, homes, rest = filled(found, chars)
    bars = schedule(page.number, found, over, inside) if over else Schedule((), frozenset(), {})
    members: list[list[Char]] = [[] for _ in found.spans]
    for position, char in enumerate(inside):
        if position not in bars.taken:
            members[homes[position]].append(char)
    texts = [cell_text(own) if own else "" for own in members]
    shades = {**_shades(found, page.fills), **bars.shades}
    painted = tinted(page.number, found, shades, texts, frozenset(bar.row for bar in bars.bars))
    cells = tuple(
        Cell(
            span.row,
            span.col,
            span.rows,
            span.cols,
            page.number,
            found.box_of(span),
            "" if k in painted.emptied else texts[k],
            shades.get(k),
            is_bold(members[k]),
            confidence_of(members[k]),
        )
        for k, span in enumerate(found.spans)
    )
    rows, cols = len(found.ys) - 1, len(found.xs) - 1
    table = Table(
        0,
        (page.number,),
        found.box,
        rows,
        cols,
        cells,
        tuple(sorted((*bars.bars, *painted.bars), key=lambda bar: (bar.row, bar.lane, bar.start))),
        found.xs,
        open_above=found.open_above,
        open_below=found.open_below,
        walled=found.walled,
    )
    return table, rest


def _outside(marks: Sequence[Mark], inner: Sequence[Box]) -> list[Mark]:
    """The marks that lie in none of the tables within this one."""
    return [mark for mark in marks if not any(box.contains(*mark.box.centre) for box in inner)]


def _without(page: Page, inner: Sequence[Box]) -> Page:
    """The page without what is painted in the tables within the one to read."""
    if not inner:
        return page
    fills = tuple(fill for fill in page.fills if not any(_within(fill.box, box) for box in inner))
    return replace(page, fills=fills, images=tuple(b for b in page.images if not any(_within(b, box) for box in inner)))


def _over(page: Page, table: Grid, marks: Sequence[Mark], chars: Sequence[Char]) -> list[Mark]:
    """What is drawn over the table and may be bars: shapes, lines and painted rectangles, each once."""
    over = [mark for mark in marks if _lies_over(mark, table)]
    painted = fill_marks(page.fills, table, chars, tips(page.outlines))
    arrows = [mark.box for mark in painted if mark.form == "arrow"]
    over = [mark for mark in over if not any(_within(mark.box, arrow) for arrow in arrows)]
    painted += image_marks(page.images, table, chars)
    painted = [mark for mark in painted if not any(_is_twin(mark, other) for other in over)]
    return [m for m in (*over, *painted) if m.form == "arrow" or not m.thin or not is_text_line(m, chars)]


def _is_twin(one: Mark, two: Mark) -> bool:
    """The fill and the outline of the same box."""
    return not two.thin and all(abs(a - b) < DOUBLE for a, b in zip(one.box, two.box, strict=True))


def _is_drawing(table: Table) -> bool:
    """The grid lines of a chart: shapes without text over them, and hardly a cell with text."""
    worded = sum(1 for cell in table.cells if cell.text)
    return worded <= 1 and len(table.bars) > 0 and not any(bar.text for bar in table.bars)


def _lies_over(mark: Mark, table: Grid) -> bool:
    """Inside the table, not all of it, and none of its own lines."""
    box = table.box
    if not box.contains(*mark.box.centre) or (mark.box.width > 0.98 * box.width and mark.box.height > 0.9 * box.height):
        return False
    return mark.form != "line" or all(abs(mark.box.top - y) > DOUBLE for y in table.ys)


def _shades(found: Grid, fills: Sequence[Fill]) -> dict[int, str]:
    """The colour of the smallest fill under each cell's centre, white left out."""
    middles = sorted((y, x, k) for k, span in enumerate(found.spans) for x, y in (found.box_of(span).centre,))
    shades: dict[int, tuple[float, str]] = {}
    box = found.box
    for fill in fills:
        x0, top, x1, bottom = fill.box
        if fill.colour == "#ffffff" or x1 < box.x0 or x0 > box.x1 or bottom < box.top or top > box.bottom:
            continue
        size = (x1 - x0) * (bottom - top)
        for _, x, k in middles[bisect_left(middles, (top,)) : bisect_right(middles, (bottom,))]:
            if x0 <= x <= x1 and (k not in shades or size <= shades[k][0]):
                shades[k] = size, fill.colour
    return {k: colour for k, (_, colour) in shades.items()}


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
        if any(table.contains(x, y) for table in tables) and not any(_within(table, box) for table in tables):
            continue
        low, high = bisect_left(middles, (box.top,)), bisect_right(middles, (box.bottom,))
        if any(box.x0 <= x <= box.x1 for _, x in middles[low:high]):
            found.append(box)
    return sorted(found, key=lambda b: (b.top, b.x0))
