"""A grid with what stands in it: the cells with their texts and shades, the bars over them, what is to be remarked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extractors.bars import Schedule, schedule
from extractors.diagonals import headed
from extractors.filling import filled
from extractors.grid import Grid
from extractors.headrows import cornered
from extractors.headrows import parted as parted_heads
from extractors.lines import confidence_of, is_bold
from extractors.marks import MANY, Mark, fill_marks, image_marks, is_text_line, rings_words, tips
from extractors.model import Box, Cell, Char, Fill, Page, Remark, Table
from extractors.pictures import pictures
from extractors.ruling import DOUBLE
from extractors.text import cell_text
from extractors.tinted import tinted


def filled_table(
    page: Page, found: Grid, marks: Sequence[Mark], chars: list[Char], inner: Sequence[Box]
) -> tuple[Table, list[Char]]:
    """The table that a grid draws with its characters (not numbered yet), and the characters that are left.

    `inner` are the tables that stand in its cells; their characters are not among `chars`.
    """
    page, marks = _without(page, inner), _outside(marks, inner)
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
    aside = headed(found, page.outlines, members)
    remarks = [Remark("diagonal-head", page.number, found.box_of(found.spans[0]), {"text": aside})] if aside else []
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
        (*remarks, *pictures(page, found, texts, bars.bars)),
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
    fills = tuple(fill for fill in page.fills if not any(within(fill.box, box) for box in inner))
    return replace(page, fills=fills, images=tuple(b for b in page.images if not any(within(b, box) for box in inner)))


def _over(page: Page, table: Grid, marks: Sequence[Mark], chars: Sequence[Char]) -> list[Mark]:
    """What is drawn over the table and may be bars: shapes, lines and painted rectangles, each once."""
    over = [mark for mark in marks if _lies_over(mark, table)]
    if len(over) <= MANY:
        over = [mark for mark in over if not rings_words(mark, table, chars)]
    painted = fill_marks(page.fills, table, chars, tips(page.outlines))
    arrows = [mark.box for mark in painted if mark.form == "arrow"]
    over = [mark for mark in over if not any(within(mark.box, arrow) for arrow in arrows)]
    painted += image_marks(page.images, table, chars)
    painted = [mark for mark in painted if not any(_is_twin(mark, other) for other in over)]
    return [m for m in (*over, *painted) if m.form == "arrow" or not m.thin or not is_text_line(m, chars)]


def _is_twin(one: Mark, two: Mark) -> bool:
    """The fill and the outline of the same box."""
    return not two.thin and all(abs(a - b) < DOUBLE for a, b in zip(one.box, two.box, strict=True))


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


def within(inner: Box, outer: Box) -> bool:
    """The whole box, but for a point at its sides."""
    return outer.contains(inner.x0 + 1, inner.top + 1) and outer.contains(inner.x1 - 1, inner.bottom - 1)
