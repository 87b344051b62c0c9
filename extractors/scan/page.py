"""One page that is a picture → `Page`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np
from PIL.Image import Transpose

from extractors.model import Page
from extractors.ocr import Recogniser
from extractors.scan import turning
from extractors.scan.inking import InkLine, ink_lines, text_ink
from extractors.scan.picture import picture, scale_for
from extractors.scan.placing import levelled, placed
from extractors.scan.reading import read_lines
from extractors.scan.shapes import Shapes, edges, shapes
from extractors.scan.strokes import strokes

if TYPE_CHECKING:
    from PIL.Image import Image

_CLOCKWISE = {90: Transpose.ROTATE_270, 180: Transpose.ROTATE_180, 270: Transpose.ROTATE_90}
"""Degrees clockwise; Pillow counts the other way round."""


def read_picture(image: Image, page: Page, scale: float, recogniser: Recogniser) -> Page:
    """The page as its picture shows it: rules, fills, shapes and text, upright and levelled.

    `image` is the page, `scale` its pixels per point; `page` says number and size and keeps its remarks. A page that
    was scanned sideways or upside down comes out turned. Raises `MemoryError` where there is not enough.
    """
    with _memory():
        return _read(image, page, scale, recogniser)


@contextmanager
def _memory() -> Iterator[None]:
    """What OpenCV raises when it gets no memory, as Python calls it."""
    try:
        yield
    except cv2.error as error:
        if error.code == cv2.Error.StsNoMem:
            raise MemoryError from error
        raise


def _read(image: Image, page: Page, scale: float, recogniser: Recogniser) -> Page:
    found, turn = _upright(image, scale, recogniser)
    painted = found.painted
    chars = levelled(placed(line, letters, scale) for line, letters in read_lines(found.lines, recogniser))
    width, height = (page.width, page.height) if turn % 180 == 0 else (page.height, page.width)
    return replace(
        page,
        width=width,
        height=height,
        rotation=(page.rotation + turn) % 360,
        chars=tuple(char for line in chars for char in line),
        rules=tuple(painted.rules),
        fills=tuple(painted.fills),
        outlines=tuple(painted.outlines),
        images=page.images if turn == 0 else (),
        text_layer="ocr",
    )


class _Found(NamedTuple):
    painted: Shapes
    lines: list[InkLine]


def _found(image: Image, scale: float) -> _Found:
    seen = picture(image, scale)
    ruled = strokes(seen.ink, scale)
    painted = shapes(seen.areas, seen.ink, ruled.rules, scale)
    drawn = np.asarray(ruled.mask | edges(seen.areas, painted, seen.size, scale), np.uint8)
    ink = text_ink(seen.ink, drawn, ruled.rules, painted.outlines, scale)
    return _Found(painted, ink_lines(seen, ink, drawn))


def _upright(image: Image, scale: float, recogniser: Recogniser) -> tuple[_Found, int]:
    """What is to be seen on the page when its text stands upright, and by how many degrees clockwise it was turned."""
    found = _found(image, scale)
    sample = turning.some(found.lines)
    as_it_lies = turning.readable(sample, recogniser)
    if as_it_lies > turning.UPRIGHT or not found.lines:
        return found, 0
    aside = _found(image.transpose(_CLOCKWISE[90]), scale)
    beside = turning.some(aside.lines)
    ways = {
        180: turning.readable(sample, recogniser, over=True),
        90: turning.readable(beside, recogniser),
        270: turning.readable(beside, recogniser, over=True),
    }
    turn = max(ways, key=lambda way: ways[way])
    if ways[turn] < max(turning.READABLE, 2 * as_it_lies):
        return found, 0
    return (aside if turn == 90 else _found(image.transpose(_CLOCKWISE[turn]), scale)), turn


__all__ = ["read_picture", "scale_for"]
