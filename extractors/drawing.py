"""From painted paths to what a reader sees: rules, filled rectangles and other outlines, clipped and turned.

A path in PDF space goes in; strokes, thin fills and the sides of rectangles come out as rules, thick rectangles as
fills, everything else as outlines, all on the upright page.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from extractors.model import Box, Fill, Outline, Rule
from extractors.pdfium_scene import Clip, Drawn, Matrix, Point, Stroke, apply, box_of, is_rectangle

THIN = 3.0
"""A fill up to this thick (points) is a rule."""
BAR = 5.0
"""A stroke at least this thick (points) is a filled band."""
SLANT = 0.35
"""How far (points) the ends of a horizontal or vertical stroke may be off."""


class Marks(NamedTuple):
    """What was drawn, in drawing order within each kind."""

    rules: list[Rule]
    fills: list[Fill]
    outlines: list[Outline]


def marks(drawn: Iterable[Drawn], matrix: Matrix) -> Marks:
    """Rules, fills and outlines of the painted paths; `matrix` leads from PDF space to the upright page."""
    found = Marks([], [], [])
    for path in drawn:
        clip = _turned_clip(path.clip, matrix)
        if path.clip is not None and path.clip.polygon and _is_cut_out(path):
            _cut_out(found, path, matrix)
        elif _is_ring(path):
            for subpath in path.subpaths[:1]:
                _sides(found, _points(subpath, matrix), True, _Pen(_ring_thickness(path), path.fill or 0, clip))
        elif path.subpaths:
            for subpath in path.subpaths:
                _subpath(found, subpath, path, matrix, clip)
        elif path.fill is not None:  # a shading without a path fills its clip
            box = _clipped(turned_box((path.left, path.bottom, path.right, path.top), matrix), clip)
            if box is not None:
                _fill(found, box, path.fill)
    return found


def _subpath(found: Marks, subpath: Stroke, path: Drawn, matrix: Matrix, clip: Box | None) -> None:
    points = _points(subpath, matrix)
    whole = Box(*box_of(points))
    box = _clipped(whole, clip)
    if box is None and path.stroke is None:
        return
    rectangle = not subpath.curved and is_rectangle(points)
    if path.fill is not None and box is not None:
        if rectangle or min(whole.width, whole.height) <= THIN:
            _fill(found, box, path.fill)
        else:
            stroke = _hex(path.stroke) if path.stroke is not None else None
            found.outlines.append(Outline(whole, points, _hex(path.fill), stroke, True, subpath.curved))
            return
    if path.stroke is None:
        return
    if rectangle or (not subpath.curved and _is_orthogonal(points)):
        _sides(found, points, subpath.closed or rectangle, _Pen(path.thickness, path.stroke, clip))
    elif box is not None:
        found.outlines.append(Outline(whole, points, None, _hex(path.stroke), subpath.closed, subpath.curved))


def _fill(found: Marks, box: Box, colour: int) -> None:
    width, height = box.width, box.height
    if height <= THIN and height <= width:
        middle = (box.top + box.bottom) / 2
        found.rules.append(Rule(box.x0, middle, box.x1, middle, height))
    elif width <= THIN:
        middle = (box.x0 + box.x1) / 2
        found.rules.append(Rule(middle, box.top, middle, box.bottom, width))
    else:
        found.fills.append(Fill(box, _hex(colour)))


class _Pen(NamedTuple):
    thickness: float
    colour: int
    clip: Box | None


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
        elif level:
            found.rules.append(Rule(side.x0, y, side.x1, y, pen.thickness))
        else:
            found.rules.append(Rule(x, side.top, x, side.bottom, pen.thickness))


def _is_orthogonal(points: tuple[Point, ...]) -> bool:
    return all(abs(a[0] - b[0]) <= SLANT or abs(a[1] - b[1]) <= SLANT for a, b in pairwise(points))


def _is_cut_out(path: Drawn) -> bool:
    """A rectangle painted through a polygon: the polygon is what is seen."""
    clip = path.clip
    if clip is None or path.fill is None or any(s.curved or not is_rectangle(s.points) for s in path.subpaths):
        return False
    slack = 1.0
    return (
        path.left <= clip.left + slack
        and path.right >= clip.right - slack
        and path.bottom <= clip.bottom + slack
        and path.top >= clip.top - slack
    )


def _cut_out(found: Marks, path: Drawn, matrix: Matrix) -> None:
    clip = path.clip
    if clip is None or path.fill is None:
        return
    points = tuple(apply(matrix, x, y) for x, y in clip.polygon)
    box = Box(*box_of(points))
    if min(box.width, box.height) <= THIN:
        _fill(found, box, path.fill)
    else:
        found.outlines.append(Outline(box, points, _hex(path.fill), None, True, clip.curved))


def _is_ring(path: Drawn) -> bool:
    """A frame painted as the area between two rectangles."""
    if path.fill is None or path.stroke is not None or len(path.subpaths) != 2:
        return False
    if any(s.curved or not is_rectangle(s.points) for s in path.subpaths):
        return False
    return 0 < _ring_thickness(path) <= THIN


def _ring_thickness(path: Drawn) -> float:
    one, two = (box_of(s.points) for s in path.subpaths)
    gaps = (two[0] - one[0], two[1] - one[1], one[2] - two[2], one[3] - two[3])
    if all(g >= 0 for g in gaps) or all(g <= 0 for g in gaps):
        return max(abs(g) for g in gaps)
    return 0.0


def _points(subpath: Stroke, matrix: Matrix) -> tuple[Point, ...]:
    a, b, c, d, e, f = matrix
    points = tuple((a * x + c * y + e, b * x + d * y + f) for x, y in subpath.points)
    if len(points) > 2 and abs(points[0][0] - points[-1][0]) < 0.01 and abs(points[0][1] - points[-1][1]) < 0.01:
        return points[:-1] if subpath.closed or len(points) > 4 else points
    return points


def turned_box(box: tuple[float, float, float, float], matrix: Matrix) -> Box:
    """The rectangle (left, bottom, right, top in PDF space) on the upright page."""
    one, two = apply(matrix, box[0], box[1]), apply(matrix, box[2], box[3])
    return Box(min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1]))


def _turned_clip(clip: Clip | None, matrix: Matrix) -> Box | None:
    return None if clip is None else turned_box((clip.left, clip.bottom, clip.right, clip.top), matrix)


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
