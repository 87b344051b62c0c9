"""From the letters that were read to characters in their places, in points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from extractors.model import Char
from extractors.ocr import Letter
from extractors.scan.inking import InkLine

FULL = 0.92
"""The ink of an ideograph is this high, in font sizes."""
CAPITAL = 0.74
"""The ink of a figure or capital letter is this high."""
HANGING = 0.92
"""The ink of figures is this high where one of `TALL` stands among them."""
TALL = frozenset(",;()[]{}|/jgpqy（），；［］｛｝")
"""Signs that reach below the line."""


def placed(line: InkLine, letters: Sequence[Letter], scale: float) -> tuple[Char, ...]:
    """The characters of a line: each as wide as the distance to its neighbours allows."""
    inked = [letter for letter in letters if not letter.text.isspace()]
    if not inked:
        return ()
    size = _size(line, inked)
    top, bottom = line.span.y0 / scale, line.span.y1 / scale
    middle, half = (top + bottom) / 2, size / scale / 2
    edges = _edges(line, inked, size)
    return tuple(
        Char(
            letter.text,
            (line.frame.x0 + x0) / scale,
            middle - half,
            (line.frame.x0 + x1) / scale,
            middle + half,
            size / scale,
            "",
            "ocr",
            letter.confidence,
        )
        for letter, (x0, x1) in zip(inked, edges, strict=True)
    )


def _size(line: InkLine, letters: Sequence[Letter]) -> float:
    """The font size in pixels: by the distance of ideographs from each other, else by the height of the ink."""
    pitches = [b.x - a.x for a, b in pairwise(letters) if _is_wide(a.text) and _is_wide(b.text)]
    by_ink = line.span.height / _height(letters)
    if len(pitches) >= 4:
        pitch = median(pitches)
        if 0.75 * by_ink < pitch < 1.3 * by_ink:
            return float(pitch)
    if pitches and median(pitches) < 0.6 * by_ink:
        return float(median(pitches))  # something else stands above or below the letters
    return by_ink


def _height(letters: Sequence[Letter]) -> float:
    """How high the ink of these letters is, in font sizes."""
    if any(_is_wide(letter.text) for letter in letters):
        return FULL
    return HANGING if any(letter.text in TALL for letter in letters) else CAPITAL


def _is_wide(text: str) -> bool:
    return text[0] >= "\u3040"


def _edges(line: InkLine, letters: Sequence[Letter], size: float) -> list[tuple[float, float]]:
    """Left and right of each letter: half-way to its neighbours, no farther than its own width allows."""
    first, last = line.span.x0 - line.frame.x0, line.span.x1 - line.frame.x0
    borders = [float(first), *((a.x + b.x) / 2 for a, b in pairwise(letters)), float(last)]
    edges = []
    for letter, (low, high) in zip(letters, pairwise(borders), strict=True):
        half = (0.55 if _is_wide(letter.text) else 0.36) * size
        edges.append((max(min(low, letter.x), letter.x - half), min(max(high, letter.x), letter.x + half)))
    return edges


def levelled(lines: Iterable[tuple[Char, ...]]) -> list[tuple[Char, ...]]:
    """Lines of nearly one size given the same size: what was set in one font must not differ by a hair."""
    whole = [line for line in lines if line]
    order = sorted(range(len(whole)), key=lambda k: whole[k][0].size)
    out = list(whole)
    group: list[int] = []
    for k in [*order, -1]:
        if group and (k < 0 or whole[k][0].size > 1.08 * whole[group[0]][0].size):
            letters = sorted(size for i in group for size in [whole[i][0].size] * len(whole[i]))
            usual = letters[len(letters) // 2]
            for i in group:
                out[i] = tuple(char._replace(size=usual) for char in whole[i])
            group = []
        group.append(k)
    return out
