"""The letters of every line of a page, and how sure they are.

Short lines with figures are read twice, the second time a little smaller and lower in their picture: a figure that
comes out otherwise then is not to be trusted, however sure the engine was.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractors.ocr import Letter, Recogniser
from extractors.scan.details import detailed
from extractors.scan.inking import InkLine
from extractors.scan.pixels import Grey

UNSURE = 0.45
"""A line whose letters are less sure than this on average is a drawing, not text."""
LITTLE = 0.6
"""The same for a line of a letter or two."""
DASH = 0.9
"""How sure it is that a lone level stroke is a dash."""
DISPUTED = 0.2
"""How sure a figure is at most that came out otherwise at the second reading."""
SHORT = 30
"""Lines of more letters than this are sentences and read once."""

Read = tuple[InkLine, tuple[Letter, ...]]


def read_lines(lines: Sequence[InkLine], recogniser: Recogniser) -> list[Read]:
    """What stands in each line; a lone level stroke is a dash, which no engine tells from 一 and ー."""
    worded = [line for line in lines if not line.is_dash]
    answers = zip(worded, recogniser.read([line.picture for line in worded]), strict=True)
    read = [(line, detailed(line, letters)) for line, letters in answers if letters and _is_text(line, letters)]
    dashes = [(line, (_dash(line),)) for line in lines if line.is_dash]
    return sorted([*_confirmed(read, recogniser), *dashes], key=lambda one: (one[0].span.y0, one[0].span.x0))


def _confirmed(read: Sequence[Read], recogniser: Recogniser) -> list[Read]:
    """Lines with figures as both readings have them."""
    checked = [k for k, (_, letters) in enumerate(read) if len(letters) <= SHORT and _figures(letters)]
    second = dict(zip(checked, recogniser.read([_moved(read[k][0].picture) for k in checked]), strict=True))
    return [
        (line, _disputed(letters) if k in second and _figures(second[k]) != _figures(letters) else letters)
        for k, (line, letters) in enumerate(read)
    ]


def _figures(letters: Sequence[Letter]) -> str:
    """Digits, and the marks inside them."""
    text = "".join(letter.text for letter in letters)
    return "".join(c for k, c in enumerate(text) if c.isdecimal() or (c in ".,%" and text[max(0, k - 1)].isdecimal()))


def _disputed(letters: Sequence[Letter]) -> tuple[Letter, ...]:
    return tuple(
        letter._replace(confidence=min(letter.confidence, DISPUTED)) if letter.text.isdecimal() else letter
        for letter in letters
    )


def _moved(picture: Grey) -> Grey:
    """The line smaller in its picture, with more white around it."""
    margin = max(2, round(0.09 * picture.shape[0]))
    return np.asarray(
        cv2.copyMakeBorder(picture, margin, margin // 2, margin, margin, cv2.BORDER_CONSTANT, value=255.0), np.uint8
    )


def _is_text(line: InkLine, letters: Sequence[Letter]) -> bool:
    """Not a drawing: sure enough, all the more where there is little of it or it is small."""
    little = len(letters) <= 2 and (len(letters) == 1 or line.span.height < 0.5 * line.usual)
    return _mean(letters) >= (LITTLE if little else UNSURE)


def _mean(letters: Sequence[Letter]) -> float:
    return sum(letter.confidence for letter in letters) / len(letters)


def _dash(line: InkLine) -> Letter:
    middle = (line.span.x0 + line.span.x1) / 2 - line.frame.x0
    return Letter("-" if line.span.width < 0.6 * line.usual else "—", middle, DASH)
