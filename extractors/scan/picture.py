"""A page as a picture: grey, level, its paper made even.

Pixels are `SCALE` to a point. What comes out is the picture of the page as it would lie straight, so that a pixel's
place divided by `SCALE` is its place in points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractors.scan.ground import Area, grounds
from extractors.scan.pixels import Grey, Mask, Pixels

if TYPE_CHECKING:
    from PIL.Image import Image

SCALE = 4.0
"""Pixels per point: 288 dpi, enough for what was scanned at 300 and smooth for what was scanned at 150."""
MOST_PIXELS = 30_000_000
"""A larger page is read at a smaller scale."""
WIDEST_SKEW = 6.0
"""Degrees; a picture that lies more askew is not levelled."""
FAINT = 24
"""What differs from its ground by no more than this (of 255) is noise."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A level page: what is to be seen, and `ink`, 255 where something is written or drawn.

    `grey` is how dark each pixel is against what it stands on: 255 for the paper and every fill, also under white
    letters. `areas` are the fills, the largest first. `scale` is pixels per point, `skew` the degrees by which the
    page was turned counter-clockwise to lie level.
    """

    grey: Grey
    ink: Mask
    areas: tuple[Area, ...]
    scale: float
    skew: float

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.grey.shape[1], self.grey.shape[0]


def scale_for(width: float, height: float) -> float:
    """Pixels per point at which a page of so many points is read."""
    return float(min(SCALE, (MOST_PIXELS / max(1.0, width * height)) ** 0.5))


def picture(image: Image, scale: float, level: bool = True) -> Picture:
    """The rendered page, levelled where `level`, with its ink told from its ground."""
    colour = np.asarray(image.convert("RGB"))
    skew = skew_of(np.asarray(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY), np.uint8)) if level else 0.0
    if abs(skew) > 0.01:
        colour = turned(colour, skew)
    ground, areas = grounds(colour, scale)
    apart = _apart(colour, ground, scale)
    faint = apart[apart > FAINT]
    level_of_ink = cv2.threshold(faint.reshape(-1, 1), 0, 255, cv2.THRESH_OTSU)[0] if len(faint) else 0.0
    limit = min(max(0.7 * level_of_ink, 1.5 * FAINT), 90.0)
    ink = np.asarray((apart > limit) * np.uint8(255), np.uint8)
    return Picture(np.asarray(255 - apart, np.uint8), ink, areas, scale, skew)


def _apart(colour: Pixels, ground: Pixels, scale: float) -> Pixels:
    """How much each pixel differs from what it stands on; on the edge of a fill, from all between its two colours."""
    kernel = np.ones((round(scale * 0.55) * 2 + 1,) * 2, np.uint8)
    low, high = cv2.erode(ground, kernel), cv2.dilate(ground, kernel)
    return np.asarray(cv2.max(cv2.subtract(low, colour), cv2.subtract(colour, high)).max(axis=2))


def turned(colour: Pixels, degrees: float) -> Pixels:
    """The picture turned counter-clockwise about its centre; what comes in at the corners is like the border."""
    height, width = colour.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(
        cv2.warpAffine(colour, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    )


def skew_of(grey: Grey) -> float:
    """By how many degrees the picture must be turned counter-clockwise to lie level.

    The ink's profile along the lines is sharpest at the right angle; rules weigh most in it, lines of text help.
    """
    small = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    edges = cv2.convertScaleAbs(cv2.Sobel(cv2.GaussianBlur(small, (3, 3), 0), cv2.CV_16S, 0, 1))
    margin_y, margin_x = small.shape[0] // 50, small.shape[1] // 50
    inner = edges[margin_y:-margin_y, margin_x:-margin_x]
    ys, xs = np.nonzero(inner > 60)
    if len(xs) < 200:
        return 0.0
    if len(xs) > 60_000:
        every = len(xs) // 60_000 + 1
        ys, xs = ys[::every], xs[::every]
    centred = xs - inner.shape[1] / 2
    angle, step = 0.0, 0.1
    span = WIDEST_SKEW
    while step >= 0.009:
        angles = np.arange(angle - span, angle + span + step / 2, step)
        angle = float(max(angles, key=lambda a: _sharpness(ys, centred, float(a))))
        span, step = step, step / 5
    return angle if abs(angle) < WIDEST_SKEW - 0.5 else 0.0


def _sharpness(ys: Pixels, xs: Pixels, degrees: float) -> float:
    rows = ys - xs * np.tan(np.radians(degrees))
    counts = np.bincount((rows - rows.min()).astype(np.int64))
    return float((counts.astype(np.float64) ** 2).sum())
