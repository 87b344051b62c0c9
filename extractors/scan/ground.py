"""What lies under the writing of a page: paper, made even, and areas painted in one colour.

Flat parts of the picture are looked for; the largest is paper, and one that differs from it in colour is a fill,
together with everything written on it.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.scan.fills import TINT, fills
from extractors.scan.pixels import Mask, Pixels
from extractors.scan.tones import WINDOW

ROUGHNESS = 26
"""How much (of 255) colour may vary in a flat place: grain of paper and scanner."""


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
    flat = _flat(smooth, scale / shrink)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(flat, connectivity=4)
    if count < 2:
        return np.full_like(colour, 255), ()
    paper = _even(smooth, labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA])))
    found = fills(smooth, paper, flat, scale / shrink)
    ground = paper.astype(np.uint8)
    for corners, middle in found:
        cv2.fillPoly(ground, [corners], [float(v) for v in middle])
    full = cv2.resize(ground, (colour.shape[1], colour.shape[0]), interpolation=cv2.INTER_NEAREST)
    areas = tuple(Area(corners * shrink, (int(m[0]), int(m[1]), int(m[2]))) for corners, m in found)
    return np.asarray(full), areas


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
    bright = _brightest(smooth[ys, xs].astype(np.float64).max(axis=1), _terms(xs / width, ys / height))
    ys, xs = ys[bright], xs[bright]
    surface = _terms(xs / width, ys / height)
    out = np.empty(smooth.shape, np.int16)
    grid_y, grid_x = np.mgrid[0:height:16, 0:width:16]
    terms = _terms((grid_x / width).ravel(), (grid_y / height).ravel())
    for channel in range(3):
        weights, *_ = np.linalg.lstsq(surface, smooth[ys, xs, channel].astype(np.float64), rcond=None)
        coarse = np.clip(terms @ weights, 0, 255).reshape(grid_y.shape).astype(np.float32)
        out[:, :, channel] = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    return out


def _brightest(tones: Pixels, surface: Pixels) -> Pixels:
    """Which places belong to the paper and not to a pale fill on it: those that no curved surface leaves below it."""
    kept = np.arange(len(tones))
    for _ in range(4):
        weights, *_ = np.linalg.lstsq(surface[kept], tones[kept], rcond=None)
        above = tones[kept] - surface[kept] @ weights > -max(2.0, TINT / 2)
        if above.mean() < 0.3:
            break
        kept = kept[above]
    return kept


def _terms(x: Pixels, y: Pixels) -> Pixels:
    return np.stack([np.ones_like(x), x, y, x * x, y * y, x * y], axis=1)
