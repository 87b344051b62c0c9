"""One page that is a picture → `Page`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from extractors.model import Page
from extractors.ocr import Recogniser
from extractors.scan.inking import ink_lines, text_ink
from extractors.scan.picture import picture, scale_for
from extractors.scan.placing import levelled, placed
from extractors.scan.reading import read_lines
from extractors.scan.shapes import edges, shapes
from extractors.scan.strokes import strokes

if TYPE_CHECKING:
    from PIL.Image import Image


def read_picture(image: Image, page: Page, scale: float, recogniser: Recogniser) -> Page:
    """The page as its picture shows it: rules, fills, shapes and text, levelled.

    `image` is the upright page, `scale` its pixels per point; `page` says number and size and keeps its remarks.
    """
    seen = picture(image, scale)
    ruled = strokes(seen.ink, scale)
    painted = shapes(seen.areas, seen.ink, ruled.rules, scale)
    drawn = np.asarray(ruled.mask | edges(seen.areas, painted, seen.size, scale), np.uint8)
    lines = ink_lines(seen, text_ink(seen.ink, drawn, ruled.rules, scale), drawn)
    chars = levelled(placed(line, letters, scale) for line, letters in read_lines(lines, recogniser))
    return replace(
        page,
        chars=tuple(char for line in chars for char in line),
        rules=tuple(painted.rules),
        fills=tuple(painted.fills),
        outlines=tuple(painted.outlines),
        text_layer="ocr",
    )


__all__ = ["read_picture", "scale_for"]
