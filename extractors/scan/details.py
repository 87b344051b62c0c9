"""What an engine loses in small print and the picture still shows: dots between letters, and the size of kana.

ょ and よ, ッ and ツ are one shape in two sizes; a middle dot of two pixels comes out as a space. Both are measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import numpy as np

from extractors.ocr import Letter
from extractors.scan.inking import InkLine
from extractors.scan.pixels import Mask

SMALL = dict(zip("つやゆよアイウエオツヤユヨあいうえお", "っゃゅょァィゥェォッャュョぁぃぅぇぉ", strict=True))
LARGE = {small: large for large, small in SMALL.items()}
AT_TOP, BELOW_TOP = 0.19, 0.30
"""A kana of full size begins above, a small one below these shares of the line's height."""
MISSING = (1.55, 2.5)
"""Between two letters this many pitches apart one is missing."""
DOT = 0.42
"""A dot is no larger than this, in pitches."""
MIDDLE, FOOT = 0.3, 0.66
"""From here to there (shares of the line's height) a dot is a middle dot, below it a comma."""
SEEN = 0.7
"""How sure a sign is that was found by its shape."""


class _Ink(NamedTuple):
    x0: int
    y0: int
    x1: int
    y1: int


def detailed(line: InkLine, letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """The letters of a line with lost dots added and kana in their size; as they were where too few letters tell."""
    inked = [letter for letter in letters if not letter.text.isspace()]
    steps = [b.x - a.x for a, b in pairwise(inked) if _is_wide(a.text) and _is_wide(b.text)]
    near = [step for step in steps if 0.6 * line.span.height < step < 1.35 * line.span.height]
    if len(near) < 2:
        return tuple(letters)
    pitch = median(near)
    mask = _mask(line)
    return tuple(_dotted(line, [_sized(line, letter, mask, pitch) for letter in letters], mask, pitch))


def _is_wide(text: str) -> bool:
    return text[0] >= "\u3040"


def _is_letter(text: str) -> bool:
    """Kana or an ideograph: brackets and other marks leave room of their own beside them."""
    return ("\u3041" <= text[0] <= "\u30fc" and text[0] != "・") or "\u4e00" <= text[0] <= "\u9fff"


def _mask(line: InkLine) -> Mask:
    """1 where there is ink on the line's picture, by how dark this line is."""
    darkest = float(np.percentile(line.picture, 2))
    return np.asarray(line.picture < 255 - 0.4 * (255 - darkest), np.uint8)


def _ink(mask: Mask, x0: float, x1: float) -> _Ink | None:
    low = max(0, round(x0))
    part = mask[:, low : max(low, round(x1))]
    rows, columns = np.nonzero(part.any(axis=1))[0], np.nonzero(part.any(axis=0))[0]
    if not len(rows):
        return None
    return _Ink(low + int(columns[0]), int(rows[0]), low + int(columns[-1]) + 1, int(rows[-1]) + 1)


def _sized(line: InkLine, letter: Letter, mask: Mask, pitch: float) -> Letter:
    other = SMALL.get(letter.text) or LARGE.get(letter.text)
    if other is None:
        return letter
    seen = _ink(mask, letter.x - 0.42 * pitch, letter.x + 0.42 * pitch)
    if seen is None:
        return letter
    top = (seen.y0 - (line.span.y0 - line.frame.y0)) / line.span.height
    is_small = letter.text in LARGE
    if (top > BELOW_TOP and not is_small) or (top < AT_TOP and is_small):
        return letter._replace(text=other)
    return letter


def _dotted(line: InkLine, letters: list[Letter], mask: Mask, pitch: float) -> list[Letter]:
    """With the dots that stand alone between two letters, in place of the spaces that were read there."""
    out: list[Letter] = []
    for letter in letters:
        if letter.text.isspace():
            out.append(letter)
            continue
        before = next((one for one in reversed(out) if not one.text.isspace()), None)
        dot = _dot(line, before, letter, mask, pitch) if before else None
        if dot:
            while out and out[-1].text.isspace():
                out.pop()
            out.append(dot)
        out.append(letter)
    return out


def _dot(line: InkLine, one: Letter, two: Letter, mask: Mask, pitch: float) -> Letter | None:
    if not MISSING[0] * pitch <= two.x - one.x <= MISSING[1] * pitch:
        return None
    if not (_is_letter(one.text) and _is_letter(two.text)):
        return None
    seen = _ink(mask, one.x + 0.56 * pitch, two.x - 0.56 * pitch)
    if seen is None or max(seen.x1 - seen.x0, seen.y1 - seen.y0) > DOT * pitch:
        return None
    height = ((seen.y0 + seen.y1) / 2 - (line.span.y0 - line.frame.y0)) / line.span.height
    if height < MIDDLE:
        return None
    return Letter("・" if height < FOOT else "、", (seen.x0 + seen.x1) / 2, SEEN)
