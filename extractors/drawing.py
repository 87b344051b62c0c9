"""From painted paths to what a reader sees: rules, filled rectangles and other outlines, clipped.

Strokes, thin fills and the sides of rectangles come out as rules, dashes joined to one rule; thick rectangles as fills;
everything else as outlines. All on the upright page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from extractors.model import Box, Fill, Outline, Rule
from extractors.pdfium_scene import THIN, Drawn, Subpath
from extractors.planes import Point

BAR = 5.0
"""A stroke at least this thick (points) is a filled band."""
SLANT = 0.35
"""How far (points) the ends of a horizontal or vertical stroke may be off."""
DASH = 12.0
"""Longest piece (points) of a line drawn piece by piece."""
FEWEST_DASHES = 4
NEXT = 2.0
"""Pieces nearer to each other (points) than this go on."""


class Marks(NamedTuple):
    """What was drawn, in drawing order within each kind.

    `pieces` are what may be the dashes of a rule, `ground` all painted areas with their colour (0xRRGGBB).
    """

    rules: list[Rule]
    fills: list[Fill]
    outlines: list[Outline]
    pieces: list[Rule]
    ground: list[tuple[Box, int]]


class _Pen(NamedTuple):
    thickness: float
    colour: int
    clip: Box | None


def marks(drawn: Iterable[Drawn]) -> Marks:
    """Rules, fills and outlines of the painted paths."""
    found = Marks([], [], [], [], [])
    for path in drawn:
        if path.cut is not None and path.fill is not None and _is_cut_out(path, path.cut):
            _polygon(found, path.cut, path.fill)
        elif _is_ring(path):
            thickness = _ring_thickness(path)
            outer = max((s.box for s in path.subpaths), key=lambda box: box.width)
            inset = thickness / 2
            middle = Box(outer.x0 + inset, outer.top + inset, outer.x1 - inset, outer.bottom - inset)
            _sides(found, _corners(middle), True, _Pen(thickness, path.fill or 0, path.clip))
        else:
            for subpath in path.subpaths:
                _subpath(found, subpath, path)
    found.rules.extend(_dashed(found.pieces, found.rules))
    return found


def _subpath(found: Marks, subpath: Subpath, path: Drawn) -> None:
    box = _clipped(subpath.box, path.clip)
    if box is None:
        return
    if path.fill is not None:
        thin = min(subpath.box.width, subpath.box.height) <= THIN
        if subpath.rectangle or thin:
            _fill(found, box, path.fill)
        else:
            stroke = _hex(path.stroke) if path.stroke is not None else None
            found.ground.append((box, path.fill))
            found.outlines.append(Outline(subpath.box, subpath.points, _hex(path.fill), stroke, True, subpath.curved))
        if path.stroke is None or thin or not subpath.rectangle:
            return
    if path.stroke is None:
        return
    points = subpath.points or _corners(subpath.box)
    if subpath.rectangle or (not subpath.curved and _is_orthogonal(points, subpath.closed)):
        _sides(found, points, subpath.closed, _Pen(path.thickness, path.stroke, path.clip))
    else:
        found.outlines.append(Outline(subpath.box, points, None, _hex(path.stroke), subpath.closed, subpath.curved))


def _fill(found: Marks, box: Box, colour: int) -> None:
    width, height = box.x1 - box.x0, box.bottom - box.top
    if height <= THIN and height <= width:
        middle = (box.top + box.bottom) / 2
        _rule(found, Rule(box.x0, middle, box.x1, middle, height), width)
    elif width <= THIN:
        middle = (box.x0 + box.x1) / 2
        _rule(found, Rule(middle, box.top, middle, box.bottom, width), height)
    else:
        found.fills.append(Fill(box, _hex(colour)))
        found.ground.append((box, colour))


def _rule(found: Marks, rule: Rule, length: float) -> None:
    (found.pieces if length <= DASH else found.rules).append(rule)


def _sides(found: Marks, points: tuple[Point, ...], closed: bool, pen: _Pen) -> None:
    ends = points[1:] + points[:1] if closed else points[1:]
    half = pen.thickness / 2
    for (ax, ay), (bx, by) in zip(points, ends, strict=False):
        side = _clipped(Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)), pen.clip)
        if side is None or (side.width < 0.01 and side.height < 0.01):
            continue
        x, y = side.centre
        level = side.width >= side.height
        if pen.thickness >= BAR:
            band = (side.x0, y - half, side.x1, y + half) if level else (x - half, side.top, x + half, side.bottom)
            found.fills.append(Fill(Box(*band), _hex(pen.colour)))
            found.ground.append((Box(*band), pen.colour))
        elif level:
            _rule(found, Rule(side.x0, y, side.x1, y, pen.thickness), side.width)
        else:
            _rule(found, Rule(x, side.top, x, side.bottom, pen.thickness), side.height)


def _polygon(found: Marks, shape: Subpath, colour: int) -> None:
    if min(shape.box.width, shape.box.height) <= THIN:
        _fill(found, shape.box, colour)
    else:
        found.outlines.append(Outline(shape.box, shape.points, _hex(colour), None, True, shape.curved))
        found.ground.append((shape.box, colour))


def _is_cut_out(path: Drawn, cut: Subpath) -> bool:
    """A rectangle painted through a polygon: the polygon is what is seen."""
    if any(not s.rectangle for s in path.subpaths):
        return False
    slack = 1.0
    return any(
        s.box.x0 <= cut.box.x0 + slack
        and s.box.x1 >= cut.box.x1 - slack
        and s.box.top <= cut.box.top + slack
        and s.box.bottom >= cut.box.bottom - slack
        for s in path.subpaths
    )


def _is_ring(path: Drawn) -> bool:
    """A frame painted as the area between two rectangles."""
    if path.fill is None or path.stroke is not None or len(path.subpaths) != 2:
        return False
    return all(s.rectangle for s in path.subpaths) and 0 < _ring_thickness(path) <= THIN


def _ring_thickness(path: Drawn) -> float:
    one, two = (s.box for s in path.subpaths)
    gaps = (two.x0 - one.x0, two.top - one.top, one.x1 - two.x1, one.bottom - two.bottom)
    if all(g >= 0 for g in gaps) or all(g <= 0 for g in gaps):
        return max(abs(g) for g in gaps)
    return 0.0


def _is_orthogonal(points: tuple[Point, ...], closed: bool) -> bool:
    ring = (*points, points[0]) if closed else points
    return all(abs(a[0] - b[0]) <= SLANT or abs(a[1] - b[1]) <= SLANT for a, b in pairwise(ring))


def _corners(box: Box) -> tuple[Point, ...]:
    return (box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom)


def _clipped(box: Box, clip: Box | None) -> Box | None:
    if clip is None:
        return box
    x0, top, x1, bottom = max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3])
    # A stroke on the very edge of its clip is still half seen.
    if x1 < x0 - 1.0 or bottom < top - 1.0:
        return None
    return Box(min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom))


def _hex(colour: int) -> str:
    return f"#{colour:06x}"


# --- dashes -----------------------------------------------------------------------------------------------------


def _dashed(pieces: list[Rule], whole: list[Rule]) -> list[Rule]:
    """Lines that were drawn dash by dash (or dot by dot) as one rule each; short strokes that are no dashes stay.

    Where a piece ends on one of the `whole` rules across and the next begins on another, they are the sides of low
    rows with a merged row between them.
    """
    if len(pieces) < FEWEST_DASHES:
        return pieces
    rest, joined = _chained(pieces, sorted(r.x0 for r in whole if not r.horizontal), level=True)
    rows = sorted(r.top for r in (*whole, *joined) if r.horizontal)
    rest, upright = _chained(rest, rows, level=False)
    return [*(r for r in rest if not _is_dot(r)), *joined, *upright]


def _is_dot(rule: Rule) -> bool:
    return max(rule.x1 - rule.x0, rule.bottom - rule.top) <= THIN


def _chained(pieces: list[Rule], stops: list[float], level: bool) -> tuple[list[Rule], list[Rule]]:
    """Pieces that belong to no chain, and the chains; dots can belong to a chain of either direction."""
    tracks: dict[int, list[Rule]] = defaultdict(list)
    rest: list[Rule] = []
    for piece in pieces:
        if piece.horizontal == level or _is_dot(piece):
            across = piece.top + piece.bottom if level else piece.x0 + piece.x1
            tracks[round(across)].append(piece)
        else:
            rest.append(piece)
    joined: list[Rule] = []
    for track in tracks.values():
        for chain in _chains(track, stops, level):
            if len(chain) >= FEWEST_DASHES:
                joined.append(_one_rule(chain, level))
            else:
                rest.extend(chain)
    return rest, joined


def _chains(track: list[Rule], stops: list[float], level: bool) -> list[list[Rule]]:
    first, last = (0, 2) if level else (1, 3)
    chains: list[list[Rule]] = []
    end = reach = 0.0
    for piece in sorted(track, key=lambda rule: rule[first]):
        length = max(piece[last] - piece[first], piece.thickness)
        gap = piece[first] - end
        framed = gap > NEXT and _stands(end, stops) and _stands(piece[first], stops)
        if not chains or framed or gap > max(reach, 2 * length) + 1.0:
            chains.append([])
        chains[-1].append(piece)
        end, reach = max(end, piece[last]) if len(chains[-1]) > 1 else piece[last], 2 * length
    return chains


def _stands(end: float, stops: list[float]) -> bool:
    """Whether a rule across stands where a piece ends."""
    at = bisect_left(stops, end - 1.0)
    return at < len(stops) and stops[at] <= end + 1.0


def _one_rule(chain: list[Rule], level: bool) -> Rule:
    thickness = max(min(r.thickness, THIN) for r in chain)
    if level:
        y = sum(r.top + r.bottom for r in chain) / (2 * len(chain))
        return Rule(min(r.x0 for r in chain), y, max(r.x1 for r in chain), y, thickness)
    x = sum(r.x0 + r.x1 for r in chain) / (2 * len(chain))
    return Rule(x, min(r.top for r in chain), x, max(r.bottom for r in chain), thickness)
