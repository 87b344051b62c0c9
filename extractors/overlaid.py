"""Strokes drawn over a table that are no lines of it: the shafts of arrows and the sides of filled boxes.

Bars often end so near to a column edge that their strokes seem to hang together with the grid. In: the strokes of a
page, its arrow heads and fills. Out: the strokes without them, and what they are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.model import Box, Fill
from extractors.ruling import DOUBLE, TOUCH, Stroke, Strokes

AT_HEAD = 3.0
"""A shaft ends at most this far (points) from its head."""
LEVEL = 1.5
"""A head stands at most this far (points) above or below its shaft."""
LEAST = 10.0
"""A box is at least this long (points)."""
LOWEST = 5.0
"""A box is at least this high (points)."""
SAME = 1.0
"""The sides of a fill are drawn at most this far (points) from its edges."""
NEAR = 6.0
"""A box inside one column stands at most this far (points) from its edges."""
SHORT = 1.0
"""A line over a table, and none of its own, stops at least this short (points) of the column edges it runs up to."""
POSTS = 4
"""So many column edges run by a line over a schedule: of the labels and of at least two years."""


class Overlaid(NamedTuple):
    """The strokes of a page parted: `lines` of tables and text, `shafts` of arrows and other lines over columns,
    `boxes` with their colour, and `frames` without one."""

    lines: Strokes
    shafts: tuple[Stroke, ...]
    boxes: tuple[Fill, ...]
    frames: tuple[Box, ...] = ()


def parted(lines: Strokes, heads: Sequence[Box], fills: Iterable[Fill]) -> Overlaid:
    """The strokes of a page without those of bars."""
    shafts = {s for s in lines.across if any(_is_shaft(s, head) for head in heads)} if heads else set()
    boxes: list[Fill] = []
    sides: set[tuple[bool, Stroke]] = set()
    for fill in fills:
        if fill.box.width < LEAST or fill.box.height < LOWEST:
            continue
        own = _sides(fill.box, lines)
        if own is not None and _lies_over(fill.box, lines.down):
            boxes.append(fill)
            sides.update(own)
    frames = _frames(lines, sides)
    left = Strokes(
        tuple(s for s in lines.across if s not in shafts and (True, s) not in sides),
        tuple(s for s in lines.down if (False, s) not in sides),
    )
    short = {s for s in left.across if _stops_short(s, left)}
    if short:
        left = Strokes(tuple(s for s in left.across if s not in short), left.down)
    return Overlaid(left, tuple(sorted(shafts | short)), tuple(boxes), tuple(frames))


def _frames(lines: Strokes, sides: set[tuple[bool, Stroke]]) -> list[Box]:
    """Empty rectangles over the columns; their strokes go to `sides`."""
    found: list[Box] = []
    tops: dict[tuple[int, int], list[Stroke]] = {}
    for stroke in lines.across:
        if stroke.length >= LEAST and (True, stroke) not in sides:
            tops.setdefault((round(stroke.low), round(stroke.high)), []).append(stroke)
    for (low, high), same in tops.items():
        nearby = [s for a in (-1, 0, 1) for b in (-1, 0, 1) if a or b for s in tops.get((low + a, high + b), ())]
        levels = sorted([*same, *nearby])
        for one, two in pairwise(levels):
            box = Box(one.low, one.at, one.high, two.at)
            own = _sides(box, lines) if box.height >= LOWEST and one in same else None
            if own is not None and _lies_over(box, lines.down) and not _is_divided(box, lines):
                found.append(box)
                sides.update(own)
    return [*found, *_brackets(lines, sides)]


def _brackets(lines: Strokes, sides: set[tuple[bool, Stroke]]) -> list[Box]:
    """Lines over the columns with a hook at both ends, to the same side; their strokes go to `sides`."""
    found: list[Box] = []
    for stroke in lines.across if lines.down else ():
        if stroke.length < LEAST or (True, stroke) in sides:
            continue
        hooks = [[s for s in _at(lines.down, end, SAME) if _hangs_on(s, stroke.at)] for end in stroke[1:]]
        pair = next(((a, b) for a in hooks[0] for b in hooks[1] if _ends_at(a, b[1:]) and a != b), None)
        if pair is None:
            continue
        box = Box(stroke.low, pair[0].low, stroke.high, pair[0].high)
        inner = box._replace(top=box.top + LEVEL, bottom=box.bottom - LEVEL)
        if _lies_over(box, lines.down) and not _is_divided(inner, lines):
            found.append(box)
            sides.update({(True, stroke), (False, pair[0]), (False, pair[1])})
    return found


def _hangs_on(hook: Stroke, height: float) -> bool:
    return abs(hook.low - height) <= SAME or abs(hook.high - height) <= SAME


def _is_divided(box: Box, lines: Strokes) -> bool:
    """Some line ends on a side from within: a small table and no box."""
    inner = [s for s in lines.across if box.top + SAME < s.at < box.bottom - SAME]
    if any(box.x0 - SAME <= s.low and s.high <= box.x1 + SAME for s in inner):
        return True
    upright = [s for s in lines.down if box.x0 + SAME < s.at < box.x1 - SAME]
    return any(box.top - SAME <= s.low and s.high <= box.bottom + SAME for s in upright)


def _stops_short(stroke: Stroke, lines: Strokes) -> bool:
    """Both ends stop short of the column edges that run by there, or end in mid-air, while the table's lines reach."""
    if stroke.length < LEAST:
        return False
    ends = [*_at(lines.down, stroke.low - TOUCH / 2, TOUCH / 2), *_at(lines.down, stroke.high + TOUCH / 2, TOUCH / 2)]
    near = [s for s in ends if _runs_by(s, stroke.at) and min(abs(s.at - stroke.low), abs(s.at - stroke.high)) >= SHORT]
    if not near or any(_is_touched(s, stroke.at) for end in stroke[1:] for s in _at(lines.down, end, SHORT)):
        return False
    posts = {round(s.at / DOUBLE) for s in lines.down if _runs_by(s, stroke.at)}
    return len(posts) >= POSTS and all(_is_reached(post, lines.across) for post in near)


