"""Characters that stand outside tables, as lines of text in reading order.

A line ends where a wide gap begins or where a frame stands between, so that two text boxes side by side stay two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from operator import itemgetter

from extractors.model import Box, Char, Line
from extractors.text import cell_text

APART = 2.0
"""A gap this long, in font sizes, divides a line in two."""
SPREAD = 4.5
"""Letters spread over a line may be this far apart, in font sizes, when all are."""

_centre = itemgetter(0, 1)
_sides = itemgetter(1, 2, 3, 4)
_left = itemgetter(1)
_size = itemgetter(5)


def box_of(chars: Iterable[Char]) -> Box:
    """The box around the characters."""
    x0, top, x1, bottom = zip(*map(_sides, chars), strict=True)
    return Box(min(x0), min(top), max(x1), max(bottom))


def levels(chars: Iterable[Char]) -> list[list[Char]]:
    """Printed characters by height from the top, each level from the left."""
    placed = sorted([((c[2] + c[4]) / 2, c[1], c) for c in chars], key=_centre)
    found: list[list[Char]] = []
    first, size = -1e9, 0.0
    for middle, _, char in placed:
        own = char[5]
        size = own if own > size else size
        if middle - first > 0.5 * size or not found:
            found.append([char])
            first, size = middle, own
        else:
            found[-1].append(char)
    for level in found:
        level.sort(key=_left)
    return found


def runs(chars: Iterable[Char], apart: float = APART) -> list[list[Char]]:
    """Stretches of text without a wide gap, from the top and from the left."""
    found: list[list[Char]] = []
    for level in levels(chars):
        wide = apart if apart != APART or not _spread(level) else SPREAD
        text = "".join([char[0] for char in level])
        if text.split() == [text] and not any(two[1] - one[3] > wide * two[5] for one, two in pairwise(level)):
            found.append(level)  # most levels
            continue
        end = 0.0
        fresh = True
        for char in level:
            if char[0].isspace():
                if not fresh:
                    found[-1].append(char)
                continue
            if fresh or char[1] - end > wide * char[5]:
                found.append([])
                fresh = False
            found[-1].append(char)
            end = max(char[3], end) if len(found[-1]) > 1 else char[3]
    return found


def _spread(level: Sequence[Char]) -> bool:
    """A heading with its letters spread: few letters, all far apart."""
    inked = list(islice((c for c in level if not c[0].isspace()), 7))
    if not 2 <= len(inked) <= 6:
        return False
    gaps = [b[1] - a[3] for a, b in pairwise(inked)]
    return min(gaps) > 0.5 * inked[0][5] and max(gaps) < 1.5 * min(gaps) + 1.0


def text_lines(page: int, chars: Iterable[Char], frames: Sequence[Box]) -> tuple[Line, ...]:
    """Lines in reading order; what stands in the same frame stays together."""
    inside: dict[int, list[Char]] = {}
    small = sorted(range(len(frames)), key=lambda k: frames[k].width * frames[k].height)
    boxes = [(k, frames[k]) for k in small]
    for char in chars:
        x, y = (char[1] + char[3]) / 2, (char[2] + char[4]) / 2
        home = -1
        for k, (x0, top, x1, bottom) in boxes:
            if x0 <= x <= x1 and top <= y <= bottom:
                home = k
                break
        inside.setdefault(home, []).append(char)
    blocks: list[tuple[Box, list[Line]]] = []
    for home, members in inside.items():
        lines = [_line(page, run) for run in runs(members)]
        if home < 0:
            blocks.extend((line.box, [line]) for line in lines)
        elif lines:
            blocks.append((frames[home], lines))
    return tuple(line for _, block in _reading_order(blocks) for line in block if line.text)


def _reading_order(blocks: list[tuple[Box, list[Line]]]) -> list[tuple[Box, list[Line]]]:
    """Blocks from the top; those that begin at nearly the same height from the left."""
    ordered: list[tuple[Box, list[Line]]] = []
    band: list[tuple[Box, list[Line]]] = []
    for block in sorted(blocks, key=lambda b: (b[1][0].box.top, b[0].x0)):
        if band and block[1][0].box.top - band[0][1][0].box.top > 0.5 * band[0][1][0].size:
            ordered.extend(sorted(band, key=lambda b: b[0].x0))
            band = []
        band.append(block)
    return ordered + sorted(band, key=lambda b: b[0].x0)


def _line(page: int, run: Sequence[Char]) -> Line:
    inked = [c for c in run if not c[0].isspace()]
    return Line(page, box_of(inked), cell_text(run), max(map(_size, inked)), is_bold(inked))


def is_bold(chars: Sequence[Char]) -> bool:
    """Most characters are set in a bold font, by its name."""
    fonts = [c[6] for c in chars]
    bold = set(filter(_names_bold, set(fonts)))
    return bool(bold) and 2 * sum(font in bold for font in fonts) > len(fonts)


@lru_cache(maxsize=4096)
def _names_bold(font: str) -> bool:
    return any(word in font.lower() for word in ("bold", "heavy", "black", "semib"))


def confidence_of(chars: Iterable[Char]) -> float | None:
    """How sure the least sure character is that OCR read; None where there is none."""
    return min([c[8] for c in chars if c[7] == "ocr"], default=None)
