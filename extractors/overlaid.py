"""Strokes drawn over a table that are no lines of it: the shafts of arrows and the sides of filled boxes.

Bars often end so near to a column edge that their strokes seem to hang together with the grid. In: the strokes of a
page, its arrow heads and fills. Out: the strokes without them, and what they are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractors.model import Box, Fill
from extractors.ruling import DOUBLE, Stroke, Strokes

AT_HEAD = 3.0
"""A shaft ends at most this far (points) from its head."""
LEVEL = 1.5
"""A head stands at most this far (points) above or below its shaft."""
LEAST = 10.0
"""A box is at least this long (points)."""
SAME = 1.0
"""The sides of a fill are drawn at most this far (points) from its edges."""
NEAR = 6.0
"""A box inside one column stands at most this far (points) from its edges."""


class Overlaid(NamedTuple):
    """The strokes of a page parted: `lines` of tables and text, `shafts` of arrows, `boxes` with their colour."""

    lines: Strokes
    shafts: tuple[Stroke, ...]
    boxes: tuple[Fill, ...]


def parted(lines: Strokes, heads: Sequence[Box], fills: Iterable[Fill]) -> Overlaid:
    """The strokes of a page without those of bars."""
    shafts = {s for s in lines.across if any(_is_shaft(s, head) for head in heads)} if heads else set()
    boxes: list[Fill] = []
    sides: set[tuple[bool, Stroke]] = set()
    for fill in fills:
        if fill.box.width < LEAST or fill.box.height < 5:
            continue
        own = _sides(fill.box, lines)
        if own is not None and _lies_over(fill.box, lines.down):
            boxes.append(fill)
            sides.update(own)
    if not shafts and not boxes:
        return Overlaid(lines, (), ())
    across = tuple(s for s in lines.across if s not in shafts and (True, s) not in sides)
    down = tuple(s for s in lines.down if (False, s) not in sides)
    return Overlaid(Strokes(across, down), tuple(sorted(shafts)), tuple(boxes))


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
