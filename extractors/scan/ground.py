"""What lies under the writing of a page: paper, made even, and areas painted in one colour.

Flat parts of the picture are looked for; the largest is paper, and one that differs from it in colour is a fill,
together with everything written on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.uint8]
Pixels = npt.NDArray[Any]

WINDOW = 2.5
"""A place is flat when nothing else is to be seen within a square of so many points."""
ROUGHNESS = 26
"""How much (of 255) colour may vary in a flat place: grain of paper and scanner."""
TINT = 9.0
"""A fill differs from paper by more than this (of 255)."""
LEAST_SIDE = 8.5
"""A fill is at least this wide and high (points): more than the strokes of large letters."""
SOLID = 0.42
"""This share of a fill at least is flat; less is a large letter."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the page painted in one colour: its outer line (x, y in pixels), its colour as RGB."""

    corners: Pixels
    colour: tuple[int, int, int]


def grounds(colour: Pixels, scale: float) -> tuple[Pixels, tuple[Area, ...]]:
    """The page without its writing, and its fills, the largest first."""
    shrink = max(1.0, scale / 2)
    small = cv2.resize(colour, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA)
    smooth = cv2.GaussianBlur(small, (0, 0), 1.2)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(_flat(smooth, scale / shrink), connectivity=4)
    if count < 2:
        return np.full_like(colour, 255), ()
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    paper = _even(smooth, labels == largest)
    found = _tinted(smooth, paper, _Flats(labels, stats, largest), scale / shrink)
    found = sorted(_whole(found, smooth, scale / shrink), key=lambda one: -cv2.contourArea(one[0]))
    ground = paper.astype(np.uint8)
    for corners, middle in found:
        cv2.fillPoly(ground, [corners], [float(v) for v in middle])
    full = cv2.resize(ground, (colour.shape[1], colour.shape[0]), interpolation=cv2.INTER_NEAREST)
    areas = tuple(Area(corners * shrink, (int(m[0]), int(m[1]), int(m[2]))) for corners, m in found)
    return np.asarray(full), areas


class _Flats(NamedTuple):
    """Flat parts of the picture: a number per pixel, box and size per number, and the number of the paper."""

    labels: Pixels
    stats: Pixels
    largest: int


def _tinted(smooth: Pixels, paper: Pixels, flats: _Flats, scale: float) -> list[tuple[Pixels, Pixels]]:
    """Flat parts that are no paper, with their colours."""
    labels, stats, largest = flats
    found = []
    least = (LEAST_SIDE - WINDOW) * scale
    for label in range(1, len(stats)):
        x, y, width, height, size = (int(v) for v in stats[label])
        if label == largest or width < least or height < least:
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
    alike = np.abs(inside[where].astype(np.int16) - colour).max(axis=1) < ROUGHNESS
    return hull if alike.mean() > 0.25 else corners


def _whole(parts: list[tuple[Pixels, Pixels]], smooth: Pixels, scale: float) -> list[tuple[Pixels, Pixels]]:
    """Parts left and right of a word on a fill put together: the fill goes on above and below the word."""
    whole: list[tuple[Pixels, Pixels]] = []
    for corners, colour in sorted(parts, key=lambda one: int(one[0][:, 0].min())):
        for k, (before, tint) in enumerate(whole):
            if np.abs(tint - colour).max() < TINT and _goes_on(before, corners, colour, smooth, scale):
                hull = cv2.convexHull(np.concatenate([before, corners]))[:, 0, :]
                whole[k] = (hull, tint)
                break
        else:
            whole.append((corners, colour))
    return whole


def _goes_on(left: Pixels, right: Pixels, colour: Pixels, smooth: Pixels, scale: float) -> bool:
    slack = 2.0 * scale
    top, bottom = int(left[:, 1].min()), int(left[:, 1].max())
    if abs(top - right[:, 1].min()) > slack or abs(bottom - right[:, 1].max()) > slack:
        return False
    x0, x1 = int(left[:, 0].max()), int(right[:, 0].min())
    if x1 <= x0:
        return True
    inset = max(1, round(scale))
    edges = smooth[[top + inset, min(bottom, smooth.shape[0]) - inset], x0:x1]
    return bool((np.abs(edges.astype(np.int16) - colour).max(axis=2) < ROUGHNESS).mean() > 0.99)


def _flat(smooth: Pixels, scale: float) -> Mask:
    """1 where the surroundings have one colour."""
    side = max(3, round(WINDOW * scale) // 2 * 2 + 1)
    kernel = np.ones((side, side), np.uint8)
    spread = cv2.subtract(cv2.dilate(smooth, kernel), cv2.erode(smooth, kernel)).max(axis=2)
    return np.asarray(spread < ROUGHNESS, np.uint8)


def _even(smooth: Pixels, where: Pixels) -> Pixels:
    """The paper's colour everywhere, a curved surface laid through where it is seen: lamps and folds shade it."""
    ys, xs = np.nonzero(where)
    every = len(ys) // 20_000 + 1
    ys, xs = ys[::every], xs[::every]
    height, width = where.shape
    surface = _terms(xs / width, ys / height)
    out = np.empty(smooth.shape, np.int16)
    grid_y, grid_x = np.mgrid[0:height:16, 0:width:16]
    terms = _terms((grid_x / width).ravel(), (grid_y / height).ravel())
    for channel in range(3):
        weights, *_ = np.linalg.lstsq(surface, smooth[ys, xs, channel].astype(np.float64), rcond=None)
        coarse = np.clip(terms @ weights, 0, 255).reshape(grid_y.shape).astype(np.float32)
        out[:, :, channel] = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    return out


def _terms(x: Pixels, y: Pixels) -> Pixels:
    return np.stack([np.ones_like(x), x, y, x * x, y * y, x * y], axis=1)


def _outline(inside: Pixels, x: int, y: int, grow: float) -> Pixels:
    """The outer line of one part, as far out as flatness could not be told."""
    margin = int(grow) + 2
    mask = cv2.copyMakeBorder(inside.astype(np.uint8), margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=0)
    side = round(2 * grow) + 1
    mask = cv2.dilate(mask, np.ones((side, side), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    outer = max(contours, key=cv2.contourArea)
    return np.asarray(outer[:, 0, :] + np.array([x - margin, y - margin]), np.int32)