def _runs_by(post: Stroke, height: float) -> bool:
    return post.low < height - SHORT and height + SHORT < post.high


def _is_touched(post: Stroke, height: float) -> bool:
    return post.low - TOUCH <= height <= post.high + TOUCH


def _is_reached(post: Stroke, across: Sequence[Stroke]) -> bool:
    """Two lines at least end on this column edge or cross it."""
    own = across[bisect_left(across, (post.low - DOUBLE,)) : bisect_right(across, (post.high + DOUBLE, float("inf")))]
    return sum(s.low - SHORT < post.at < s.high + SHORT for s in own) > 1


def _is_shaft(stroke: Stroke, head: Box) -> bool:
    if abs((head.top + head.bottom) / 2 - stroke.at) > LEVEL or stroke.length < head.width:
        return False
    at_right = head.x0 - AT_HEAD <= stroke.high <= head.x1 + SAME
    at_left = head.x0 - SAME <= stroke.low <= head.x1 + AT_HEAD
    return at_right or at_left


def _sides(box: Box, lines: Strokes) -> list[tuple[bool, Stroke]] | None:
    """The four strokes around a fill, each as long as its side; None when one is missing."""
    found: list[tuple[bool, Stroke]] = []
    for strokes, level, ends, places in (
        (lines.across, True, (box.x0, box.x1), (box.top, box.bottom)),
        (lines.down, False, (box.top, box.bottom), (box.x0, box.x1)),
    ):
        for place in places:
            side = next((s for s in _at(strokes, place, SAME) if _ends_at(s, ends)), None)
            if side is None:
                return None
            found.append((level, side))
    return found


def _at(strokes: Sequence[Stroke], place: float, reach: float) -> Sequence[Stroke]:
    return strokes[bisect_left(strokes, (place - reach,)) : bisect_right(strokes, (place + reach, float("inf")))]


def _ends_at(stroke: Stroke, ends: tuple[float, float]) -> bool:
    return abs(stroke.low - ends[0]) <= SAME and abs(stroke.high - ends[1]) <= SAME


def _lies_over(box: Box, down: Sequence[Stroke]) -> bool:
    """A column edge runs behind the box and on above and below it, or one of several runs by at each side."""
    longer = [s for s in down if s.low < box.top - DOUBLE and s.high > box.bottom + DOUBLE]
    if any(box.x0 + DOUBLE < s.at < box.x1 - DOUBLE for s in longer):
        return True
    left = any(SAME < box.x0 - s.at <= NEAR for s in longer)
    wide = bool(longer) and longer[-1].at - longer[0].at > box.width + 3 * NEAR
    return wide and left and any(SAME < s.at - box.x1 <= NEAR for s in longer)
