"""Parts of a page that are painted in one colour: cells, bars, tabs, bullets."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from extractors.scan.pixels import Mask, Pixels
from extractors.scan.tones import LEAST_SIDE, SAME, WINDOW, Painted, Surface, alike, divided, evened, extended, steps_of

TINT = 5.0
"""A fill differs from paper by more than this (of 255)."""
ALIKE = 26
"""How much colour may vary under a word that stands close to the edge of a fill."""
DARK = 60.0
"""What is this much darker than paper may be a fill that light letters stand on."""
BAND = 1.5
"""The edge of such a fill, all around it, is at least this thick (points)."""
ROWS = 3
"""So far, counted in rows or columns, an edge of one fill tells where another one may end."""
SOLID = 0.42
"""This share of a fill at least is flat; less is a large letter."""


def fills(smooth: Pixels, paper: Pixels, flat: Mask, scale: float) -> list[Painted]:
    """All fills of a page, the largest first. `flat` is 1 where nothing is written; places are pixels of `smooth`."""
    apart = np.abs(smooth.astype(np.int16) - paper).max(axis=2)
    surface = Surface(smooth, paper, flat, steps_of(flat, smooth, scale))
    flats = _flats(flat & ~surface.steps, evened(apart, flat, scale))
    found = [extended(one, surface, scale) for one in _tinted(smooth, paper, flats, scale)]
    found = _alone(_whole(found, surface, scale))
    for _ in range(ROWS):
        found = divided(found, surface, scale)
    found += [dark for dark in _dark(smooth, apart, scale) if not any(_covers(one, dark) for one in found)]
    return sorted(found, key=lambda one: -cv2.contourArea(one[0]))


class _Flats(NamedTuple):
    """Flat parts of the picture that are no paper: a number per pixel, box and size per number."""

    labels: Pixels
    stats: Pixels


def _flats(flat: Mask, apart: Pixels) -> _Flats:
    """Flat parts, told from paper by tone: a white gap between two pale fills is too low a step to be uneven."""
    tinted = np.asarray(((flat > 0) & (apart > 0.7 * TINT)) * np.uint8(255), np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.medianBlur(tinted, 3), connectivity=4)
    return _Flats(np.asarray(labels), np.asarray(stats))


def _tinted(smooth: Pixels, paper: Pixels, flats: _Flats, scale: float) -> list[Painted]:
    """Flat parts that are no paper, with their colours."""
    labels, stats = flats
    found = []
    least = (LEAST_SIDE - WINDOW) * scale
    for label in range(1, len(stats)):
        x, y, width, height, size = (int(v) for v in stats[label])
        if width < least or height < least:
            continue
        part = (slice(y, y + height), slice(x, x + width))
        inside = labels[part] == label
        tint = np.median((smooth[part].astype(np.int16) - paper[part])[inside], axis=0)
        if np.abs(tint).max() <= TINT:
            continue
        corners = _outline(inside, x, y, WINDOW / 2 * scale)
        if size > SOLID * cv2.contourArea(corners):
            middle = np.median(smooth[part][inside], axis=0)
            found.append((_without_notch(corners, middle, smooth), middle))
    return found


def _outline(inside: Pixels, x: int, y: int, grow: float) -> Pixels:
    """The outer line of one part, as far out as flatness could not be told."""
    margin = int(grow) + 2
    mask = cv2.copyMakeBorder(inside.astype(np.uint8), margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=0)
    side = round(2 * grow) + 1
    mask = cv2.dilate(mask, np.ones((side, side), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    outer = max(contours, key=cv2.contourArea)
    return np.asarray(outer[:, 0, :] + np.array([x - margin, y - margin]), np.int32)


def _without_notch(corners: Pixels, colour: Pixels, smooth: Pixels) -> Pixels:
    """The outer line, straight over a word that stands close to the fill's edge."""
    hull = np.asarray(cv2.convexHull(corners)[:, 0, :])
    x, y, width, height = cv2.boundingRect(hull)
    notch = np.zeros((height, width), np.uint8)
    cv2.fillPoly(notch, [hull - (x, y)], 1.0)
    cv2.fillPoly(notch, [corners - (x, y)], 0.0)
    y, x = max(0, y), max(0, x)
    inside = smooth[y : y + height, x : x + width]
    where = notch[: inside.shape[0], : inside.shape[1]] > 0
    if not where.any():
        return corners
    same = np.abs(inside[where].astype(np.int16) - colour).max(axis=1) < ALIKE
    return hull if same.mean() > 0.25 else corners


def _whole(parts: list[Painted], surface: Surface, scale: float) -> list[Painted]:
    """Parts left and right of a word on a fill put together: the fill goes on above and below the word."""
    whole: list[Painted] = []
    for corners, colour in sorted(parts, key=lambda one: int(one[0][:, 0].min())):
        for k, (before, tint) in enumerate(whole):
            if np.abs(tint - colour).max() < SAME and _goes_on(before, corners, colour, surface, scale):
                hull = cv2.convexHull(np.concatenate([before, corners]))[:, 0, :]
                whole[k] = (hull, tint)
                break
        else:
            whole.append((corners, colour))
    return whole


def _goes_on(left: Pixels, right: Pixels, colour: Pixels, surface: Surface, scale: float) -> bool:
    slack = 2.0 * scale
    top, bottom = int(left[:, 1].min()), int(left[:, 1].max())
    if abs(top - right[:, 1].min()) > slack or abs(bottom - right[:, 1].max()) > slack:
        return False
    x0, x1 = int(left[:, 0].max()), int(right[:, 0].min())
    if x1 <= x0:
        return True
    inset = max(1, round(scale))
    rows = [top + inset, min(bottom, len(surface.steps)) - inset]
    same = alike(surface.smooth[rows, x0:x1], colour, surface.tolerance(rows[0], x0, colour))
    return bool((same & (surface.steps[rows, x0:x1] == 0)).mean() > 0.99)


def _alone(fills: list[Painted]) -> list[Painted]:
    """Without those that another one of the same colour holds."""
    kept: list[Painted] = []
    for one in sorted(fills, key=lambda one: -cv2.contourArea(one[0])):
        if not any(np.abs(other[1] - one[1]).max() < SAME and _covers(other, one) for other in kept):
            kept.append(one)
    return kept


def _dark(smooth: Pixels, apart: Pixels, scale: float) -> list[Painted]:
    """Dark rectangles, by their edges: inside, hardly anything is flat between large light letters."""
    mask = np.asarray((apart > DARK) * np.uint8(255), np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    found = []
    band = max(2, round(BAND * scale))
    for x, y, width, height, size in stats[1:].tolist():
        if min(width, height) < LEAST_SIDE * scale or size < 0.5 * width * height:
            continue
        inside = mask[y : y + height, x : x + width] > 0
        bands = (inside[:band], inside[-band:], inside[:, :band], inside[:, -band:])
        if min(float(part.mean()) for part in bands) < 0.9 or (size < 0.65 * width * height and width < 2 * height):
            continue
        colour = np.median(smooth[y : y + height, x : x + width][inside], axis=0)
        corners = np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], np.int32)
        found.append((corners, colour))
    return found


def _covers(one: Painted, other: Painted) -> bool:
    """Whether a fill is the same as another, or holds it."""
    x, y, width, height = cv2.boundingRect(one[0])
    left, top, wide, high = cv2.boundingRect(other[0])
    shared = (min(x + width, left + wide) - max(x, left), min(y + height, top + high) - max(y, top))
    return min(shared) > 0 and shared[0] * shared[1] > 0.7 * wide * high
