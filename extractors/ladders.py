"""Frames divided by horizontal rules alone: a ruled grid of one column whose rows hold several columns of text."""

from __future__ import annotations

from extractors.banding import banded
from extractors.grid import Grid
from extractors.model import Box, Fill, Page
from extractors.ruling import Stroke
from extractors.zones import Material, pieces_of

FEWEST_ROWS = 3
"""With fewer rows, gaps in the text mean little."""
MOST_HEIGHT = 0.4
"""The rows that are left out at the top and bottom, a title and a note, are at most this share of the frame."""


def divided(frame: Grid, page: Page, fills: list[Fill]) -> Grid:
    """The grid with the columns that its text, its shades and the pieces of its rules show, or the grid as it is."""
    if len(frame.xs) > 2 or len(frame.ys) <= FEWEST_ROWS:
        return frame
    box = frame.box
    rungs = [Stroke(y, box.x0, box.x1) for y in frame.ys]
    inside = [c for c in page.chars if box.contains((c[1] + c[3]) / 2, (c[2] + c[4]) / 2)]
    own = [f for f in fills if box.contains(*f.box.centre) and not _covers(f.box, box)]
    pieces = [p for p in pieces_of(page.rules) if box.contains((p.low + p.high) / 2, p.at)]
    found = banded(Material(rungs, pieces, own, inside, (), ()), box.height / MOST_HEIGHT)
    if len(found) != 1 or len(found[0].xs) < 3 or found[0].box.height < (1 - MOST_HEIGHT) * box.height:
        return frame
    return found[0]


def _covers(fill: Box, frame: Box) -> bool:
    return fill.width > 0.95 * frame.width and fill.height > 0.95 * frame.height
