"""First rows of schedules as a person divides them: a head in the open corner, bars in the row of the heads."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.grid import Grid
from extractors.heads import is_head
from extractors.lines import box_of
from extractors.marks import MANY, Mark
from extractors.model import Box, Char
from extractors.regions import Span
from extractors.textrows import stretches


def cornered(table: Grid, chars: Sequence[Char]) -> Grid:
    """The grid with its open top left corner as a cell, where a head stands in it level with the others."""
    if table.owner[0][0] >= 0:
        return table
    cols = next((k for k, at in enumerate(table.owner[0]) if at >= 0), 0)
    rows = next((k for k, row in enumerate(table.owner) if row[0] >= 0), 0)
    if not cols or not rows or any(at >= 0 for row in table.owner[:rows] for at in row[:cols]):
        return table
    corner = Box(table.xs[0], table.ys[0], table.xs[cols], table.ys[rows])
    inside = [c for c in chars if not c[0].isspace() and _is_in(c, corner)]
    heads = [c for c in chars if table.ys[0] < c[2] and c[4] < table.ys[1] and table.xs[cols] < c[1] < table.xs[-1]]
    level = box_of(inside).centre[1] if inside else 0.0
    if not any(c[2] <= level <= c[4] for c in heads):
        return table
    spans = (Span(0, 0, rows, cols), *table.spans)
    owner = tuple(
        tuple(0 if r < rows and c < cols else at + 1 if at >= 0 else -1 for c, at in enumerate(row))
        for r, row in enumerate(table.owner)
    )
    return table._replace(spans=spans, owner=owner)


def parted(table: Grid, marks: Sequence[Mark], chars: Sequence[Char]) -> Grid:
    """The grid with its first row in two, where heads stand in its upper part and bars in its lower one."""
    top, bottom = table.ys[0], table.ys[1]
    own = [m.box for m in marks if top < m.box.top < bottom and m.box.bottom > top + 0.5 * (bottom - top)]
    if not 0 < len(own) <= MANY:
        return table
    seam = min(box.top for box in own)
    band = Box(table.xs[0], top, table.xs[-1], bottom)
    texts = [c for c in chars if not c[0].isspace() and _is_in(c, band) and not any(_is_in(c, box) for box in own)]
    heads = {table.at((c[1] + c[3]) / 2, (c[2] + c[4]) / 2) for c in texts}
    lowest = max((c[4] for c in texts), default=seam)
    if len(heads) < 3 or lowest > seam + 1 or not any(map(is_head, stretches(texts))):
        return table
    return _cut(table, (lowest + seam) / 2)


def _is_in(char: Char, box: Box) -> bool:
    return box.contains((char[1] + char[3]) / 2, (char[2] + char[4]) / 2)


def _cut(table: Grid, y: float) -> Grid:
    """The first row cut at this height; every cell of it ends there."""
    spans = [*(Span(0, s.col, 1, s.cols) for s in table.spans if s.row == 0)]
    spans += [s._replace(row=max(1, s.row + 1)) for s in table.spans]
    owner = [[-1] * (len(table.xs) - 1) for _ in range(len(table.ys))]
    order = sorted(spans)
    for k, span in enumerate(order):
        for line in owner[span.row : span.row + span.rows]:
            line[span.col : span.col + span.cols] = [k] * span.cols
    ys = (table.ys[0], y, *table.ys[1:])
    return table._replace(ys=ys, spans=tuple(order), owner=tuple(map(tuple, owner)))
