"""Fills, boxes and arrows on a picture, as the outlines that a drawing program would have painted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from extractors.model import Box, Fill, Outline, Rule
from extractors.scan.ground import Area
from extractors.scan.pixels import Mask, Pixels

SOLID = 0.93
"""A shape that fills this share of its box is a rectangle."""
ROUNDED = 14.0
"""The corner of a rounded box takes no more than this (points)."""
CORNER = 2.2
"""A corner of the shape this near (points) to the corner of its box is the same."""
DARK = 130
"""Letters on a fill darker than this are light."""
LEAST = 10.0
"""A shape is at least this wide (points)."""
FLAT = 6.0
"""A shape is at least this high (points)."""
ON = 2.4
"""A rule no farther from a shape's edge than this (points) is its border."""


PALE = 215
"""A fill lighter than this may have been seen only in part."""
BEYOND = 8.0
"""A rule goes on when it reaches farther than this (points) beyond a side."""


class Shapes(NamedTuple):
    """What is painted, and the rules that are no borders of it."""

    fills: list[Fill]
    outlines: list[Outline]
    rules: list[Rule]


def shapes(areas: Iterable[Area], ink: Mask, rules: Sequence[Rule], scale: float) -> Shapes:
    """Fills and outlines of the areas and of what rules and ink enclose."""
    fills: list[Fill] = []
    outlines: list[Outline] = []
    for area in areas:
        corners = area.corners / scale
        box, points = _box(corners), _simple(corners)
        colour = "#{:02x}{:02x}{:02x}".format(*area.colour)
        if _is_rectangle(points, box):
            fills.append(Fill(box, colour))
        elif _is_bulging(corners) and _is_arrow(points, box):
            outlines.append(Outline(box, points, colour, None, True))
        elif _is_bulging(corners) and _fits(corners, box):
            if _is_round(corners, box):
                outlines.append(Outline(box, points, colour, None, True, True))
            else:
                fills.append(Fill(box, colour))
    fills = [fill for fill in fills if not _is_torn(fill, rules)]
    outlines.extend(_enclosed(ink, scale, outlines))
    left = [rule for rule in rules if not any(_is_border(rule, shape) for shape in outlines)]
    rounded = _rounded(left)
    outlines.extend(rounded)
    return Shapes(fills, outlines, [rule for rule in left if not any(_is_border(rule, shape) for shape in rounded)])


def edges(areas: Iterable[Area], found: Shapes, size: tuple[int, int], scale: float) -> Mask:
    """255 along the edges of dark fills and of drawn shapes, where no letter stands."""
    mask = np.zeros((size[1], size[0]), np.uint8)
    width = max(1, round(2.0 * scale))
    for area in areas:
        if max(area.colour) < DARK:
            cv2.polylines(mask, [area.corners.astype(np.int32)], True, 255.0, width)
    for outline in found.outlines:
        if outline.curved and outline.filled is None:
            _round_edges(mask, outline.box, scale)
        else:
            points = (np.array(outline.points) * scale).astype(np.int32)
            cv2.polylines(mask, [points], True, 255.0, 2 * width)
    return mask


def _round_edges(mask: Mask, box: Box, scale: float) -> None:
    """The corners of a rounded box; its sides are rules."""
    for x in (box.x0, box.x1):
        for y in (box.top, box.bottom):
            inner_x, inner_y = x + (ROUNDED if x == box.x0 else -ROUNDED), y + (ROUNDED if y == box.top else -ROUNDED)
            quarter = [(x, inner_y), (x + (inner_x - x) * 0.29, y + (inner_y - y) * 0.29), (inner_x, y)]
            points = (np.array(quarter) * scale).astype(np.int32)
            cv2.polylines(mask, [points], False, 255.0, round(3 * scale))


def _is_torn(fill: Fill, rules: Sequence[Rule]) -> bool:
    """Whether a pale fill between two level rules ends where they go on and no upright one stands: it is a part."""
    x0, top, x1, bottom = fill.box
    if int(fill.colour[1:3], 16) < PALE:
        return False
    level = [rule for rule in rules if rule.horizontal and rule.x0 < x1 - ON and rule.x1 > x0 + ON]
    above = [rule for rule in level if abs(rule.top - top) <= ON]
    below = [rule for rule in level if abs(rule.top - bottom) <= ON]
    if not above or not below:
        return False
    upright = [r for r in rules if not r.horizontal and r.top < bottom - ON and r.bottom > top + ON]
    return any(
        not any(abs(rule.x0 - side) <= 2 * ON for rule in upright)
        and any(rule.x0 < side - BEYOND and rule.x1 > side + BEYOND for rule in (*above, *below))
        for side in (x0, x1)
    )


def _is_rectangle(points: Sequence[tuple[float, float]], box: Box) -> bool:
    """Whether there is a corner of the shape at every corner of its box."""
    return all(
        any(abs(px - x) <= CORNER and abs(py - y) <= CORNER for px, py in points)
        for x in (box.x0, box.x1)
        for y in (box.top, box.bottom)
    )


def _is_round(corners: Pixels, box: Box) -> bool:
    """Whether the shape reaches into none of its box's corners."""
    return not any(
        (np.abs(corners - (x, y)).max(axis=1) <= 1.0).any() for x in (box.x0, box.x1) for y in (box.top, box.bottom)
    )


