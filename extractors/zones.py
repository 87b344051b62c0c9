"""Zones: rules and bands of shade of the same length under each other; one may hold a table without vertical rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.grid import edges
from extractors.gutters import open_end, parted
from extractors.heads import is_head
from extractors.model import Box, Char, Fill, Rule
from extractors.ruling import DOUBLE, Stroke
from extractors.textrows import stretches

LEAST_WIDTH = 80.0
"""A zone is at least this wide (points)."""
SAME_END = 4.0
"""Rules that end this near (points) to each other have the same length."""
TALL = 0.4
"""A row is at most this high, in heights of the page."""


class Material(NamedTuple):
    """What a page holds outside its ruled tables.

    `pieces` are its horizontal rules as drawn, `obstacles` frames that no table runs around, `shapes` bars, whose
    text tells nothing of columns.
    """

    lines: Sequence[Stroke]
    pieces: Sequence[Stroke]
    fills: Sequence[Fill]
    chars: Sequence[Char]
    obstacles: Sequence[Box]
    shapes: Sequence[Box]


def pieces_of(rules: Iterable[Rule]) -> list[Stroke]:
    """The horizontal rules as they were drawn, piece by piece."""
    return [Stroke(r.top, r.x0, r.x1) for r in rules if r.x1 - r.x0 >= r.bottom - r.top]


class Zone(NamedTuple):
    """Rows between full rules: their heights, and the shorter rules in between."""

    low: float
    high: float
    ys: tuple[float, ...]
    partial: tuple[Stroke, ...]

    @property
    def box(self) -> Box:
        return Box(self.low, self.ys[0], self.high, self.ys[-1])


def zones(material: Material, height: float) -> list[Zone]:
    """The zones of a page of this height, widest first."""
    candidates = [s for s in material.lines if s.length >= LEAST_WIDTH]
    bands = [b for b in _bands(material.fills) if b.width >= LEAST_WIDTH]
    candidates += [Stroke(y, b.x0, b.x1) for b in bands for y in (b.top, b.bottom)]
    return _zones(candidates, material, height)


def _bands(fills: Iterable[Fill]) -> list[Box]:
    """Fills side by side at the same height, as one."""
    found: list[Box] = []
    for fill in sorted(fills, key=lambda f: (round(f.box.top), round(f.box.bottom), f.box.x0)):
        box = fill.box
        before = found[-1] if found else None
        if (
            before is not None
            and abs(before.top - box.top) < 1.5
            and abs(before.bottom - box.bottom) < 1.5
            and -DOUBLE < box.x0 - before.x1 < 2 * DOUBLE
        ):
            found[-1] = before.union(box)
        else:
            found.append(box)
    return found


def _zones(candidates: Sequence[Stroke], material: Material, height: float) -> list[Zone]:
    """Runs of rows between lines of the same length, widest first; no line is used twice."""
    by_ends: dict[tuple[int, int], list[Stroke]] = {}
    for stroke in sorted(candidates, key=lambda s: -s.length):
        left, right = round(stroke.low / SAME_END), round(stroke.high / SAME_END)
        keys = [(left + a, right + b) for a in (0, -1, 1) for b in (0, -1, 1)]
        by_ends.setdefault(next((k for k in keys if k in by_ends), keys[0]), []).append(stroke)
    zones: list[Zone] = []
    for same in sorted(by_ends.values(), key=lambda strokes: -strokes[0].length):
        low, high = min(s.low for s in same), max(s.high for s in same)
        ys = edges((s.at, 1.0) for s in same)
        for part in _stacked(ys, low, high, material, height):
            end = open_end(part, low, high, candidates) if len(part) > 2 else None
            box = Box(low, part[0], high, end or part[-1])
            if len(part) < 2 or any(_meet(box, zone.box) for zone in zones):
                continue
            inner = tuple(s for s in candidates if _is_partial(s, box))
            if len(part) > 2 or inner:
                zones.append(Zone(low, high, (*part, end) if end else part, inner))
    return [zone for zone in zones if any(zone.box.contains(c[1], c[2]) for c in material.chars)]


def _is_partial(stroke: Stroke, box: Box) -> bool:
    """A shorter line that runs to one side of the zone."""
    inside = box.x0 - SAME_END <= stroke.low and stroke.high <= box.x1 + SAME_END
    at_side = abs(stroke.low - box.x0) <= SAME_END or abs(stroke.high - box.x1) <= SAME_END
    shorter = stroke.length < box.width - 2 * SAME_END
    return inside and at_side and shorter and box.top + DOUBLE < stroke.at < box.bottom - DOUBLE


def _meet(one: Box, two: Box) -> bool:
    return one.x0 < two.x1 and two.x0 < one.x1 and one.top < two.bottom and two.top < one.bottom


def _unbroken(
    ys: Sequence[float], low: float, high: float, material: Material, height: float
) -> list[tuple[float, ...]]:
    """Neighbouring heights without a frame between them, and none too far apart unless heads stand above."""
    parts: list[list[float]] = [[ys[0]]]
    for top, bottom in pairwise(ys):
        band = Box(low, top, high, bottom)
        head = Box(low, parts[-1][-2], high, top) if len(parts[-1]) > 1 else None
        tall = bottom - top > TALL * height and not (head and _has_heads(head, material.chars))
        if tall or any(_blocks(other, band) for other in material.obstacles):
            parts.append([])
        parts[-1].append(bottom)
    return [tuple(part) for part in parts]


def _stacked(
    ys: Sequence[float], low: float, high: float, material: Material, height: float
) -> list[tuple[float, ...]]:
    """The heights of each table in a stack."""
    found: list[tuple[float, ...]] = []
    for part in _unbroken(ys, low, high, material, height):
        box = Box(low, part[0], high, part[-1])
        own = [c for c in material.chars if not c[0].isspace() and box.contains((c[1] + c[3]) / 2, (c[2] + c[4]) / 2)]
        found += parted(part, own) if len(part) > 1 else [part]
    return found


def _has_heads(band: Box, chars: Sequence[Char]) -> bool:
    inside = [c for c in chars if band.contains((c[1] + c[3]) / 2, (c[2] + c[4]) / 2)]
    return any(is_head(line) for line in stretches(inside))


def _blocks(other: Box, band: Box) -> bool:
    x, y = other.centre
    return band.contains(x, y) and other.width > 0.2 * band.width and other.height > 0.3 * band.height
