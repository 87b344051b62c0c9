"""From the rules of a page to whole strokes, and from strokes to groups that belong to one drawn thing.

Producers draw one visible line as many pieces: a border per cell, a fill per dash, two strokes for a double line.
`strokes` puts collinear pieces together; `groups` tells which strokes hang together. Strokes hang together where one
ends on the other; two strokes that merely cross do not, so that an arrow over year columns is no part of the grid.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractors.model import Box, Rule

COLLINEAR = 0.8
"""How far (points) pieces of one line may be off each other."""
GAP = 2.0
"""Gaps up to this long (points) do not break a line."""
DASH = 9.0
"""A piece up to this long (points) may be a dash; gaps between dashes may be as long as they are."""
DOT = 2.5
"""A piece up to this long both ways is a dot of a dotted line, which may run either way."""
TOUCH = 2.5
"""How far (points) the end of one stroke may be from the stroke it ends on."""
DOUBLE = 3.2
"""Parallel strokes this near (points), with the same ends, are one double line."""
MAX_PAIRS = 3_000_000


class Stroke(NamedTuple):
    """A whole line: at `at` on one axis, from `low` to `high` on the other, in points."""

    at: float
    low: float
    high: float

    @property
    def length(self) -> float:
        return self.high - self.low


class Strokes(NamedTuple):
    """The lines of one drawn thing: `across` are horizontal (`at` is y), `down` vertical (`at` is x)."""

    across: tuple[Stroke, ...]
    down: tuple[Stroke, ...]

    @property
    def box(self) -> Box:
        xs = [s.at for s in self.down] + [e for s in self.across for e in (s.low, s.high)]
        ys = [s.at for s in self.across] + [e for s in self.down for e in (s.low, s.high)]
        return Box(min(xs), min(ys), max(xs), max(ys))


def strokes(rules: Iterable[Rule]) -> Strokes:
    """The lines that the rules of a page add up to, sorted by `at`."""
    across: list[Stroke] = []
    down: list[Stroke] = []
    for x0, top, x1, bottom, thickness in rules:
        horizontal = x1 - x0 >= bottom - top
        dot = max(x1 - x0, bottom - top) <= DOT
        if horizontal or dot:
            across.append(Stroke((top + bottom) / 2, x0, x1))
        if not horizontal or dot:
            half = thickness / 2 if horizontal else 0.0
            down.append(Stroke((x0 + x1) / 2, top - half, bottom + half))
    rows = joined(across)
    return Strokes(rows, joined(down, [s.at for s in rows if s.length > DASH]))


def joined(pieces: Iterable[Stroke], stops: Sequence[float] = ()) -> tuple[Stroke, ...]:
    """Collinear pieces put together; what stays as short as a dot is dropped.

    `stops` are the sorted places of lines across: pieces that end on one and begin on another are no dashes but the
    sides of two low rows with a merged row between them.
    """
    whole: list[Stroke] = []
    level: list[Stroke] = []
    for piece in sorted(pieces):
        if level and piece.at - level[0].at > COLLINEAR:
            whole.extend(_joined_level(level, stops))
            level = []
        level.append(piece)
    whole.extend(_joined_level(level, stops))
    return tuple(sorted(s for s in whole if s.length > DOT + 0.5))


def _joined_level(level: list[Stroke], stops: Sequence[float]) -> list[Stroke]:
    """One line's pieces from left to right; a line's place is that of its longest piece."""
    level.sort(key=lambda s: s.low)
    whole: list[Stroke] = []
    last = 0.0
    longest = 0.0
    for piece in level:
        length = piece.high - piece.low
        if whole:
            before = whole[-1]
            dashes = last <= DASH and length <= DASH and not (_stands(before.high, stops) and _stands(piece.low, stops))
            gap = max(GAP, 1.2 * max(length, last)) if dashes else GAP
            if piece.low - before.high <= gap:
                at = piece.at if length > longest else before.at
                whole[-1] = Stroke(at, before.low, max(before.high, piece.high))
                last, longest = length, max(longest, length)
                continue
        whole.append(piece)
        last = longest = length
    return whole


def _stands(end: float, stops: Sequence[float]) -> bool:
    """Whether a line across stands where a piece ends."""
    at = bisect_left(stops, end - COLLINEAR)
    return at < len(stops) and stops[at] <= end + COLLINEAR


def thinned(lines: Strokes) -> tuple[Strokes, int]:
    """At most as many lines as can be compared in bounded time (the longest), and how many were left out."""
    across, down = lines
    if len(across) * len(down) <= MAX_PAIRS:
        return lines, 0
    keep = int(MAX_PAIRS**0.5)
    longest = [tuple(sorted(sorted(s, key=lambda x: -x.length)[:keep])) for s in (across, down)]
    kept = Strokes(longest[0], longest[1])
    return kept, len(across) + len(down) - len(kept.across) - len(kept.down)


class _Sets:
    """Disjoint sets of the numbers below `size`."""

    def __init__(self, size: int) -> None:
        self._up = list(range(size))

    def find(self, item: int) -> int:
        up = self._up
        while up[item] != item:
            up[item] = up[up[item]]
            item = up[item]
        return item

    def unite(self, one: int, two: int) -> None:
        self._up[self.find(two)] = self.find(one)


def groups(lines: Strokes) -> list[Strokes]:
    """Strokes that hang together, the groups in reading order of their top left corners."""
    across, down = lines
    sets = _Sets(len(across) + len(down))
    crossings: list[tuple[int, int]] = []
    ys = [s.at for s in across]
    first = len(across)
    for k, stroke in enumerate(down, first):
        x, low, high = stroke
        for i in range(bisect_left(ys, low - TOUCH), bisect_right(ys, high + TOUCH)):
            y, left, right = across[i]
            if not left - TOUCH <= x <= right + TOUCH:
                continue
            if _ends(x, left, right) or _ends(y, low, high):
                sets.unite(i, k)
            else:
                crossings.append((i, k))
    for same, start in ((across, 0), (down, first)):
        for i, j in _doubles(same):
            sets.unite(start + i, start + j)
    _absorb(lines, sets, crossings)
    _reunite(lines, sets, crossings)
    return _collected(lines, sets)


def _ends(at: float, low: float, high: float) -> bool:
    return abs(at - low) <= TOUCH or abs(at - high) <= TOUCH


def _doubles(same: Sequence[Stroke]) -> Iterable[tuple[int, int]]:
    for i, one in enumerate(same):
        for j in range(i + 1, min(len(same), i + 40)):
            two = same[j]
            if two.at - one.at > DOUBLE:
                break
            if abs(one.low - two.low) <= 2 * DOUBLE and abs(one.high - two.high) <= 2 * DOUBLE:
                yield i, j


def _absorb(lines: Strokes, sets: _Sets, crossings: Sequence[tuple[int, int]]) -> None:
    """A line that crosses a group from side to side belongs to it when another line has the same ends.

    That is what the inner lines of a grid without an outer border do; an arrow or a box over columns does not.
    """
    every = (*lines.across, *lines.down)
    first = len(lines.across)
    members: dict[int, list[int]] = {}
    for item in range(len(every)):
        members.setdefault(sets.find(item), []).append(item)
    ends: dict[tuple[bool, int, int], int] = {}
    for item, stroke in enumerate(every):
        key = (item < first, round(stroke.low / 3), round(stroke.high / 3))
        ends[key] = ends.get(key, 0) + 1
    for i, k in crossings:
        for item, other in ((i, k), (k, i)):
            if sets.find(i) == sets.find(k) or len(members.get(sets.find(item), ())) != 1:
                continue
            stroke, group = every[item], [every[j] for j in members.get(sets.find(other), ())]
            if _spans(stroke, group) and _has_twin(stroke, item < first, ends):
                sets.unite(other, item)


def _reunite(lines: Strokes, sets: _Sets, crossings: Sequence[tuple[int, int]]) -> None:
    """Two groups are one where a line of one crosses a line of the other that ends where lines of the first end.

    The rows of a table without an outer border hang together only by columns that run on through all of them. The
    crossed line ends free, unlike the side of a box or an arrow over the columns.
    """
    every = (*lines.across, *lines.down)
    first = len(lines.across)
    for i, k in crossings:
        for item, other in ((i, k), (k, i)):
            one, two = sets.find(item), sets.find(other)
            if one == two:
                continue
            same, crossing = (
                (range(first), range(first, len(every)))
                if item < first
                else (
                    range(first, len(every)),
                    range(first),
                )
            )
            stroke = every[item]
            held = any(sets.find(j) == one and _meets_end(stroke, every[j]) for j in crossing)
            if not held and any(sets.find(j) == two and _same_ends(stroke, every[j]) for j in same):
                sets.unite(item, other)


def _meets_end(stroke: Stroke, post: Stroke) -> bool:
    reaches = post.low - TOUCH <= stroke.at <= post.high + TOUCH
    return reaches and (abs(post.at - stroke.low) <= TOUCH or abs(post.at - stroke.high) <= TOUCH)


def _same_ends(one: Stroke, two: Stroke) -> bool:
    return abs(one.low - two.low) <= TOUCH and abs(one.high - two.high) <= TOUCH


def _spans(stroke: Stroke, group: Sequence[Stroke]) -> bool:
    """Whether the stroke runs across all lines of the group that it may cross."""
    low, high = stroke.low - 2 * TOUCH, stroke.high + 2 * TOUCH
    return all(low <= other.at <= high or (low <= other.low and other.high <= high) for other in group)


def _has_twin(stroke: Stroke, across: bool, ends: dict[tuple[bool, int, int], int]) -> bool:
    low, high = round(stroke.low / 3), round(stroke.high / 3)
    return sum(ends.get((across, low + a, high + b), 0) for a in (-1, 0, 1) for b in (-1, 0, 1)) > 1


def _collected(lines: Strokes, sets: _Sets) -> list[Strokes]:
    found: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    first = len(lines.across)
    for item, stroke in enumerate((*lines.across, *lines.down)):
        found.setdefault(sets.find(item), ([], []))[0 if item < first else 1].append(stroke)
    parts = [Strokes(tuple(across), tuple(down)) for across, down in found.values()]
    return sorted(parts, key=lambda part: (part.box.top, part.box.x0))