def _is_bulging(corners: Pixels) -> bool:
    outer = corners.astype(np.float32)
    return bool(cv2.contourArea(outer) > SOLID * cv2.contourArea(cv2.convexHull(outer)))


def _fits(corners: Pixels, box: Box) -> bool:
    """A box with rounded corners fills nearly all of its rectangle."""
    return bool(cv2.contourArea(corners.astype(np.float32)) > SOLID * box.width * box.height)


def _box(corners: Pixels) -> Box:
    x0, top = corners.min(axis=0)
    x1, bottom = corners.max(axis=0)
    return Box(float(x0), float(top), float(x1), float(bottom))


def _simple(corners: Pixels) -> tuple[tuple[float, float], ...]:
    """The corners of a shape without the steps of its pixels."""
    hull = corners.astype(np.float32)
    simple = cv2.approxPolyDP(hull, 1.5, True)[:, 0, :]
    return tuple((float(x), float(y)) for x, y in simple)


def _enclosed(ink: Mask, scale: float, known: Sequence[Outline]) -> list[Outline]:
    """Closed shapes with slanted sides that are drawn and not filled: arrows over white."""
    half = 255 - cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    _, white = cv2.threshold(half, 200, 255, cv2.THRESH_BINARY)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(white, connectivity=4)
    pitch = scale / 2
    found = []
    for label in range(1, count):
        x, y, width, height, area = (int(v) for v in stats[label])
        if width < 3 * LEAST * pitch or not FLAT * pitch <= height <= 60 * pitch or area < 0.4 * width * height:
            continue
        inside = (labels[y : y + height, x : x + width] == label).astype(np.uint8)
        contours, _ = cv2.findContours(inside, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        outer = max(contours, key=cv2.contourArea)[:, 0, :]
        if cv2.contourArea(outer) > 0.985 * width * height:
            continue
        points = _simple((outer + np.array([x, y])) / pitch)
        box = _box(np.array(points))
        if _is_arrow(points, box) and not any(_same(box, other.box) for other in known):
            found.append(Outline(box, points, None, "#000000", True))
    return found


def _is_arrow(points: Sequence[tuple[float, float]], box: Box) -> bool:
    """An upright side at the left, as high as the shape or in its middle (a shaft), and a tip at half height."""
    tips = [y for x, y in points if box.x1 - x < 1.5]
    middle = (box.top + box.bottom) / 2
    at_left = [y for x, y in points if abs(x - box.x0) <= CORNER]
    if not at_left or not tips or not 5 <= len(points) <= 11 or any(abs(t - middle) >= 0.2 * box.height for t in tips):
        return False
    top, bottom = min(at_left), max(at_left)
    if abs(top - box.top) <= CORNER and abs(bottom - box.bottom) <= CORNER:
        return True
    return bottom - top > 0.3 * box.height and abs((top + bottom) / 2 - middle) < 0.1 * box.height


def _same(one: Box, two: Box) -> bool:
    return all(abs(a - b) < 3.0 for a, b in zip(one, two, strict=True))


def _is_border(rule: Rule, shape: Outline) -> bool:
    """Whether the rule runs along an edge of the shape's box and not beyond it."""
    box = shape.box
    if rule.horizontal:
        along = min(abs(rule.top - box.top), abs(rule.top - box.bottom)) <= ON
        return along and box.x0 - ON <= rule.x0 and rule.x1 <= box.x1 + ON
    along = min(abs(rule.x0 - box.x0), abs(rule.x0 - box.x1)) <= ON
    return along and box.top - ON <= rule.top and rule.bottom <= box.bottom + ON


def _rounded(rules: Sequence[Rule]) -> list[Outline]:
    """Boxes with rounded corners: two upright sides of one height, level sides that begin as far in as they lie out.

    One of the level sides is whole; in the other one a title may stand.
    """
    level = [r for r in rules if r.horizontal and r.x1 - r.x0 > LEAST]
    upright = sorted((r for r in rules if not r.horizontal), key=lambda r: r.x0)
    found = []
    for k, left in enumerate(upright):
        for right in upright[k + 1 :]:
            if abs(left.top - right.top) > 2.5 or abs(left.bottom - right.bottom) > 2.5:
                continue
            tops = [r for r in level if _rounds(r, left, right, (left.top + right.top) / 2 - r.top)]
            feet = [r for r in level if _rounds(r, left, right, r.top - (left.bottom + right.bottom) / 2)]
            if tops and feet and any(_is_whole(r, left, right) for r in (*tops, *feet)):
                box = Box(left.x0, tops[0].top, right.x0, feet[0].top)
                corners = ((box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom))
                found.append(Outline(box, corners, None, "#000000", True, True))
                break
    return found


def _rounds(side: Rule, left: Rule, right: Rule, out: float) -> bool:
    """Whether a level stroke lies `out` beyond the ends of two upright ones and begins or ends as far inside."""
    if not 1.0 <= out <= ROUNDED or side.x0 < left.x0 or side.x1 > right.x0:
        return False
    return abs(side.x0 - left.x0 - out) <= 3.0 or abs(right.x0 - side.x1 - out) <= 3.0


def _is_whole(side: Rule, left: Rule, right: Rule) -> bool:
    return side.x1 - side.x0 > right.x0 - left.x0 - 2 * ROUNDED - 2.0
