"""The rules on a picture: long straight strokes, level or upright, and lines of dashes.

A stroke counts when it is long, or when both its ends stand on strokes that count: the side of a low cell does, a
stroke of a large letter does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import cv2
import numpy as np

from extractors.model import Rule
from extractors.scan.pixels import Mask

SHORTEST = 9.0
"""No stroke below this length (points) is looked at."""
LONG = 40.0
"""A stroke of this length is a rule wherever it stands."""
THICKEST = 3.2
"""A rule is no thicker than this (points)."""
REACH = 2.2
"""A stroke ends on another when it goes beyond it by no more than this (points)."""
SHORT_OF = 0.7
"""A stroke that stops this far (points) before another is the stroke of a letter in a low cell."""
BESIDE = 0.2
"""Share of ink right beside a short stroke from which it is taken for the stroke of a letter."""
DASH_GAP = 3.2
"""Dashes of one line are no farther apart than this (points)."""
LEAST_DASHED = 30.0
"""A dashed line is at least this long (points)."""


class Strokes(NamedTuple):
    """The rules in points, and the pixels that they cover (255)."""

    rules: list[Rule]
    mask: Mask


class _Found(NamedTuple):
    rule: Rule
    label: int
    level: bool


def strokes(ink: Mask, scale: float) -> Strokes:
    """All rules of a picture."""
    level, level_labels = _straight(ink, scale, level=True)
    upright, upright_labels = _straight(ink, scale, level=False)
    kept = _kept([*level, *upright], ink, scale)
    mask = np.zeros_like(ink)
    for labels, which in ((level_labels, True), (upright_labels, False)):
        wanted = np.zeros(int(labels.max()) + 1, np.uint8)
        for found in kept:
            if found.level == which:
                wanted[found.label] = 255
        mask |= wanted[labels]
    grown = np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), np.uint8)
    dashes, dash_mask = _dashes(np.asarray(cv2.subtract(ink, grown), np.uint8), scale)
    return Strokes([*(found.rule for found in kept), *dashes], np.asarray(grown | dash_mask, np.uint8))


def _straight(ink: Mask, scale: float, *, level: bool) -> tuple[list[_Found], Mask]:
    """Straight strokes in one direction, and the picture of their numbers."""
    length, bridge = round(SHORTEST * scale), round(0.8 * scale)

    def along(size: int) -> Mask:
        return np.ones((1, size) if level else (size, 1), np.uint8)

    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, along(bridge))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, along(length))
    linked = cv2.dilate(opened, np.ones((3, 1) if level else (1, 3), np.uint8))
    _, labels, stats, centres = cv2.connectedComponentsWithStats(linked, connectivity=8)
    found = []
    for label, (x, y, width, height, area) in enumerate(stats.tolist()):
        long, across = (width, height) if level else (height, width)
        thickness = area / max(1, long) - 2
        if label == 0 or thickness > THICKEST * scale or across > thickness + 2 + 2.0 * scale:
            continue
        middle = float(centres[label][1 if level else 0]) / scale
        low, high = (x, x + width) if level else (y, y + height)
        start, end, thick = low / scale, high / scale, max(0.3, thickness / scale)
        rule = Rule(start, middle, end, middle, thick) if level else Rule(middle, start, middle, end, thick)
        found.append(_Found(rule, label, level))
    return found, np.asarray(labels)


def _kept(found: Sequence[_Found], ink: Mask, scale: float) -> list[_Found]:
    """Long strokes, and those that end on kept ones at both ends and are no strokes of a letter."""
    kept = [one for one in found if _length(one.rule) >= LONG]
    rest = [one for one in found if _length(one.rule) < LONG and _is_bare(one, ink, scale)]
    while True:
        more = [one for one in rest if _stands_between(one, kept)]
        if not more:
            return kept
        kept.extend(more)
        rest = [one for one in rest if one not in more]


def _is_bare(one: _Found, ink: Mask, scale: float) -> bool:
    """Whether little stands right beside a short stroke: a letter has other strokes there."""
    turned = ink if one.level else ink.T
    rule = one.rule
    low, high, at = (rule.x0, rule.x1, rule.top) if one.level else (rule.top, rule.bottom, rule.x0)
    start, end = round((low + 1.0) * scale), round((high - 1.0) * scale)
    near, far = round((rule.thickness / 2 + 0.5) * scale), round((rule.thickness / 2 + 1.6) * scale)
    middle = round(at * scale)
    beside = np.concatenate(
        [
            turned[max(0, middle - far) : max(0, middle - near), start:end],
            turned[middle + near : middle + far, start:end],
        ]
    )
    return beside.size == 0 or float(beside.mean()) / 255 < BESIDE


def _length(rule: Rule) -> float:
    return max(rule.x1 - rule.x0, rule.bottom - rule.top)


def _stands_between(one: _Found, kept: Iterable[_Found]) -> bool:
    """Whether the stroke meets two kept ones near its ends; it may stick out a little."""
    low, high = (one.rule.x0, one.rule.x1) if one.level else (one.rule.top, one.rule.bottom)
    at = one.rule.top if one.level else one.rule.x0
    met = []
    for other in kept:
        if other.level == one.level:
            continue
        x0, top, x1, bottom, _ = other.rule
        place, start, end = (x0, top, bottom) if one.level else (top, x0, x1)
        if start - REACH <= at <= end + REACH and low - SHORT_OF <= place <= high + SHORT_OF:
            met.append(place)
    return len(met) > 1 and max(met) - min(met) > 0.7 * (high - low)


def _dashes(ink: Mask, scale: float) -> tuple[list[Rule], Mask]:
    """Lines that are drawn dash by dash, with nothing beside them."""
    rules: list[Rule] = []
    mask = np.zeros_like(ink)
    for level in (True, False):
        turned = ink if level else np.ascontiguousarray(ink.T)
        closed = cv2.morphologyEx(turned, cv2.MORPH_CLOSE, np.ones((1, round(DASH_GAP * scale)), np.uint8))
        opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, round(LEAST_DASHED * scale)), np.uint8))
        _, _, stats, centres = cv2.connectedComponentsWithStats(opened, connectivity=8)
        for place, centre in zip(stats[1:].tolist(), centres[1:], strict=True):
            x, y, width, height, _ = place
            if height > 2.0 * scale or not _is_alone(turned, place, scale):
                continue
            middle, low, high = float(centre[1]) / scale, x / scale, (x + width) / scale
            rules.append(Rule(low, middle, high, middle) if level else Rule(middle, low, middle, high))
            part = (slice(max(0, y - 2), y + height + 2), slice(max(0, x - 2), x + width + 2))
            (mask if level else mask.T)[part] = 255
    return rules, mask


def _is_alone(ink: Mask, place: Sequence[int], scale: float) -> bool:
    """Whether hardly anything stands right above and below a line."""
    x, y, width, height, _ = place
    near, far = round(0.6 * scale), round(2.2 * scale)
    above = ink[max(0, y - far) : max(0, y - near), x : x + width]
    below = ink[y + height + near : y + height + far, x : x + width]
    beside = np.concatenate([above, below]).mean() / 255 if len(above) + len(below) else 0.0
    return bool(beside < 0.06)
