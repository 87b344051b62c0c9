"""The head in the top left corner that a slanted line parts: below it the head of the labels, above it of the years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.grid import Grid
from extractors.model import Box, Char, Outline
from extractors.text import cell_text

CORNER = 4.0
"""The line ends this near (points) to the corners of the cell."""


def headed(table: Grid, outlines: Iterable[Outline], members: Sequence[list[Char]]) -> str:
    """Leave the first cell's list of `members` what stands below its slanted line; what stands above it.

    Empty when there is no such line, or text on one side of it only.
    """
    first = table.spans[0]
    if (first.row, first.col) != (0, 0) or not members[0]:
        return ""
    box = table.box_of(first)
    if sum(_falls(outline, box) for outline in outlines) != 1:
        return ""
    slope = box.height / box.width
    upper = [c for c in members[0] if (c[2] + c[4]) / 2 < box.top + slope * ((c[1] + c[3]) / 2 - box.x0)]
    lower = [c for c in members[0] if c not in upper]
    if not _inked(upper) or not _inked(lower):
        return ""
    members[0][:] = lower
    return cell_text(upper).replace("\n", " ")


def _inked(chars: Iterable[Char]) -> bool:
    return any(not char[0].isspace() for char in chars)


def _falls(outline: Outline, box: Box) -> bool:
    """A line from the upper left corner of the box to the lower right one."""
    if outline.filled is not None or len(set(outline.points)) != 2:
        return False
    (x0, top), (x1, bottom) = sorted(set(outline.points))
    ends = ((x0, box.x0), (top, box.top), (x1, box.x1), (bottom, box.bottom))
    return all(abs(a - b) < CORNER for a, b in ends)
