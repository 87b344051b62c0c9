"""A table that is a picture on a page of text: told from photographs and charts, and put in its place on the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from extractors.model import Box, Fill, Page, Remark, Rule
from extractors.scan.strokes import strokes

if TYPE_CHECKING:
    from PIL.Image import Image

INK = 45
"""A rule is darker, or lighter, than most of the picture by more than this (of 255)."""
LONG = 30.0
"""Rules of this length (points) are counted."""
LEAST = 3
"""A table has this many level rules that meet as many upright ones each; the grid of a chart has fewer."""
WHOLE = 0.6
"""Rules of a table go through most of it; the boxes of a diagram are small."""
MEETS = 3.0
"""Rules meet when no farther apart than this (points)."""


def cut_out(image: Image, box: Box, scale: float) -> Image:
    """The part of a page's picture that a box in points covers."""
    return image.crop((int(box.x0 * scale), int(box.top * scale), round(box.x1 * scale), round(box.bottom * scale)))


def is_table(image: Image, scale: float) -> bool:
    """Whether rules make a grid on the picture."""
    grey = np.asarray(image.convert("L"))
    if min(grey.shape) < LONG * scale:
        return False
    apart = np.abs(grey.astype(np.int16) - int(np.median(grey)))
    ink = np.asarray((apart > INK) * np.uint8(255), np.uint8)
    rules = strokes(ink, scale).rules
    level = [rule for rule in rules if rule.horizontal and rule.x1 - rule.x0 >= LONG]
    widest = max((rule.x1 - rule.x0 for rule in level), default=0.0)
    level = [rule for rule in level if rule.x1 - rule.x0 > WHOLE * widest]
    upright = [rule for rule in rules if not rule.horizontal and rule.bottom - rule.top >= LONG / 2]
    return sum(sum(_meet(one, other) for other in upright) >= LEAST for one in level) >= LEAST


def _meet(level: Rule, upright: Rule) -> bool:
    across = level.x0 - MEETS <= upright.x0 <= level.x1 + MEETS
    return across and upright.top - MEETS <= level.top <= upright.bottom + MEETS


def added(page: Page, read: Page, box: Box, engine: str) -> Page:
    """The page with what was read on a picture at `box`."""
    x, y = box.x0, box.top

    def moved(one: Box) -> Box:
        return Box(one.x0 + x, one.top + y, one.x1 + x, one.bottom + y)

    return replace(
        page,
        chars=(
            *page.chars,
            *(c._replace(x0=c.x0 + x, x1=c.x1 + x, top=c.top + y, bottom=c.bottom + y) for c in read.chars),
        ),
        rules=(*page.rules, *(Rule(r.x0 + x, r.top + y, r.x1 + x, r.bottom + y, r.thickness) for r in read.rules)),
        fills=(*page.fills, *(Fill(moved(fill.box), fill.colour) for fill in read.fills)),
        outlines=(
            *page.outlines,
            *(o._replace(box=moved(o.box), points=tuple((a + x, b + y) for a, b in o.points)) for o in read.outlines),
        ),
        text_layer="mixed",
        remarks=(*page.remarks, Remark("picture-read-by-ocr", page.number, box, {"engine": engine})),
    )
