"""Tables drawn by shade alone: cells are filled rectangles beside each other, with or without gaps.

Where only the heads at the top and at the left are filled, the rest of the grid follows from their edges.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Literal

from extractors.grid import Grid, assemble, edges
from extractors.model import Box, Char, Fill
from extractors.ruling import DOUBLE, Stroke

GAP = 6.0
"""Filled cells stand at most this far apart (points)."""
LEAST = 5.0
"""A filled cell is at least this wide and high (points)."""
FLUSH = 2.5
"""Shade this near (points) to a border reaches it."""
MOST = 1500
WHOLE = 0.8
"""Share of its area from which a grid counts as filled."""
Kind = Literal["whole", "heads"]


def shaded(fills: Iterable[Fill], chars: Sequence[Char], kind: Kind) -> list[Grid]:
    """The grids that fills make: all cells filled (`whole`) or the first row and column (`heads`)."""
    boxes = _cells([f.box for f in fills if min(f.box.width, f.box.height) >= LEAST])
    if not 4 <= len(boxes) <= MOST:
        return []
    found: list[Grid] = []
    for group in _beside(boxes):
        drawn = _grid(group, kind) if len(group) >= 4 else None
        if drawn is not None and len(drawn.xs) > 2 and len(drawn.ys) > 2 and _is_worded(drawn, chars):
            found.append(drawn)
    return found


def _cells(boxes: Sequence[Box]) -> list[Box]:
    """Without grounds under whole tables and without what is painted on cells."""
    if len(boxes) > MOST:
        return []
    inner = {box: [other for other in boxes if other != box and _holds(box, other)] for box in set(boxes)}
    grounds = {box for box, held in inner.items() if len(held) >= 4 and _area(held) > 0.6 * box.width * box.height}
    painted = {other for box, held in inner.items() if box not in grounds for other in held}
    return [box for box in inner if box not in grounds and box not in painted]


def _holds(box: Box, other: Box) -> bool:
    return (
        box.x0 - 1 <= other.x0
        and other.x1 <= box.x1 + 1
        and box.top - 1 <= other.top
        and other.bottom <= box.bottom + 1
    )


def _area(boxes: Iterable[Box]) -> float:
    return sum(box.width * box.height for box in boxes)


def _beside(boxes: Sequence[Box]) -> list[list[Box]]:
    """Groups of boxes that stand beside each other."""
    order = sorted(boxes, key=lambda b: b.top)
    groups: list[list[Box]] = []
    for box in order:
        near = [group for group in groups if any(_touch(box, other) for other in reversed(group))]
        joined = [box]
        for group in near:
            joined = group + joined
            groups.remove(group)
        groups.append(joined)
    return groups


def _touch(one: Box, two: Box) -> bool:
    across = min(one.x1, two.x1) - max(one.x0, two.x0)
    down = min(one.bottom, two.bottom) - max(one.top, two.top)
    return (across > LEAST and -GAP <= down <= DOUBLE) or (down > LEAST and -GAP <= across <= DOUBLE)


def _grid(group: Sequence[Box], kind: Kind) -> Grid | None:
    half = _gap(group) / 2
    cells = [Box(b.x0 - half, b.top - half, b.x1 + half, b.bottom + half) for b in group]
    xs = edges((x, 1.0) for b in cells for x in (b.x0, b.x1))
    ys = edges((y, 1.0) for b in cells for y in (b.top, b.bottom))
    n_cols, n_rows = len(xs) - 1, len(ys) - 1
    owner = [[-1] * n_cols for _ in range(n_rows)]
    for k, box in enumerate(cells):
        for row in range(bisect_right(ys, box.top + DOUBLE) - 1, bisect_right(ys, box.bottom - DOUBLE)):
            first, last = bisect_right(xs, box.x0 + DOUBLE) - 1, bisect_right(xs, box.x1 - DOUBLE)
            owner[row][first:last] = [k] * (last - first)
    if not _is_enough(owner, cells, Box(xs[0], ys[0], xs[-1], ys[-1]), kind):
        return None
    across = [[True] * n_cols, *(_walls(a, b) for a, b in pairwise(owner)), [True] * n_cols]
    turned = [list(col) for col in zip(*owner, strict=True)]
    down = [[True] * n_rows, *(_walls(a, b) for a, b in pairwise(turned)), [True] * n_rows]
    return assemble(xs, ys, across, down)


def _gap(group: Sequence[Box]) -> float:
    """How far neighbours usually stand apart."""
    gaps: list[float] = []
    for row in (sorted(group, key=lambda b: (round(b.top), b.x0)), sorted(group, key=lambda b: (round(b.x0), b.top))):
        for one, two in pairwise(row):
            beside = two.x0 - one.x1 if abs(one.top - two.top) < 1 else two.top - one.bottom
            if -1 <= beside <= GAP:
                gaps.append(max(0.0, beside))
    return median(gaps) if gaps else 0.0


def _walls(one: Sequence[int], two: Sequence[int]) -> list[bool]:
    """A wall stands wherever the fills on its sides are not the same."""
    return [a != b or a < 0 for a, b in zip(one, two, strict=True)]


def _is_enough(owner: Sequence[Sequence[int]], cells: Sequence[Box], box: Box, kind: Kind) -> bool:
    if kind == "whole":
        return _area(cells) >= WHOLE * box.width * box.height
    return all(k >= 0 for k in owner[0]) and all(row[0] >= 0 for row in owner)


def _is_worded(drawn: Grid, chars: Sequence[Char]) -> bool:
    """Text stands in most rows and in at least two cells of the first that is no title over all columns."""
    homes = {drawn.at((c[1] + c[3]) / 2, (c[2] + c[4]) / 2) for c in chars if not c[0].isspace()}
    homes.discard(-1)
    rows = {row for k in homes for row in range(drawn.spans[k].row, drawn.spans[k].row + drawn.spans[k].rows)}
    n_cols = len(drawn.xs) - 1
    divided = min((span.row for span in drawn.spans if span.cols < n_cols), default=0)
    first = {k for k in homes if drawn.spans[k].row == divided}
    return len(first) > 1 and len(rows) >= 0.6 * (len(drawn.ys) - 1)


def dividing(table: Grid, fills: Iterable[Fill], chars: Sequence[Char]) -> list[Stroke]:
    """Edges of shade that divide a ruled cell in an upper and a lower one.

    The shade fills the cell from side to side and up to its upper or lower border; text stands on both sides of the
    edge and none on it.
    """
    found: list[Stroke] = []
    for fill in fills:
        box = fill.box
        at = table.at(*box.centre) if box.height >= LEAST else -1
        if at < 0:
            continue
        cell = table.box_of(table.spans[at])
        sides = abs(box.x0 - cell.x0) < FLUSH and abs(box.x1 - cell.x1) < FLUSH
        above, below = abs(box.top - cell.top) < FLUSH, abs(box.bottom - cell.bottom) < FLUSH
        if not sides or above == below:
            continue
        y = box.bottom if above else box.top
        if cell.top + LEAST < y < cell.bottom - LEAST and _stands_apart(cell, y, chars):
            found.append(Stroke(y, cell.x0, cell.x1))
    return [*found, *_along_row(table, found, chars)]


def _along_row(table: Grid, found: Sequence[Stroke], chars: Sequence[Char]) -> list[Stroke]:
    """The same edge in the other cells of a row, where it divides two or more of them and no text stands on it."""
    more: list[Stroke] = []
    for y in edges((s.at, 1.0) for s in found):
        level = [s for s in found if abs(s.at - y) <= DOUBLE]
        if len(level) < 2:
            continue
        homes = [table.spans[table.at((s.low + s.high) / 2, y)] for s in level]
        rows = {(span.row, span.rows) for span in homes}
        for span in table.spans:
            cell = table.box_of(span)
            if (span.row, span.rows) not in rows or span in homes:
                continue
            if not any(c[2] < y - 1 and y + 1 < c[4] and cell.contains((c[1] + c[3]) / 2, y) for c in chars):
                more.append(Stroke(y, cell.x0, cell.x1))
    return more


def _stands_apart(cell: Box, y: float, chars: Sequence[Char]) -> bool:
    """Text of the cell above and below this height, none across it."""
    inside = [c for c in chars if not c[0].isspace() and cell.contains((c[1] + c[3]) / 2, (c[2] + c[4]) / 2)]
    upper = [c for c in inside if c[4] <= y + 0.2 * c[5]]
    lower = [c for c in inside if c[2] >= y - 0.2 * c[5]]
    return bool(upper) and bool(lower) and len(upper) + len(lower) == len(inside)
