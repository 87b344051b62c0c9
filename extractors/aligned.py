"""Tables that nothing but the place of their text makes: known short heads over columns, and three rows at least.

A false table is worse than a missed one: running text, lists of contents and addresses have no row of known heads.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.grid import Grid, assemble
from extractors.heads import LEAST_COLUMNS, Column, Heads, heads, is_glossary
from extractors.model import Box, Char
from extractors.textrows import CLEAR, Level, Stretch, grouped, is_band, is_group, level_of, stretches

LEAST_ROWS = 3
APART = 0.6
"""What stays clear between two columns, in font sizes."""
FIRST_STEP, STEP = 4.5, 1.2
"""From the heads to the first line below at most this many font sizes; from line to line this many longest steps."""
LEVEL = 0.4
"""Texts of a table of two columns begin or end at most this far from each other, in font sizes."""
ASIDE = 3.0
"""A text that stands under no head is at most this far from the next one, in font sizes."""


def aligned(chars: Sequence[Char], obstacles: Sequence[Box]) -> list[Grid]:
    """The tables among characters that stand in no other; none has a frame (`obstacles`) inside it."""
    lines = stretches(chars) if _has_gaps(chars) else []
    found: list[Grid] = []
    at = 0
    while at + LEAST_ROWS <= len(lines):
        tables = (_table(lines[at:], tops, obstacles) for tops in heads(lines[at:]))
        drawn, used = next((table for table in tables if table is not None), (None, 1))
        if drawn is not None:
            found.append(drawn)
        at += used
    return found


def _has_gaps(chars: Sequence[Char]) -> bool:
    """A quick look: as many gaps within lines as the smallest table has, in the order of the text."""
    inked = [c for c in chars if not c[0].isspace()]
    gaps = sum(b[1] - a[3] > CLEAR * a[5] and abs(b[2] - a[2]) < 0.5 * a[5] for a, b in pairwise(inked))
    return gaps >= LEAST_ROWS


def _table(lines: Sequence[Sequence[Stretch]], tops: Heads, obstacles: Sequence[Box]) -> tuple[Grid, int] | None:
    """The table under these heads in the first lines, and how many lines it has."""
    columns = list(tops.columns)
    used = [[s for line in lines[: tops.lines] for s in line]]
    rows = [Level(min(s.box.top for s in used[0]), max(s.box.bottom for s in used[0]), _texts(tops))]
    for line in lines[tops.lines :]:
        band = len(line) == 1 and is_group(line[0].text) and abs(line[0].box.x0 - columns[0].x0) < line[0].box.height
        places = [0] if band else _places(line, columns)
        if places is None or not _is_next(line, rows):
            break
        for stretch, k in zip(line, places, strict=True) if not band else ():
            columns[k] = Column(min(columns[k].x0, stretch.box.x0), max(columns[k].x1, stretch.box.x1))
        rows.append(level_of(line, places))
        used.append(list(line))
    rest = [[k + 1 for k in group] for group in grouped(rows[1:])] if len(rows) > 1 else []
    groups = [[0], *rest] if tops.lines > 1 else grouped(rows)
    while groups and len({col for k in groups[-1] for col in rows[k].texts}) < 2:
        groups.pop()
    if len(groups) < LEAST_ROWS or not _is_tabular(rows, groups, is_glossary(lines[0])):
        return None
    if len(columns) < LEAST_COLUMNS and not _are_pairs([used[group[0]] for group in groups]):
        return None
    bands = [any(is_band(rows[k]) for k in group) for group in groups]
    drawn = _grid(columns, _Rows(used, groups, bands), tops)
    if any(_is_inside(box, drawn) for box in obstacles):
        return None
    return drawn._replace(walled=False), groups[-1][-1] + tops.lines


def _texts(tops: Heads) -> dict[int, str]:
    """A head in each column."""
    return dict.fromkeys(range(len(tops.columns)), "")


def _is_next(line: Sequence[Stretch], rows: Sequence[Level]) -> bool:
    step = (line[0].box.top + line[0].box.bottom) / 2 - rows[-1].middle
    if len(rows) < 3:
        return step <= FIRST_STEP * rows[0].size
    return step <= STEP * max(b.middle - a.middle for a, b in pairwise(rows))


def _places(line: Sequence[Stretch], columns: Sequence[Column]) -> list[int] | None:
    """The column of each stretch; None when one lies over two columns or beside all."""
    places: list[int] = []
    for box, _ in line:
        size = box.height
        met = [k for k, col in enumerate(columns) if box.x0 < col.x1 + APART * size and col.x0 - APART * size < box.x1]
        over = [k for k in met if min(box.x1, columns[k].x1) - max(box.x0, columns[k].x0) > 0]
        if len(met) > 1 or len(over) > 1:
            return None
        near = min(range(len(columns)), key=lambda k: max(columns[k].x0 - box.x1, box.x0 - columns[k].x1))
        if not met and max(columns[near].x0 - box.x1, box.x0 - columns[near].x1) > ASIDE * size:
            return None
        places.append(near)
    return places if places == sorted(places) else None


def _is_tabular(rows: Sequence[Level], groups: Sequence[Sequence[int]], terms: bool) -> bool:
    """Most rows have text in several columns, and most of those a figure, a dash or a mark; terms have words."""
    groups = [groups[0], *(group for group in groups[1:] if not any(is_band(rows[k]) for k in group))]
    body = [{col for k in group for col in rows[k].texts} for group in groups[1:]]
    several = sum(len(cols) > 1 for cols in body)
    figures = sum(any(rows[k].values for k in group) for group in groups[1:])
    return several >= 0.6 * len(body) and (2 * figures >= len(body) or terms)


class _Rows(NamedTuple):
    """Lines of text, which of them make a row, and which rows are the name of a group."""

    lines: Sequence[Sequence[Stretch]]
    groups: Sequence[Sequence[int]]
    bands: Sequence[bool]


def _grid(columns: Sequence[Column], rows: _Rows, tops: Heads) -> Grid:
    boxes = [[s.box for k in group for s in rows.lines[k]] for group in rows.groups]
    upper, lower = [min(b.top for b in row) for row in boxes], [max(b.bottom for b in row) for row in boxes]
    pad = 0.3 * boxes[-1][0].height
    xs = (columns[0].x0 - pad, *((a.x1 + b.x0) / 2 for a, b in pairwise(columns)), columns[-1].x1 + pad)
    ys = [upper[0] - pad, *((a + b) / 2 for a, b in zip(lower, upper[1:], strict=False)), lower[-1] + pad]
    down = [[not band or col in (0, len(columns)) for band in rows.bands] for col in range(len(xs))]
    across = [[True] * len(columns) for _ in ys]
    if tops.groups:
        ys.insert(1, tops.seam)
        across.insert(1, [any(col in group for group in tops.groups) for col in range(len(columns))])
        inside = {col for group in tops.groups for col in group[1:]}
        down = [[col not in inside, *walls] for col, walls in enumerate(down)]
    drawn = assemble(xs, tuple(ys), across, down)
    assert drawn is not None, "walls on all sides enclose cells"
    return drawn


def _are_pairs(lines: Sequence[Sequence[Stretch]]) -> bool:
    """Rows of two texts that stand exactly below each other, at the left, and at the left, the right or the middle."""
    full = [line for line in lines if len(line) == 2]
    if len(full) < 0.8 * len(lines) or any(len(line) > 2 for line in lines):
        return False
    size = lines[0][0].box.height
    first, second = [line[0].box for line in lines], [line[1].box for line in full]
    places = [[b.x0 for b in second], [b.x1 for b in second[1:]], [b.centre[0] for b in second]]
    return _is_level([b.x0 for b in first], size) and any(_is_level(at, size) for at in places)


def _is_level(places: Sequence[float], size: float) -> bool:
    return max(places) - min(places) < LEVEL * size


def _is_inside(box: Box, drawn: Grid) -> bool:
    """A frame around a part of the table, over several rows."""
    x = box.centre[0]
    rows = sum(box.top < (a + b) / 2 < box.bottom for a, b in pairwise(drawn.ys))
    return drawn.xs[0] < x < drawn.xs[-1] and box.width < 0.9 * drawn.box.width and rows > 1
