"""The text of one page as pdfium holds it: glyphs with their boxes and the style of the text object they belong to.

Boxes are the advance width by the font's ascent and descent, so that a glyph can be given to a cell by its centre.
Coordinates are still the PDF's own (origin bottom left, `/Rotate` not applied).
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from itertools import repeat
from math import hypot
from typing import NamedTuple

from extractors import pdfium_api as api
from extractors.pdfium_api import Pointer, pointer
from extractors.pdfium_scene import Clip, Placement, Scene
from extractors.planes import Matrix, turned_box

PATTERN = -1
OPAQUE = 255
NO_COLOUR = array("I", [0, 0, 0, OPAQUE + 1])
"""Channels of what is painted with a pattern."""
FILL_AND_STROKE = (2, 6)
STROKE_ONLY = (1, 5)
MAX_OVERPRINTS = 300
OVERPRINT_CHARS = 8000
SPACE = 0x20
UNPLACED = Placement(None, None)
FIRST_KANA = 0x3040
JAPANESE = 0x2E7F
"""Code points above this belong to Japanese fonts."""


class Style(NamedTuple):
    """What all glyphs of a text object share.

    `size` is the font size as seen; `turn` the quarter turns clockwise that bring the glyphs upright; `mirrored`
    tells that they are drawn in mirror writing; `slanted` that they stand at neither 0, 90, 180 nor 270 degrees;
    `mode` is the PDF's text rendering mode, `colour` 0xRRGGBB (or -1 for a pattern), `alpha` 0 to 255.
    """

    size: float
    font: str
    turn: int
    mirrored: bool
    slanted: bool
    mode: int
    colour: int
    alpha: int
    clip: Clip | None


class Glyphs(NamedTuple):
    """Glyphs as parallel lists; `owners` index `styles`. `total` is how many the page has, read or not.

    `unseen` tells that a text in a Japanese font which the file does not hold has no ink and was left out: a space, or
    a dash that the font in its place lacks.
    """

    codes: list[int]
    lefts: list[float]
    tops: list[float]
    rights: list[float]
    bottoms: list[float]
    owners: list[int]
    styles: dict[int, Style]
    total: int
    unseen: bool = False


class TextReader:
    """Reads glyphs page by page with buffers that are used again.

    `spaceless` says that the file's producer leaves spaces out: then the gaps that pdfium reads as spaces between a
    figure and the Japanese after it are spaces.
    """

    def __init__(self, *, spaceless: bool = False) -> None:
        self._spaceless = spaceless
        self._boxes = api.Boxes()
        self._bounds = api.Floats(4)
        self._look = api.Uints(11)
        """What makes a text object's style, side by side: size, four channels, matrix (its last two are the place)."""
        view = memoryview(self._look.values).cast("B")
        self._floats, self._alike = view.cast("f"), view[:36]
        self._name = api.Name()

    def read(self, page: Pointer, scene: Scene, limit: int) -> Glyphs:
        """The page's glyphs in the order of its text, at most `limit`."""
        handle = api.load_text(page)
        if not handle:
            return Glyphs([], [], [], [], [], [], {}, 0)
        text_page = pointer(handle)
        try:
            total = max(0, api.char_count(text_page))
            return self._glyphs(text_page, min(total, limit), scene)._replace(total=total)
        finally:
            api.close_text(text_page)

    def _glyphs(self, text_page: Pointer, count: int, scene: Scene) -> Glyphs:
        every = list(map(api.char_object, repeat(text_page), range(count)))
        codes = list(map(api.char_code, repeat(text_page), range(count)))
        real: Sequence[int] = range(count)
        if None in every or SPACE in codes:
            real = self._real(text_page, every, codes)
            codes = [codes[i] for i in real]
        owners = [every[i] or every[i - 1] or 0 for i in real]
        self._boxes.hold(len(real))
        for _ in map(api.char_box, repeat(text_page), real, self._boxes.at):
            pass
        if 0x02 in codes or 0xFFFE in codes:
            _restore_hyphens(codes, real, text_page)
        styles = self._styles(dict.fromkeys(owners), scene)
        glyphs = Glyphs(codes, *self._boxes.sides(len(real)), owners, styles, count)
        self._place_replaced(glyphs, scene)
        if 0 < count < OVERPRINT_CHARS:
            dropped = [text for handle, text in scene.texts.items() if handle not in styles]
            self._note_overprint(glyphs, dropped)
            glyphs = glyphs._replace(unseen=self._is_unseen(glyphs, dropped[:MAX_OVERPRINTS]))
        return glyphs

    def _place_replaced(self, glyphs: Glyphs, scene: Scene) -> None:
        """Put glyphs whose text the file replaces (ActualText) where they are seen.

        pdfium gives them the bounds of their text object, within the form that holds it.
        """
        outer = {owner: place.matrix for owner, place in scene.placements.items() if place.matrix is not None}
        bounds: dict[int, tuple[float, ...]] = {}
        for i, owner in enumerate(glyphs.owners) if outer else ():
            matrix = outer.get(owner)
            if matrix is None:
                continue
            if owner not in bounds:
                api.object_bounds(scene.texts.get(owner) or pointer(owner), *self._bounds.at)
                bounds[owner] = tuple(self._bounds.values)
            left, bottom, right, top = bounds[owner]
            if (glyphs.lefts[i], glyphs.bottoms[i], glyphs.rights[i], glyphs.tops[i]) == (left, bottom, right, top):
                seen = turned_box((left, bottom, right, top), matrix)
                glyphs.lefts[i], glyphs.bottoms[i], glyphs.rights[i], glyphs.tops[i] = seen

    def _real(self, text_page: Pointer, every: Sequence[int | None], codes: Sequence[int]) -> list[int]:
        """Line ends that pdfium made up belong to no object; spaces that it made up from gaps do."""
        made_up, spaceless = api.char_is_made_up, self._spaceless
        return [
            i
            for i, (owner, code) in enumerate(zip(every, codes, strict=True))
            if (owner is not None and (code != SPACE or not made_up(text_page, i)))
            or (code == SPACE and spaceless and _ends_code(every, codes, i))
        ]

    def _is_unseen(self, glyphs: Glyphs, dropped: list[Pointer]) -> bool:
        if not dropped:
            return False
        font_of = {text: api.text_font(text) for text in dropped}
        fonts = {font: pointer(font) for font in font_of.values() if font}
        absent = {font: self._font_name(at) for font, at in fonts.items() if not api.font_embedded(at)}
        if not absent:
            return False
        japanese = {owner for owner, code in zip(glyphs.owners, glyphs.codes, strict=True) if code > JAPANESE}
        names = {glyphs.styles[owner].font.removesuffix(",Bold") for owner in japanese}
        inkless = (text for text, font in font_of.items() if font in absent and absent[font] in names)
        return any(not self._has_ink(text) for text in inkless)

    def _has_ink(self, text: Pointer) -> bool:
        api.object_bounds(text, *self._bounds.at)
        left, bottom, right, top = self._bounds.values
        return bool(top - bottom >= 1 or right - left >= 0.5)

    def _note_overprint(self, glyphs: Glyphs, dropped: list[Pointer]) -> None:
        """pdfium leaves out text that is printed again in nearly the same place; what it repeats is bold."""
        for text in dropped[:MAX_OVERPRINTS]:
            api.object_bounds(text, *self._bounds.at)
            left, bottom, right, top = self._bounds.values
            if top - bottom < 1 or right - left < 0.5:
                continue  # spaces
            x, y = (left + right) / 2, (bottom + top) / 2
            rows = zip(glyphs.owners, glyphs.lefts, glyphs.rights, glyphs.bottoms, glyphs.tops, strict=True)
            owner = next((o for o, x0, x1, y0, y1 in rows if x0 <= x <= x1 and y0 <= y <= y1), None)
            if owner is not None and "Bold" not in glyphs.styles[owner].font:
                glyphs.styles[owner] = glyphs.styles[owner]._replace(font=glyphs.styles[owner].font + ",Bold")

    def _styles(self, owners: Iterable[int], scene: Scene) -> dict[int, Style]:
        """The style of each text object. Objects that look alike share one: there are hundreds on a page."""
        styles: dict[int, Style] = {}
        seen: dict[tuple[object, ...], Style] = {}
        values, (size_at, *colours_at) = self._look.values, self._look.at[:5]
        matrix_at, look_of = self._look.at[5], self._alike.tobytes
        matrix_of, size_of, font_of, mode_of = api.object_matrix, api.text_size, api.text_font, api.text_mode
        fill_of, stroke_of, place_of, text_of = (
            api.fill_colour,
            api.stroke_colour,
            scene.placements.get,
            scene.texts.get,
        )
        for owner in owners:
            text = text_of(owner) or pointer(owner)
            matrix_of(text, matrix_at)
            size_of(text, size_at)
            font, mode = font_of(text), mode_of(text)
            if not (stroke_of if mode in STROKE_ONLY else fill_of)(text, *colours_at):
                values[1:5] = NO_COLOUR
            # The matrix ends with the place, which is no matter of style. Placements live as long as the scene.
            place = place_of(owner)
            alike = (look_of(), font, mode) if place is None else (look_of(), font, mode, id(place[0]), id(place[1]))
            if alike not in seen:
                seen[alike] = self._style(font, mode, place or UNPLACED)
            styles[owner] = seen[alike]
        return styles

    def _style(self, font: int | None, mode: int, place: Placement) -> Style:
        """The style that `_look` holds."""
        size, a, b, c, d = self._floats[0], *self._floats[5:9]
        if place.matrix is not None:
            a, b, c, d = _linear(place.matrix, a, b, c, d)
        name = self._font_name(pointer(font)) if font else ""
        name += ",Bold" if mode in FILL_AND_STROKE else ""
        red, green, blue, alpha = self._look.values[1:5]
        colour = red << 16 | green << 8 | blue if alpha <= OPAQUE else PATTERN
        alpha = min(alpha, OPAQUE)
        if b == 0 == c and a > 0 and d > 0:
            return Style(size * d, name, 0, False, False, mode, colour, alpha, place.clip)
        turn = (0 if d >= 0 else 2) if abs(d) >= abs(c) else (1 if c < 0 else 3)
        slanted = _is_between(c, d) and _is_between(a, b)
        seen, mirrored = abs(size) * hypot(c, d), a * d - b * c < 0
        return Style(seen, name, turn, mirrored, slanted, mode, colour, alpha, place.clip)

    def _font_name(self, font: Pointer) -> str:
        name = self._name.of_font(font)
        return name[7:] if len(name) > 7 and name[6] == "+" else name


def _ends_code(every: Sequence[int | None], codes: Sequence[int], i: int) -> bool:
    """Whether a space stands between a figure or bracket and Japanese."""
    if not 0 < i < len(every) - 1 or not every[i - 1] or not every[i + 1]:
        return False
    before = unicodedata.normalize("NFKC", chr(codes[i - 1]))
    return (before[-1].isdigit() or before in ")>]】") and codes[i + 1] > FIRST_KANA


def _is_between(x: float, y: float) -> bool:
    return min(abs(x), abs(y)) > 0.12 * max(abs(x), abs(y))


def _restore_hyphens(codes: list[int], real: Sequence[int], text_page: Pointer) -> None:
    """pdfium writes U+0002 for a hyphen that ends a line; in tables it is a figure's dash."""
    for place, i in enumerate(real):
        if codes[place] in (0x02, 0xFFFE) and api.char_is_hyphen(text_page, i) == 1:
            codes[place] = 0x2D


def _linear(outer: Matrix, a: float, b: float, c: float, d: float) -> tuple[float, float, float, float]:
    oa, ob, oc, od, _, _ = outer
    return a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od
