"""Tones of a page under its writing: where one ends and another begins, and how far one goes on.

Pale fills differ from paper, and from each other, by less than its grain. Along a line, and over the height of a
cell, the grain evens out and the step is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from extractors.scan.pixels import Mask, Pixels

WINDOW = 2.5
"""A place is flat when nothing else is to be seen within a square of so many points."""
SAME = 9.0
"""Two parts of one fill differ by less than this (of 255)."""
STEP_LENGTH = 9.0
STEP_WIDTH = 2.5
STEP = 7.0
"""A step from one tone to another is at least so long, at most so wide (points), and so high (of 255)."""
SEEN = 0.3
"""It is looked for where at least this share of its length is free of writing."""
INSET = 1.2
"""How far inside its edge (points) the colour of a fill is looked at."""
LEAST_SIDE = 8.5
"""A fill is at least this wide and high (points): more than the strokes of large letters."""
PALE = 20.0
"""A fill this near to paper can hardly be told from its shadows."""
FAINT = 0.13
"""A gap is at least this share of the way from the fill on both sides of it to paper, on average over its length."""
NEXT = 150.0
"""Fills no farther apart than this (points) may belong to one table."""
FREE = 0.5
"""A gap is looked for where at least this share of a fill's height is free of writing."""
FULL = 0.94
"""What covers this share of its box is a rectangle, however ragged it is."""
AROUND = 5.0
"""How far from a gap the fill is looked at (points)."""

Painted = tuple[Pixels, Pixels]
"""A part of the page painted in one colour: its outer line (x, y in pixels) and its colour."""


class Surface(NamedTuple):
    """The smoothed picture, its paper, and 1 in the masks where it is flat, and where one tone ends
    and another begins.
    """

    smooth: Pixels
    paper: Pixels
    flat: Mask
    steps: Mask

    def tolerance(self, y: int, x: int, colour: Pixels) -> float:
        """By how much a colour may vary at a place and still be no paper."""
        contrast = self.contrast(y, x, colour)
        return min(SAME, (0.5 if contrast > PALE else 0.4) * contrast)

    def contrast(self, y: int, x: int, colour: Pixels) -> float:
        """How far a colour is from the paper at a place."""
        return float(np.abs(colour - self.paper[y, x]).max())


def steps_of(flat: Mask, smooth: Pixels, scale: float) -> Mask:
    """1 where one tone ends and another begins, along lines, level and upright.

    Between two pale fills, and in the white gap between them, the step is too low to be told from grain pixel by
    pixel; along a line it is seen.
    """
    grey = smooth.max(axis=2).astype(np.float32)
    long, wide = round(STEP_LENGTH * scale), round(STEP_WIDTH * scale) | 1
    where = flat.astype(np.float32)
    found = np.zeros_like(flat)
    for along, across in (((long, 1), (1, wide)), ((1, long), (wide, 1))):
        share = cv2.blur(where, along)
        even = cv2.blur(grey * where, along) / np.maximum(share, 0.01)
        kernel = np.ones(across[::-1], np.uint8)
        high = cv2.dilate(np.where(share > SEEN, even, 0.0), kernel)
        low = cv2.erode(np.where(share > SEEN, even, 255.0), kernel)
        lines = np.asarray(high - low > STEP, np.uint8)
        whole = cv2.morphologyEx(lines, cv2.MORPH_OPEN, np.ones(along[::-1], np.uint8))
        further = np.ones((2 * along[1] - 1, 2 * along[0] - 1), np.uint8)
        found = np.maximum(found, cv2.morphologyEx(whole, cv2.MORPH_CLOSE, further))
    return np.asarray(found, np.uint8)


def evened(apart: Pixels, flat: Mask, scale: float) -> Pixels:
    """How far flat places are from paper, without their grain."""
    side = round(WINDOW * scale) | 1
    where = flat.astype(np.float32)
    near = cv2.blur(where, (side, side))
    return np.asarray(cv2.blur(apart.astype(np.float32) * where, (side, side)) / np.maximum(near, 0.01))


def _cornered(corners: Pixels, scale: float) -> int:
    """At how many corners of its box the shape has one: 4 for a rectangle, none for a rounded one."""
    x, y, width, height = cv2.boundingRect(corners)
    near = 1.2 * scale
    at = [(left, top) for left in (x, x + width - 1) for top in (y, y + height - 1)]
    return sum(bool((np.abs(corners - corner).max(axis=1) <= near).any()) for corner in at)


