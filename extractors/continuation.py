"""Tables that run over several pages become one table.

The first thing on a page continues the last table of the page before when its edges stand at the same places and
nothing but running heads lies between them. Repeated header rows are left out; cells and rows that the page break
cut in two are one again, and so is a table that runs over the fold between two facing pages. In doubt tables stay
apart: a false join is worse than a missed one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.facing import is_facing, shares_rows, years_go_on
from extractors.joining import Part, append, beside, runs_on
from extractors.model import Box, Cell, Line, Sheet, Table

PAGE_NUMBER = re.compile(
    r"[\s\-‐–—―・（(]*(?:p\.?|P\.?|第)?\s*[0-9０-９ivxIVX]{1,4}\s*(?:頁|ページ|/\s*[0-9０-９]+)?[\s\-‐–—―・）)]*"
)
CONTINUED = re.compile(
    r"[（(【\[〔]?\s*(?:続き?|つづき?|前\s*(?:頁|ページ)\s*(?:から|より)の?(?:続き|つづき))\s*[）)】\]〕]?\s*$"
)
HEAD_ZONE, FOOT_ZONE = 0.08, 0.93
"""Shares of the page's height within which small lines are taken for running heads and feet."""
BLEED = 6.0
"""What comes this near (points) to the side of its page goes on beyond it."""
LOW, VERY_LOW, HIGH = 0.4, 0.8, 0.25
"""How far down a table must reach when its header is repeated and when not, and how far up the rest must begin."""
MANY = 6
"""With so many columns at the same places, a table need not reach that far down: a group of rows did not fit."""


