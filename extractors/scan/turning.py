"""Which way up a page was laid on the scanner: some of its lines are read, as they lie and upside down.

An engine reads hardly a letter of a line that does not stand upright, so a few lines tell.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractors.ocr import Recogniser
from extractors.scan.inking import InkLine

SOME = 8
"""So many lines are read."""
LONG = 2.5
"""They are longer than this, in their heights."""
UPRIGHT = 0.5
"""Letters to a height of line, weighed by how sure they are: from here on a line stands upright."""
READABLE = 0.25
"""A page that lies has at least so many when it is turned, and twice as many as before."""


def some(lines: Sequence[InkLine]) -> list[InkLine]:
    """A few lines that tell most: long ones, not the longest."""
    long = [line for line in lines if line.span.width > LONG * line.span.height]
    long.sort(key=lambda line: -line.span.width / line.span.height)
    return long[len(long) // 4 :][:SOME]


def readable(lines: Sequence[InkLine], recogniser: Recogniser, *, over: bool = False) -> float:
    """How well lines can be read, 0 to about 1; `over`: turned upside down."""
    if not lines:
        return 0.0
    pictures = [np.ascontiguousarray(line.picture[::-1, ::-1]) if over else line.picture for line in lines]
    sure = sum(letter.confidence for letters in recogniser.read(pictures) for letter in letters)
    return float(sure / sum(line.span.width / line.span.height for line in lines))
