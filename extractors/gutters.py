"""Tables without vertical rules: columns where text leaves stretches free, and tables in a stack told apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractors.lines import box_of, levels, runs
from extractors.model import Box, Char
from extractors.ruling import DOUBLE, Stroke

CLEAR = 0.8
"""Columns are at least this far apart, in font sizes."""
FEWEST = 4
"""So many lines of text must stand in a table before its gaps mean anything."""
MANY_LINES = 15
"""Among so many lines one may be a text over several columns."""
MANY = 3
"""A row of many columns has at least as many."""
SAME_END = 4.0
"""Lines that end this near (points) to each other end at the same column edge."""
NEXT_ROW = 1.5
"""A row is at most this much higher than the highest one above it."""
LARGER = 1.15
"""A heading between two tables is at least this much larger than their text."""


class Gap(NamedTuple):
    """A stretch from `low` to `high` (points) that at most a few lines of text cross: `crossed`."""

    low: float
    high: float
    crossed: int

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


def gutters(text: Sequence[Char], low: float, high: float, ys: Sequence[float]) -> list[float]:
    """Middles of the free stretches between columns, from left to right; `ys` are the edges of the rows.

    Where rows of many columns stand beside rows of a label and a wide text, those of many columns decide.
    """
    found = _gutters(text, low, high, ys[1])
    rows = ([c for c in text if top <= (c[2] + c[4]) / 2 < bottom] for top, bottom in pairwise(ys))
    full = [row for row in rows if max((len(runs(level, CLEAR)) for level in levels(row)), default=0) >= MANY]
    if len(full) < 2 or len(full) > len(ys) - 2:
        return found
    of_full = _gutters([c for row in full for c in row], low, high, max(c[4] for c in full[0]))
    return of_full if len(of_full) > len(found) else found


def _gutters(text: Sequence[Char], low: float, high: float, header: float) -> list[float]:
    """One line in twenty may cross a stretch: headings and cells that span columns do.

    Between two stretches stands a column when more lines than that stand there, or a head: text above `header`.
    """
    lines = [box_of(run) for run in runs(text, CLEAR)]
    narrow = [box for box in lines if box.width < 0.6 * (high - low)]
    if len(narrow) < FEWEST:
        return []
    size = median(c[5] for c in text)
    allowed = max(len(narrow) // 20, int(len(narrow) >= MANY_LINES))
    heads = [box for box in narrow if box.centre[1] < header]
    found = [Gap(low, low, -1)]
    for gap in (*_free(narrow, allowed, CLEAR * size), Gap(high, high, -1)):
        if _is_column(found[-1], gap, narrow, heads, allowed):
            found.append(gap)
        else:
            found[-1] = min(found[-1], gap, key=lambda g: (g.crossed, g.low - g.high))
    return [gap.middle for gap in found if gap.crossed >= 0]


def _free(lines: Sequence[Box], allowed: int, least: float) -> list[Gap]:
    events = sorted([(box.x0, 1) for box in lines] + [(box.x1, -1) for box in lines])
    found: list[Gap] = []
    crossed = 0
    for (x, step), (after, _) in pairwise(events):
        crossed += step
        if crossed <= allowed and after - x >= least:
            found.append(Gap(x, after, crossed))
    return found


def _is_column(left: Gap, right: Gap, lines: Sequence[Box], heads: Sequence[Box], allowed: int) -> bool:
    """Whether text of its own stands between two stretches, and not only the ends of longer lines."""

    def between(box: Box) -> bool:
        return left.middle <= box.x0 and box.x1 <= right.middle

    return any(between(box) for box in heads) or sum(between(box) for box in lines) > allowed


def parted(ys: Sequence[float], chars: Sequence[Char]) -> list[tuple[float, ...]]:
    """The rows of several tables under each other, each by itself, without the headings between them.

    A row divides them when it is a heading: a larger line with or without text under it, or short lines over a
    repetition of the first row.
    """
    rows = [[c for c in chars if top <= (c[2] + c[4]) / 2 < bottom] for top, bottom in pairwise(ys)]
    sizes = [c[5] for c in chars]
    usual = median(sizes) if sizes else 0.0
    first = _words(rows[0])
    parts: list[list[float]] = [[ys[0]]]
    for k, row in enumerate(rows):
        inner = 0 < k < len(rows) - 1
        if inner and _is_heading(row, usual, repeated=bool(first) and _words(rows[k + 1]) == first):
            parts.append([])
        parts[-1].append(ys[k + 1])
    return [tuple(part) for part in parts if len(part) > 1]


def _is_heading(row: Sequence[Char], usual: float, *, repeated: bool) -> bool:
    across = [runs(level) for level in levels(row)]
    if any(len(level) > 1 for level in across):
        return False
    if repeated or len(across) < 1:
        return repeated
    return min(c[5] for run in across[0] for c in run) >= LARGER * usual


def _words(row: Sequence[Char]) -> str:
    return "".join(c[0] for c in sorted(row, key=lambda c: (c[1], c[2])))


def open_end(ys: Sequence[float], low: float, high: float, lines: Sequence[Stroke]) -> float | None:
    """Where a table ends whose merged cells at the left run on over the page's foot, so that no full rule closes it.

    Below its last full rule at least two rules go on that begin at column edges of the rows above and end with the
    table; `ys` are the heights of its full rules. None where the last full rule is its end.
    """
    ending = [s for s in lines if abs(s.high - high) <= SAME_END and s.low > low + SAME_END]
    starts = {round(s.low) for s in ending if ys[0] < s.at < ys[-1] - DOUBLE}
    tallest = max((b - a for a, b in pairwise(sorted([*ys, *(s.at for s in ending if s.at < ys[-1])]))), default=0.0)
    found = [ys[-1]]
    for line in sorted(s for s in ending if s.at > ys[-1] + DOUBLE):
        if line.at - found[-1] > NEXT_ROW * tallest or not any(abs(line.low - x) <= SAME_END for x in starts):
            break
        found.append(line.at)
    return found[-1] if len(found) > 2 else None
