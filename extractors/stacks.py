"""Ruled tables whose rows of figures have no rules between them: one tall cell per column holds them all.

A tall row is cut where every column has its text at the same heights, a label in the first and figures beside it.
Lists of words in cells stay whole, and so do labels that are wrapped.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter

from extractors.grid import Grid
from extractors.lines import levels
from extractors.model import Char
from extractors.regions import Span
from extractors.textrows import Level

_size = itemgetter(5)

FEWEST = 3
"""A tall row is cut into at least so many."""
EVEN = 1.6
"""The longest step from line to line is at most so many times the shortest."""
FULL = 1.5
"""A line that ends this near to its cell's right border, in font sizes, may go on in the next."""


def unstacked(table: Grid, chars: Sequence[Char]) -> Grid:
    """The grid with tall rows of figures cut into their rows."""
    tall = _tall_rows(table, FEWEST * min(map(_size, chars), default=0.0)) if len(table.xs) > FEWEST else []
    if not tall:
        return table
    cuts: list[float] = []
    left, right = table.xs[0], table.xs[-1]
    inked = [c for c in chars if left <= (c[1] + c[3]) / 2 < right and not c[0].isspace()]
    inked.sort(key=_middle)
    middles = [_middle(c) for c in inked]
    for row in tall:
        top, bottom = table.ys[row], table.ys[row + 1]
        own = inked[bisect_left(middles, top) : bisect_left(middles, bottom)]
        if own and bottom - top > FEWEST * own[0][5] and len(levels(own)) >= FEWEST:
            cuts += _seams(table, own)
    return _cut(table, cuts) if cuts else table


def _tall_rows(table: Grid, least: float) -> list[int]:
    """Rows below the first, higher than `least`, in which every cell takes one row and one column."""
    single = [span.rows == span.cols == 1 for span in table.spans]
    rows = (row for row, (top, bottom) in enumerate(pairwise(table.ys)) if row and bottom - top > least)
    return [row for row in rows if all(k >= 0 and single[k] for k in table.owner[row])]


def _middle(char: Char) -> float:
    return (char[2] + char[4]) / 2


def _seams(table: Grid, chars: Sequence[Char]) -> list[float]:
    """Heights between the lines of a row; none when they are no rows."""
    found = [_level(line) for line in _lines(table, chars)]
    last = len(table.xs) - 2
    if len(found) < FEWEST or any(set(line.texts) != set(range(last + 1)) for line in found):
        return []
    if any(line.values < last or not any(c.isalpha() for c in line.texts[0]) for line in found):
        return []
    steps = [b.middle - a.middle for a, b in pairwise(found)]
    labels = [c for c in chars if (c[1] + c[3]) / 2 < table.xs[1]]
    wrapped = all(max(c[3] for c in line) > table.xs[1] - FULL * line[0][5] for line in levels(labels)[:-1])
    if max(steps) > EVEN * min(steps) or wrapped:
        return []
    return [(a.bottom + b.top) / 2 for a, b in pairwise(found)]


def _lines(table: Grid, chars: Sequence[Char]) -> list[list[list[Char]]]:
    """Lines from the top, each as the characters of its columns."""
    return [
        [[c for c in level if low <= (c[1] + c[3]) / 2 < high] for low, high in pairwise(table.xs)]
        for level in levels(chars)
    ]


def _level(line: Sequence[Sequence[Char]]) -> Level:
    texts = {col: "".join(c[0] for c in own) for col, own in enumerate(line) if own}
    every = [c for own in line for c in own]
    return Level(min(c[2] for c in every), max(c[4] for c in every), texts)


def _cut(table: Grid, cuts: Sequence[float]) -> Grid:
    """The grid with these heights as edges: cells of one row are cut there, taller ones grow."""
    ys = tuple(sorted([*table.ys, *cuts]))
    place = {y: k for k, y in enumerate(ys)}
    spans: list[Span] = []
    for span in table.spans:
        top, bottom = place[table.ys[span.row]], place[table.ys[span.row + span.rows]]
        if span.rows == 1:
            spans += [Span(row, span.col, 1, span.cols) for row in range(top, bottom)]
        else:
            spans.append(Span(top, span.col, bottom - top, span.cols))
    spans.sort()
    owner = [[-1] * (len(table.xs) - 1) for _ in ys[1:]]
    for k, span in enumerate(spans):
        for line in owner[span.row : span.row + span.rows]:
            line[span.col : span.col + span.cols] = [k] * span.cols
    return table._replace(ys=ys, spans=tuple(spans), owner=tuple(map(tuple, owner)))
