"""The text of one page as pdfium holds it: glyphs with their boxes and the style of the text object they belong to.

Boxes are the advance width by the font's ascent and descent, so that a glyph can be given to a cell by its centre.
Coordinates are still the PDF's own (origin bottom left, `/Rotate` not applied); `extractors.pages` turns them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import hypot
from typing import NamedTuple

from extractors import pdfium_api as api
from extractors.pdfium_scene import Clip, Matrix, Placement

INVISIBLE_MODES = frozenset({3, 7})
STROKED_MODES = frozenset({1, 2, 5, 6})
PATTERN = -1


class Style(NamedTuple):
    """What all glyphs of a text object share.

    `along` is the direction of writing as a unit step in PDF space, `mirrored` tells that glyphs are drawn in mirror
    writing, `colour` is 0xRRGGBB (or -1 for a pattern), `alpha` 0 to 255, `mode` the PDF's text rendering mode.
    """

    size: float
    font: str
    along: tuple[int, int]
    mirrored: bool
    mode: int
    colour: int
    alpha: int
    slanted: bool
    clip: Clip | None
    depth: int


class Glyph(NamedTuple):
    """A glyph in PDF space; `code` is its Unicode value, 0 where the font does not say."""

    code: int
    left: float
    top: float
    right: float
    bottom: float
    style: Style


class TextReader:
    """Reads glyphs page by page with buffers that are used again."""

    def __init__(self) -> None:
        self._floats = api.Floats(4096)
        self._uints = api.Uints(4)
        self._matrix = api.Floats(6)
        self._size = api.Floats(1)

    def read(self, page: int, placements: Mapping[int, Placement], limit: int) -> tuple[list[Glyph], int]:
        """The page's glyphs in the order of its text, at most `limit`, and how many it has in all."""
        text_page = api.load_text(page)
        if not text_page:
            return [], 0
        try:
            total: int = api.char_count(text_page)
            return self._glyphs(text_page, min(total, limit), placements), total
        finally:
            api.close_text(text_page)

    def _glyphs(self, text_page: int, count: int, placements: Mapping[int, Placement]) -> list[Glyph]:
        owners = [api.char_object(text_page, i) for i in range(count)]
        used = dict.fromkeys(owners)
        used.pop(None, None)  # spaces and line ends that pdfium made up belong to no object
        styles = dict(self._styles(used, placements))
        if count * 4 > len(self._floats.at):
            self._floats = api.Floats(count * 4)
        at, char_box, char_code = self._floats.at, api.char_box, api.char_code
        for i in range(count):
            char_box(text_page, i, at[4 * i])
        values = self._floats.values[: 4 * count].tolist()
        codes = [char_code(text_page, i) for i in range(count)]
        _restore_hyphens(codes, text_page)
        return [
            Glyph(code, left, top, right, bottom, styles[owner])
            for owner, code, left, top, right, bottom in zip(
                owners, codes, values[0::4], values[1::4], values[2::4], values[3::4], strict=True
            )
            if owner is not None
        ]

    def _styles(self, owners: Mapping[int, None], placements: Mapping[int, Placement]) -> Iterator[tuple[int, Style]]:
        fonts: dict[int, str] = {}
        matrix, values = self._matrix.at[0], self._matrix.values
        reds = self._uints.at
        for owner in owners:
            place = placements.get(owner)
            font = api.text_font(owner)
            if font not in fonts:
                fonts[font] = _font_name(font)
            api.object_matrix(owner, matrix)
            a, b, c, d, _, _ = values
            if place is not None and place.matrix is not None:
                a, b, c, d = _linear(place.matrix, a, b, c, d)
            api.text_size(owner, self._size.at[0])
            mode = api.text_mode(owner)
            colour, alpha = PATTERN, 255
            painted = api.stroke_colour if mode in (1, 5) else api.fill_colour
            if painted(owner, *reds):
                red, green, blue, alpha = self._uints.values
                colour = red << 16 | green << 8 | blue
            yield (
                owner,
                Style(
                    self._size.values[0] * hypot(c, d),
                    fonts[font] if mode not in (2, 6) else fonts[font] + ",Bold",
                    _direction(a, b),
                    a * d - b * c < 0,
                    mode,
                    colour,
                    alpha,
                    min(abs(a), abs(b)) > 0.1 * max(abs(a), abs(b)),
                    place.clip if place is not None else None,
                    place.depth if place is not None else 0,
                ),
            )


def _restore_hyphens(codes: list[int], text_page: int) -> None:
    """pdfium writes U+0002 for a hyphen that ends a line; in tables it is a figure's dash."""
    for i, code in enumerate(codes):
        if code in (0x02, 0xFFFE) and api.char_is_hyphen(text_page, i) == 1:
            codes[i] = 0x2D


def _linear(outer: Matrix, a: float, b: float, c: float, d: float) -> tuple[float, float, float, float]:
    oa, ob, oc, od, _, _ = outer
    return a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od


def _direction(a: float, b: float) -> tuple[int, int]:
    if abs(a) >= abs(b):
        return (1, 0) if a >= 0 else (-1, 0)
    return (0, 1) if b > 0 else (0, -1)


def _font_name(font: int | None) -> str:
    if not font:
        return ""
    size = api.font_name(font, None, 0)
    if size <= 1:
        return ""
    buffer = api.Bytes(size)
    api.font_name(font, buffer.address, size)
    name = buffer.text()
    return name[7:] if len(name) > 7 and name[6] == "+" else name
