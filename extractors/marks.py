"""Drawn things inside a table that may be bars: shapes, lines with arrow heads, painted rectangles.

Shade of cells, of paragraphs and of words is none, and neither are lines under or through text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from extractors.grid import Grid
from extractors.lines import box_of, levels
from extractors.model import Box, Char, Fill, Outline
from extractors.ruling import Stroke

Form = Literal["arrow", "box", "line", "bracket"]
HEAD = 14.0
"""An arrow head is at most this long (points)."""
TIP = 24.0
"""The painted tip of a block arrow is at most this long (points)."""
FLAT = 3.0
"""A shape lower than this (points) is a line."""
LEAST = 10.0
"""A bar is at least this long (points)."""
ROOM = 6.0
"""A shape lower than this (points) has no room for text."""
MANY = 500
"""So many shapes are a drawing and no schedule."""
RING = 2.0
"""The inner edge of a drawn outline lies at most this far (points) within the outer."""
FREE = 1.5
"""A painted rectangle that stays this far (points) from the edges around it is no shade of cells."""
HIGH = 1.8
"""Paint so many times as high as its lines of text, in font sizes, does not mark words."""
TALL = 2.5
"""A picture of a bar is at most this many times as high as its lines of text."""


class Mark(NamedTuple):
    """Something drawn inside a table that may be a bar; `painted` is a filled rectangle without an outline."""

    box: Box
    form: Form
    colour: str | None = None
    painted: bool = False

    @property
    def thin(self) -> bool:
        """A line without room for text: its text stands beside it."""
        return self.form == "line" or self.box.height < ROOM


def outline_marks(outlines: Iterable[Outline]) -> tuple[list[Mark], list[Box]]:
    """Shapes that may be bars, and arrow heads. A shape that is filled and then stroked counts once."""
    marks: dict[tuple[int, int, int, int], Mark] = {}
    heads: list[Box] = []
    for outline in outlines:
        box = outline.box
        if outline.closed and max(box.width, box.height) <= HEAD and 3 <= len(set(outline.points)) <= 5:
            heads.append(box)
        elif box.width >= LEAST and (box.height < FLAT or len(set(outline.points)) > 2):
            key = (round(box.x0), round(box.top), round(box.x1), round(box.bottom))
            mark = Mark(box, _form(outline), outline.filled)
            if key not in marks or marks[key].colour is None:
                marks[key] = mark
    return _outermost(marks.values()), heads


def _outermost(marks: Iterable[Mark]) -> list[Mark]:
    """Each shape once: the inner edge of one that is drawn as a ring is left out."""
    kept: dict[tuple[int, int], list[Mark]] = {}
    for mark in sorted(marks, key=lambda m: (m.box.x0, -m.box.x1, m.box.top)):
        x, y = int(mark.box.x0 / RING), int(mark.box.top / RING)
        near = (other for a in (0, 1) for b in (-1, 0, 1) for other in kept.get((x - a, y + b), ()))
        if not any(_is_ring(other.box, mark.box) for other in near):
            kept.setdefault((x, y), []).append(mark)
    return [mark for same in kept.values() for mark in same]


def _is_ring(outer: Box, inner: Box) -> bool:
    gaps = (inner.x0 - outer.x0, inner.top - outer.top, outer.x1 - inner.x1, outer.bottom - inner.bottom)
    return all(0 <= gap <= RING for gap in gaps)


def hollow(outlines: Sequence[Outline], fills: Iterable[Fill]) -> list[Box]:
    """Closed outlines that are drawn only, as a line or as a ring: frames around what stands in them."""
    closed = sorted((o for o in outlines if o.closed), key=lambda o: (o.box.x0, -o.box.x1))
    painted: dict[tuple[int, int], list[tuple[Box, str | None]]] = {}
    for box, colour in [(fill.box, fill.colour) for fill in fills] + [(o.box, o.filled) for o in closed if o.filled]:
        painted.setdefault((int(box.x0 / RING), int(box.top / RING)), []).append((box, colour))
    return [o.box for o in closed if o.filled is None or _is_hollow(o, painted)]


def _is_hollow(outline: Outline, painted: Mapping[tuple[int, int], Sequence[tuple[Box, str | None]]]) -> bool:
    x, y = int(outline.box.x0 / RING), int(outline.box.top / RING)
    near = (found for a in (0, 1) for b in (0, 1) for found in painted.get((x + a, y + b), ()))
    inner = [colour for box, colour in near if box != outline.box and _is_ring(outline.box, box)]
    return bool(inner) and all(colour == outline.filled for colour in inner)


def order(mark: Mark) -> tuple[Box, str, str, bool]:
    """By place; marks without a colour can be sorted beside others."""
    return mark.box, mark.form, mark.colour or "", mark.painted


def tips(outlines: Iterable[Outline]) -> list[Box]:
    """Filled triangles that may end a painted rectangle."""
    filled = (o for o in outlines if o.filled is not None and o.closed and not o.curved)
    found = [o.box for o in filled if len(set(o.points)) == 3 and o.box.width <= TIP and o.box.height <= 2 * TIP]
    return found if len(found) <= MANY else []


def _form(outline: Outline) -> Form:
    box = outline.box
    if box.height < FLAT:
        return "line"
    if not outline.closed:
        return "bracket"
    tips = {round(y) for x, y in outline.points if box.x1 - x < 0.5}
    lefts = {round(y) for x, y in outline.points if x - box.x0 < 0.5}
    pointed = len(tips) == 1 or (len(lefts) == 1 and len(tips) <= 2)
    return "arrow" if pointed and not outline.curved else "box"


def line_marks(lines: Iterable[Stroke], heads: Sequence[Box]) -> list[Mark]:
    """Horizontal strokes with the arrow heads at their ends."""
    found: list[Mark] = []
    for at, low, high in lines:
        form: Form = "line"
        x0, x1 = low, high
        for head in heads:
            if head.top - 1 <= at <= head.bottom + 1 and (head.x0 - 3 <= high <= head.x1 + 3 or _starts(head, low)):
                form = "arrow"
                x0, x1 = min(x0, head.x0), max(x1, head.x1)
        if x1 - x0 >= LEAST:
            found.append(Mark(Box(x0, at, x1, at), form))
    return found


def _starts(head: Box, low: float) -> bool:
    return head.x0 - 3 <= low <= head.x1 + 3


def fill_marks(fills: Iterable[Fill], table: Grid, chars: Sequence[Char], tips: Sequence[Box]) -> list[Mark]:
    """Filled rectangles that stand free inside a row: neither the shade of a cell nor of a stretch of text.

    With a tip at its end (`tips`) a rectangle is an arrow.
    """
    found: list[Mark] = []
    painted = list(fills)
    inked = sorted((c for c in chars if not c[0].isspace()), key=_middle) if painted else []
    middles = [_middle(c) for c in inked]
    for fill in stacked(painted):
        box = fill.box
        at = table.at(*box.centre)
        if at < 0 or box.width < LEAST or box.height < FLAT or box.x1 > table.xs[-1] + HEAD:
            continue
        cell = table.box_of(table.spans[at])
        tip = next((tip for tip in tips if _is_tip(tip, box)), None)
        if (not _stands_free(box, table, cell) and tip is None) or _ground(box, painted) == fill.colour:
            continue
        across = cell.x0 - 1 <= box.x0 and box.x1 <= cell.x1 + 1
        single = across and cell.top - 1 <= box.top and box.bottom <= cell.bottom + 1
        if tip is not None:
            found.append(Mark(box.union(tip), "arrow", fill.colour))
            continue
        near = inked[bisect_left(middles, box.top) : bisect_right(middles, box.bottom)]
        if not _is_highlight(box, near, single):
            found.append(Mark(box, "box", fill.colour, True))
    return found


def _ground(box: Box, fills: Iterable[Fill]) -> str:
    """The colour of the smallest larger rectangle around one; empty on bare paper, where gradients pass for white."""
    around = [
        (fill.box.width * fill.box.height, fill.colour)
        for fill in fills
        if fill.box.x0 - 1 <= box.x0
        and box.x1 <= fill.box.x1 + 1
        and fill.box.top - 1 <= box.top
        and box.bottom <= fill.box.bottom + 1
        and fill.box.width * fill.box.height > 1.01 * box.width * box.height
    ]
    return min(around)[1] if around else ""


def _middle(char: Char) -> float:
    return (char[2] + char[4]) / 2


def _is_tip(head: Box, shaft: Box) -> bool:
    """A tip that a painted rectangle ends on."""
    level = abs(head.top + head.bottom - shaft.top - shaft.bottom) < 2 * FREE
    ends = abs(head.x0 - shaft.x1) < FREE or abs(head.x1 - shaft.x0) < FREE
    return level and ends and head.height >= 0.9 * shaft.height and shaft.width > head.width


def _stands_free(box: Box, table: Grid, cell: Box) -> bool:
    """Off the upper and lower edges of its row; or inside its columns and over the border of rows."""
    row = bisect_right(table.ys, (box.top + box.bottom) / 2) - 1
    top, bottom = min(table.ys[row], cell.top), max(table.ys[row + 1], cell.bottom)
    if top + FREE <= box.top and box.bottom <= bottom - FREE:
        return True
    inside = all(abs(side - x) > FREE for side in (box.x0, box.x1) for x in table.xs)
    flush = all(min(abs(side - y) for y in table.ys) <= FREE for side in (box.top, box.bottom))
    return inside and not flush and table.ys[0] - FREE < box.top and box.bottom < table.ys[-1] + FREE


def image_marks(images: Iterable[Box], table: Grid, chars: Sequence[Char]) -> list[Mark]:
    """Pictures with text on them that lie within one row and over a column edge: bars that a printer made pictures of.

    Drivers that print to PDF do so with every shape that is shaded or lets something shine through.
    """
    found: list[Mark] = []
    for box in images:
        if box.width < max(LEAST, 1.5 * box.height) or box.height < FLAT or table.at(*box.centre) < 0:
            continue
        inside = _inked(box, chars)
        if inside and box.height < TALL * inside[0][5] * len(levels(inside)):
            found.append(Mark(box, "box"))
    return found


def _inked(box: Box, chars: Iterable[Char]) -> list[Char]:
    """The characters that are seen and have their middle in a box."""
    return [c for c in chars if not c[0].isspace() and box.contains((c[1] + c[3]) / 2, (c[2] + c[4]) / 2)]


def stacked(fills: Iterable[Fill]) -> list[Fill]:
    """Fills of one colour that stand under each other without a gap are one."""
    found: list[Fill] = []
    for fill in sorted(fills, key=lambda f: (f.colour, f.box.x0, f.box.top)):
        before = found[-1] if found else None
        if before is not None and _goes_on(before, fill):
            found[-1] = Fill(before.box.union(fill.box), fill.colour)
        else:
            found.append(fill)
    return found


def _goes_on(above: Fill, below: Fill) -> bool:
    one, two = above.box, below.box
    beside = abs(one.x0 - two.x0) < 1 and abs(one.x1 - two.x1) < 1
    return above.colour == below.colour and beside and abs(one.bottom - two.top) < 1


def _is_highlight(box: Box, chars: Sequence[Char], single: bool) -> bool:
    """Shade of a paragraph in a single cell, as high as its lines; or of words in text that goes on beside it."""
    inside = _inked(box, chars)
    if not inside:
        return False
    text = box_of(inside)
    size = inside[0][5]
    lines = len(levels(inside))
    if box.height < 1.4 * size * lines and (single or box.width < text.width + size):
        return True
    if single and box.height < 2.2 * size * lines and box.width < text.width + 2 * size:
        return True
    return box.height < HIGH * size * lines and _goes_on_beside(box, text, size, chars)


def _goes_on_beside(box: Box, text: Box, size: float, chars: Sequence[Char]) -> bool:
    """Text outside the box goes on directly beside the text inside it."""
    for c in chars:
        y = (c[2] + c[4]) / 2
        beside = -size < c[1] - text.x1 < 0.6 * size or -size < text.x0 - c[3] < 0.6 * size
        if beside and text.top <= y <= text.bottom and not c[0].isspace() and not box.contains((c[1] + c[3]) / 2, y):
            return True
    return False


def rings_words(mark: Mark, table: Grid, chars: Sequence[Char]) -> bool:
    """An empty outline around words of a cell, as around the choice that was made: 表流水・ダム・伏流水."""
    box = mark.box
    at = table.at(*box.centre)
    if mark.colour is not None or mark.thin or mark.form == "bracket" or at < 0:
        return False
    cell = table.box_of(table.spans[at])
    inside = _inked(box, chars)
    if not inside or box.x0 < cell.x0 - 1 or box.x1 > cell.x1 + 1:
        return False
    return _goes_on_beside(box, box_of(inside), inside[0][5], chars)


def is_text_line(mark: Mark, chars: Sequence[Char]) -> bool:
    """An underline or a line through text: as long as the text just above it or through it."""
    near = [
        c
        for c in chars
        if mark.box.x0 - 1 <= (c[1] + c[3]) / 2 <= mark.box.x1 + 1
        and c[2] < mark.box.top < c[4] + 0.35 * c[5]
        and not c[0].isspace()
    ]
    if not near:
        return False
    text = box_of(near)
    return abs(text.x0 - mark.box.x0) < near[0][5] and abs(text.x1 - mark.box.x1) < near[0][5]
