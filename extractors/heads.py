"""Heads of a table that no rule draws: one line of short known words, or two lines with a word over several columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.textrows import Stretch
from extractors.vocabulary import roles, year_like

LEAST_COLUMNS = 3
LONGEST_HEAD = 16
"""Characters of a head."""
TIGHT = 1.9
"""Lines of heads are at most this far apart, from middle to middle, in font sizes."""
MOST_LINES = 3
FAR = 2.0
"""Two heads alone stand at least this far apart, in font sizes."""
CENTRED = 0.6
"""A word over several columns stands in their middle, at most this far off, in font sizes."""


class Column(NamedTuple):
    """From where to where a column's texts stand."""

    x0: float
    x1: float


class Heads(NamedTuple):
    """Columns from the left, how many lines their heads take, and the columns under each common word (`groups`).

    `seam` is the height between common words and heads, 0 where there are none.
    """

    columns: list[Column]
    lines: int
    groups: tuple[range, ...] = ()
    seam: float = 0.0


def is_head(line: Sequence[Stretch]) -> bool:
    """Short texts side by side, most of them known heads or years."""
    return len(line) >= LEAST_COLUMNS and _is_known(line)


def is_pair(line: Sequence[Stretch]) -> bool:
    """Two known heads far apart."""
    return len(line) == 2 and _is_known(line) and line[1].box.x0 - line[0].box.x1 > FAR * line[0].box.height


def is_glossary(line: Sequence[Stretch]) -> bool:
    """The heads of a list of terms."""
    return len(line) == 2 and "term" in roles(line[0].text) and "definition" in roles(line[1].text)


def _is_known(line: Sequence[Stretch]) -> bool:
    if any(len(s.text) > LONGEST_HEAD for s in line):
        return False
    known = sum(1 for s in line if year_like(s.text) == "full" or roles(s.text))
    return known >= 2 and 2 * known >= len(line)


def heads(lines: Sequence[Sequence[Stretch]]) -> list[Heads]:
    """What the first lines may be, the most lines first; empty when they are no heads."""
    single = is_head(lines[0]) or is_pair(lines[0])
    found = [Heads([Column(s.box.x0, s.box.x1) for s in lines[0]], 1)] if single else []
    for count in range(2, min(MOST_LINES, len(lines)) + 1):
        block = lines[:count]
        if any(_step(a, b) > TIGHT for a, b in pairwise(block)):
            break
        for tops in (_wrapped(block), _stacked(block)):
            if tops is not None and len(tops.columns) >= LEAST_COLUMNS:
                found.insert(0, tops)
    return found


def _wrapped(block: Sequence[Sequence[Stretch]]) -> Heads | None:
    """Heads of which some have two lines (令和8 over 年度), some stand in the middle beside them."""
    columns: list[Stretch] = []
    for line in block:
        for stretch in line:
            box = stretch.box
            met = [k for k, (other, _) in enumerate(columns) if box.x0 < other.x1 and other.x0 < box.x1]
            if len(met) > 1:
                return None
            if met:
                other, text = columns[met[0]]
                columns[met[0]] = Stretch(other.union(box), text + stretch.text)
            else:
                columns.append(stretch)
    columns.sort(key=lambda s: s.box.x0)
    whole = len(columns) > max(len(line) for line in block) or not all(map(_is_known, block))
    if not (whole and is_head(columns)):
        return None
    return Heads([Column(s.box.x0, s.box.x1) for s in columns], len(block))


def _step(one: Sequence[Stretch], two: Sequence[Stretch]) -> float:
    a, b = one[0].box, two[0].box
    return (b.top + b.bottom - a.top - a.bottom) / 2 / max(a.height, b.height)


def _stacked(block: Sequence[Sequence[Stretch]]) -> Heads | None:
    """Years in the last line, words over them in the first, and heads of their own beside them."""
    if not _is_known([s for line in block for s in line]):
        return None
    years = [s for s in block[-1] if year_like(s.text)]
    if len(years) < 2 or len(years) < len(block[-1]) - 1:
        return None
    under = [s for s in block[-1] if year_like(s.text)]
    low, high = under[0].box.x0, under[-1].box.x1
    groups: list[range] = []
    single = [s for s in block[-1] if s not in under]
    for line in block[:-1]:
        for stretch in line:
            x = stretch.box.centre[0]
            if not low <= x <= high:
                single.append(stretch)
                continue
            group = _group(x, stretch.box.height, under)
            if group is None:
                return None
            groups.append(group)
    if not groups or any(a.stop > b.start for a, b in pairwise(sorted(groups, key=lambda g: g.start))):
        return None
    order = sorted([*single, *under], key=lambda s: s.box.x0)
    first = order.index(under[0])
    seam = (max(s.box.bottom for s in block[0] if s not in single) + under[0].box.top) / 2
    columns = [Column(s.box.x0, s.box.x1) for s in order]
    if order[first : first + len(under)] != under or any(a.x1 > b.x0 for a, b in pairwise(columns)):
        return None
    return Heads(columns, len(block), tuple(range(g.start + first, g.stop + first) for g in groups), seam)


def _group(x: float, size: float, under: Sequence[Stretch]) -> range | None:
    """The most columns side by side that have this place in their middle."""
    spans = (range(a, b) for a in range(len(under)) for b in range(a + 2, len(under) + 1))
    fit = [g for g in spans if abs((under[g[0]].box.x0 + under[g[-1]].box.x1) / 2 - x) <= CENTRED * size]
    return max(fit, key=len, default=None)