def extended(one: Painted, surface: Surface, scale: float) -> Painted:
    """A rectangle made as wide and high as its colour goes on along its edges: over the words that stand on it."""
    corners, colour = one
    smooth, _, _, steps = surface
    x, y, width, height = cv2.boundingRect(corners)
    if _cornered(corners, scale) < 3:
        return one
    same = surface.tolerance(y + height // 2, x + width // 2, colour)
    inset = max(1, round(INSET * scale))
    x0, y0, x1, y1 = max(0, x), max(0, y), min(x + width, smooth.shape[1]), min(y + height, smooth.shape[0])
    edges = [min(y0 + inset, y1 - 1), max(y1 - 1 - inset, y0)]
    rows = (alike(smooth[edges], colour, same) & (steps[edges] == 0)).all(axis=0)
    x0, x1 = _reach(rows, x0 + inset, x1 - inset, inset)
    edges = [min(x0 + inset, x1 - 1), max(x1 - 1 - inset, x0)]
    columns = (alike(smooth[:, edges], colour, same) & (steps[:, edges] == 0)).all(axis=1)
    y0, y1 = _reach(columns, y0 + inset, y1 - inset, inset)
    if x - x0 < scale and y - y0 < scale and x1 - x - width < scale and y1 - y - height < scale:
        return one
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.int32), colour


def alike(pixels: Pixels, colour: Pixels, same: float) -> Pixels:
    return np.asarray(np.abs(pixels.astype(np.int16) - colour).max(axis=2) < same)


def _reach(alike: Pixels, low: int, high: int, inset: int) -> tuple[int, int]:
    """From where to where it goes on being alike around `low` to `high`; no less than these with their inset."""
    start, end = low, high
    while start > 0 and alike[start - 1]:
        start -= 1
    while end < len(alike) and alike[end]:
        end += 1
    return min(start, low - inset), max(end, high + inset)


def divided(fills: Sequence[Painted], surface: Surface, scale: float) -> list[Painted]:
    """Rectangles cut along faint gaps, where others above or below (left or right) of them end."""
    boxes = [(*low, *(high - low)) for low, high in ((c.min(axis=0), c.max(axis=0)) for c, _ in fills)]
    out: list[Painted] = []
    for (corners, colour), (x, y, width, height) in zip(fills, boxes, strict=True):
        contrast = surface.contrast(y + height // 2, x + width // 2, colour)
        whole = cv2.contourArea(corners) > FULL * width * height
        if not whole or _cornered(corners, scale) < (1 if contrast < PALE else 4):
            out.append((corners, colour))
            continue
        near, least = _neighbours((x, y, width, height), boxes, scale), FAINT * contrast
        across = _cuts((x, x + width), near[0], _profile(surface, (x, y, width, height), 0, scale), least, scale)
        down = _cuts((y, y + height), near[1], _profile(surface, (x, y, width, height), 1, scale), least, scale)
        out.extend(
            (np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.int32), colour)
            for x0, x1 in pairwise((x, *across, x + width))
            for y0, y1 in pairwise((y, *down, y + height))
        )
    return out


def _neighbours(box: Sequence[int], boxes: Sequence[Sequence[int]], scale: float) -> tuple[list[int], list[int]]:
    """Left and right edges of those above or below a box, upper and lower edges of those beside it."""
    x, y, width, height = box
    reach = NEXT * scale
    xs: set[int] = set()
    ys: set[int] = set()
    for left, top, wide, high in boxes:
        aside = max(left - x - width, x - left - wide)
        apart = max(top - y - height, y - top - high)
        if aside < 0 and abs(apart) <= reach:
            xs |= {left, left + wide}
        if apart < 0 and abs(aside) <= reach:
            ys |= {top, top + high}
    return sorted(xs), sorted(ys)


def _profile(surface: Surface, box: Sequence[int], axis: int, scale: float) -> Pixels:
    """The mean tone of the columns (axis 0) or rows (1) of a box, not a number where hardly anything is flat."""
    x, y, width, height = box
    inset = max(1, round(INSET * scale))
    rows, columns = (inset, 0) if axis == 0 else (0, inset)
    part = (slice(max(0, y + rows), y + height - rows), slice(max(0, x + columns), x + width - columns))
    where = surface.flat[part] > 0
    tones = np.where(where, surface.smooth[part].max(axis=2), 0).sum(axis=axis, dtype=np.float64)
    count = where.sum(axis=axis)
    return np.where(count > FREE * where.shape[axis], tones / np.maximum(count, 1), np.nan)


def _cuts(ends: tuple[int, int], edges: Sequence[int], profile: Pixels, lighter: float, scale: float) -> list[int]:
    """Places between `ends` where an edge of another fill meets a lighter line in the profile."""
    near, around, least = round(STEP_WIDTH * scale), round(AROUND * scale), round(LEAST_SIDE * scale)
    cuts: list[int] = []
    for edge in edges:
        if not (cuts[-1] if cuts else ends[0]) + least <= edge <= ends[1] - least:
            continue
        low, high = max(0, edge - ends[0] - near), edge - ends[0] + near + 1
        beside = [profile[max(0, low - around) : low], profile[high : high + around]]
        if any(np.isnan(part).all() for part in (profile[low:high], *beside)):
            continue
        if np.nanmax(profile[low:high]) - max(float(np.nanmedian(part)) for part in beside) > lighter:
            cuts.append(ends[0] + low + int(np.nanargmax(profile[low:high])))
    return cuts
