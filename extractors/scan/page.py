"""One page that is a picture → `Page`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from extractors.model import Page
from extractors.ocr import Letter, Recogniser
from extractors.scan.inking import InkLine, ink_lines, text_ink
from extractors.scan.picture import picture, scale_for
from extractors.scan.placing import levelled, placed
from extractors.scan.shapes import edges, shapes
from extractors.scan.strokes import strokes

if TYPE_CHECKING:
    from PIL.Image import Image

UNSURE = 0.45
"""A line whose letters are less sure than this on average is a drawing, not text."""

DASH = 0.9
"""How sure it is that a lone level stroke is a dash."""


def read_picture(image: Image, page: Page, scale: float, recogniser: Recogniser) -> Page:
    """The page as its picture shows it: rules, fills, shapes and text, levelled.

    `image` is the upright page, `scale` its pixels per point; `page` says number and size and keeps its remarks.
    """
    seen = picture(image, scale)
    ruled = strokes(seen.ink, scale)
    painted = shapes(seen.areas, seen.ink, ruled.rules, scale)
    drawn = np.asarray(ruled.mask | edges(seen.areas, painted, seen.size, scale), np.uint8)
    lines = ink_lines(seen, text_ink(seen.ink, drawn, ruled.rules, scale), drawn)
    read = _read(lines, recogniser)
    chars = levelled(placed(line, letters, scale) for line, letters in read)
    return replace(
        page,
        chars=tuple(char for line in chars for char in line),
        rules=tuple(painted.rules),
        fills=tuple(painted.fills),
        outlines=tuple(painted.outlines),
        text_layer="ocr",
    )


def _read(lines: list[InkLine], recogniser: Recogniser) -> list[tuple[InkLine, tuple[Letter, ...]]]:
    """What stands in each line; a lone level stroke is a dash, which no engine tells from 一 and ー."""
    worded = [line for line in lines if not line.is_dash]
    answers = zip(worded, recogniser.read([line.picture for line in worded]), strict=True)
    read = [(line, letters) for line, letters in answers if letters and _mean(letters) >= UNSURE]
    dashes = [(line, (_dash(line),)) for line in lines if line.is_dash]
    return sorted([*read, *dashes], key=lambda one: (one[0].span.y0, one[0].span.x0))


def _mean(letters: tuple[Letter, ...]) -> float:
    return sum(letter.confidence for letter in letters) / len(letters)


def _dash(line: InkLine) -> Letter:
    middle = (line.span.x0 + line.span.x1) / 2 - line.frame.x0
    return Letter("-" if line.span.width < 0.6 * line.usual else "—", middle, DASH)


__all__ = ["read_picture", "scale_for"]