def joined(sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    """The same sheets, each table whole on the sheet it begins on.

    Sheets come out in order; those that a table may still run over are held back until it ends.
    """
    held: list[Sheet] = []
    before: Sheet | None = None
    for sheet in sheets:
        joint = _joint(before, held[0], sheet) if before is not None else None
        before = sheet
        if joint is None:
            yield from held
            held = [sheet]
            continue
        part, whole = joint
        rest = _without(sheet, part, whole.number)
        held[0] = _with(held[0], whole)
        held.append(rest)
        if rest.tables or not part.tail:
            yield from held[:-1]
            held = held[-1:]
    yield from held


def _with(sheet: Sheet, table: Table) -> Sheet:
    tables = tuple(table if t.number == table.number else t for t in sheet.tables)
    return replace(sheet, tables=tables)


def _without(sheet: Sheet, part: Part, taken: int) -> Sheet:
    """The sheet without what went to the page before.

    The table it went to has cells here under its own number, `taken`: a table of this sheet that has the same number
    gets the one that became free.
    """
    lines = tuple(line for line in sheet.lines if line not in part.lines)
    return replace(
        sheet,
        tables=tuple(
            replace(table, number=part.table.number) if table.number == taken else table
            for table in sheet.tables
            if table is not part.table
        ),
        frames=tuple(frame for frame in sheet.frames if frame != part.table.box or not part.lines),
        lines=lines,
    )


def _joint(before: Sheet, home: Sheet, sheet: Sheet) -> tuple[Part, Table] | None:
    """The part of this sheet that continues a table of the sheets before, and that table with it."""
    if not home.tables:
        return None
    if home is before and (spread := _spread(before, sheet)) is not None:
        return spread
    first = max(home.tables, key=lambda t: t.box.bottom) if home is before or home.number == before.number else None
    first = first or home.tables[-1]
    above = _last_box(before, first)
    part = _first_part(before, sheet, first)
    if above is None or part is None:
        return None
    header = _header_rows(first, part.table)
    reach = above.bottom / before.height
    alike = header or (part.table.n_cols >= MANY and _same_edges(first, part.table))
    if part.table.box.top > HIGH * sheet.height or reach < (LOW if alike else VERY_LOW):
        return None
    if not header and (_is_new(first, part.table) or _begins_like(part.table, (*before.tables[1:], *sheet.tables))):
        return None
    whole = append(first, part, header, sheet.left - home.left)
    return None if whole is None else (part, whole)


def _spread(left: Sheet, right: Sheet) -> tuple[Part, Table] | None:
    """A table that runs over the fold between two facing pages."""
    ends = [table for table in left.tables if len(table.pages) == 1]
    for part in right.tables if ends else ():
        bleeds = part.box.x0 <= right.left + BLEED
        for first in ends:
            bleeding = bleeds and first.box.x1 >= left.left + left.width - BLEED
            alone = len(left.tables) == len(right.tables) == 1
            faces = bleeding or years_go_on(first, part) or (alone and shares_rows(first, part))
            if faces and is_facing(first, part):
                joint = Part(part, (), tail=False)
                return joint, beside(first, joint)
    return None


def _last_box(before: Sheet, table: Table) -> Box | None:
    """Where the table ends on the page before; None when something follows it there."""
    own = table.box if table.page == before.number else None
    if own is None:
        boxes = [t.box for t in before.tables] + list(before.frames)
        own = max(boxes, key=lambda b: b.bottom, default=None)
    if own is None:
        return None
    rest = [line for line in before.lines if line.box.top >= own.bottom - 2 and not _is_foot(line, before)]
    return None if rest else own


def _is_foot(line: Line, sheet: Sheet) -> bool:
    return line.box.top > FOOT_ZONE * sheet.height or PAGE_NUMBER.fullmatch(line.text) is not None


def _is_head(line: Line, sheet: Sheet, before: Sheet) -> bool:
    """A running head: at the very top, or the same as on the page before, or a word for continuation."""
    if line.box.bottom < HEAD_ZONE * sheet.height and line.size < 12:
        return True
    if PAGE_NUMBER.fullmatch(line.text) or CONTINUED.search(line.text):
        return True
    return any(other.text == line.text and abs(other.box.top - line.box.top) < 3 for other in before.lines)


def _first_part(before: Sheet, sheet: Sheet, table: Table) -> Part | None:
    """The first table of the sheet, or the box that is first on it, when only running heads stand above."""
    found = min(sheet.tables, key=lambda t: t.box.top, default=None)
    frame = _cut_cell(before, sheet, table)
    if frame is not None and (found is None or frame.top < found.box.top):
        found = _boxed(sheet, frame)
    if found is None:
        return None
    top = found.box.top
    inside = tuple(line for line in sheet.lines if found.box.contains(*line.box.centre)) if found.number == 0 else ()
    if any(line.box.bottom <= top + 2 and not _is_head(line, sheet, before) for line in sheet.lines):
        return None
    tail = not any(line.box.top >= found.box.bottom and not _is_foot(line, sheet) for line in sheet.lines)
    return Part(found, inside, tail)


def _cut_cell(before: Sheet, sheet: Sheet, table: Table) -> Box | None:
    """A box as wide as the table: the rest of its last row, or the row that follows in tables built alike."""
    wide = [f for f in sheet.frames if abs(f.x0 - table.box.x0) < 3 and abs(f.x1 - table.box.x1) < 3]
    frame = min(wide, key=lambda f: f.top, default=None)
    if frame is None:
        return None
    last = table.cells[-1]
    if last.col_span == table.n_cols:
        text = "".join(line.text for line in sheet.lines if frame.contains(*line.box.centre))
        return frame if runs_on(last.text, text) else None
    alike = (t for t in (*before.tables, *sheet.tables) if t is not table and _same_edges(t, table))
    return frame if any(_has_wide_row(t, table.n_rows) for t in alike) else None


def _same_edges(one: Table, two: Table) -> bool:
    return len(one.xs) == len(two.xs) and all(abs(a - b) < 3 for a, b in zip(one.xs, two.xs, strict=True))


def _has_wide_row(table: Table, row: int) -> bool:
    return any(c.row == row and c.col_span == table.n_cols for c in table.cells)


def _boxed(sheet: Sheet, frame: Box) -> Table:
    """A frame as a table of one cell; its number is 0."""
    lines = [line for line in sheet.lines if frame.contains(*line.box.centre)]
    text = "\n".join(line.text for line in lines)
    cell = Cell(0, 0, 1, 1, sheet.number, frame, text)
    return Table(0, (sheet.number,), frame, 1, 1, (cell,), xs=(frame.x0, frame.x1))


def _plain(text: str) -> str:
    return "".join(text.split())


def _row(table: Table, row: int) -> list[tuple[int, int, int, str]]:
    return [(c.col, c.col_span, c.row_span, _plain(c.text)) for c in table.cells if c.row == row]


def _header_rows(first: Table, part: Table) -> int:
    """How many rows at the top of the part repeat those at the top of the table."""
    if first.n_cols != part.n_cols or part.n_cols < 2:
        return 0
    rows = 0
    while rows < min(first.n_rows, part.n_rows - 1, 6):
        mine, other = _row(part, rows), _row(first, rows)
        if mine != other or not any(text for *_, text in mine):
            break
        rows += 1
    while rows and any(c.row < rows < c.row + c.row_span for c in part.cells):
        rows -= 1
    return rows


def _is_new(first: Table, part: Table) -> bool:
    """The part holds the label that the table begins with, or begins with a header of its own."""
    one = _head(first.cells)
    if one is None:
        return False
    label = _plain(one.text)
    if label and any(c.col == 0 and _plain(c.text) == label for c in part.cells):
        return True
    top, other = [c for c in part.cells if c.row == 0], [c for c in first.cells if c.row == 0]
    shaded = {c.shade for c in top}
    if any(c.shade in shaded for c in first.cells if c.row + c.row_span == first.n_rows):
        return False  # all rows are painted alike: the shade tells no header
    return len(top) > 1 and None not in shaded and len(shaded) == 1 and shaded == {c.shade for c in other}


def _begins_like(part: Table, others: Sequence[Table]) -> bool:
    """Its first words are those that another table near by begins with."""
    head = _head(part.cells)
    if head is None or not _plain(head.text):
        return False
    heads = [_head(other.cells) for other in others if other is not part]
    return any(other is not None and _plain(other.text) == _plain(head.text) for other in heads)


def _head(cells: Sequence[Cell]) -> Cell | None:
    return next((c for c in cells if c.row == 0 and c.col == 0), None)
