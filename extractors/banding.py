"""Tables without vertical rules: rows by horizontal rules or bands of shade, columns by what stands in them.

Rules and bands of the same length under each other make a zone. Its columns are where cells were painted, where the
pieces of its rules meet, or else where no text stands in any row.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.grid import REACH, Grid, assemble, edges
from extractors.gutters import gutters, parted
from extractors.lines import levels, runs
from extractors.model import Box, Char, Fill, Rule
from extractors.ruling import DOUBLE, Stroke

LEAST_WIDTH = 80.0
"""A zone is at least this wide (points)."""
SAME_END = 4.0
"""Rules that end this near (points) to each other have the same length."""
ON_EDGE = 1.5
"""A line that ends this near (points) to column edges on both sides divides rows between them."""
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


def banded(material: Material, height: float) -> list[Grid]:
    """The tables that horizontal lines and bands of shade draw on a page of this height."""
    candidates = [s for s in material.lines if s.length >= LEAST_WIDTH]
    bands = [b for b in _bands(material.fills) if b.width >= LEAST_WIDTH]
    candidates += [Stroke(y, b.x0, b.x1) for b in bands for y in (b.top, b.bottom)]
    found = (_grid(zone, material) for zone in _zones(candidates, material, height))
    return [drawn for drawn in found if drawn is not None]


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
            box = Box(low, part[0], high, part[-1])
            if len(part) < 2 or any(_meet(box, zone.box) for zone in zones):
                continue
            inner = tuple(s for s in candidates if _is_partial(s, box))
            if len(part) > 2 or inner:
                zones.append(Zone(low, high, part, inner))
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
    ys: Sequence[float], low: float, high: float, obstacles: Sequence[Box], height: float
) -> list[tuple[float, ...]]:
    """Neighbouring heights without a frame between them."""
    parts: list[list[float]] = [[ys[0]]]
    for top, bottom in pairwise(ys):
        band = Box(low, top, high, bottom)
        if bottom - top > TALL * height or any(_blocks(other, band) for other in obstacles):
            parts.append([])
        parts[-1].append(bottom)
    return [tuple(part) for part in parts]


def _stacked(
    ys: Sequence[float], low: float, high: float, material: Material, height: float
) -> list[tuple[float, ...]]:
    """The heights of each table in a stack."""
    found: list[tuple[float, ...]] = []
    for part in _unbroken(ys, low, high, material.obstacles, height):
        box = Box(low, part[0], high, part[-1])
        own = [c for c in material.chars if not c[0].isspace() and box.contains((c[1] + c[3]) / 2, (c[2] + c[4]) / 2)]
        found += parted(part, own) if len(part) > 1 else [part]
    return found


def _blocks(other: Box, band: Box) -> bool:
    x, y = other.centre
    return band.contains(x, y) and other.width > 0.2 * band.width and other.height > 0.3 * band.height


def _grid(zone: Zone, material: Material) -> Grid | None:
    own = [f.box for f in material.fills if _in_zone(f.box, zone)]
    text = [c for c in material.chars if not c[0].isspace() and _is_text_of(c, zone, material.shapes)]
    inner = _painted(own, zone) or _joints(material.pieces, zone)
    painted = bool(inner)
    inner = inner or gutters(text, zone.low, zone.high, zone.ys)
    zone = _trimmed(_completed(zone, inner, material.lines), inner, text, own)
    ys = edges([*((y, 10.0) for y in zone.ys), *((s.at, 1.0) for s in zone.partial)])
    if len(ys) < 3 or not inner or not (painted or len(inner) > 1 or len(ys) > 3) or not _is_tabular(text, inner, ys):
        return None
    xs = edges([(zone.low, 100.0), (zone.high, 100.0), *((x, 1.0) for x in inner)])
    across = [_wall(y, xs, zone) for y in ys]
    painted_over = [_painted_over(band, zone, xs, own, text) for band in pairwise(ys)]
    walls = [
        [
            _divides(x, band, boxes, text, material.shapes)
            for band, boxes in zip(pairwise(ys), painted_over, strict=True)
        ]
        for x in xs[1:-1]
    ]
    border = [True] * (len(ys) - 1)
    return assemble(xs, ys, across, [border, *walls, border])


def _is_text_of(char: Char, zone: Zone, shapes: Sequence[Box]) -> bool:
    x, y = (char[1] + char[3]) / 2, (char[2] + char[4]) / 2
    return zone.box.contains(x, y) and not any(shape.contains(x, y) for shape in shapes)


def _completed(zone: Zone, inner: Sequence[float], lines: Sequence[Stroke]) -> Zone:
    """With the lines that run from one column edge to another."""
    places = [zone.low, *inner, zone.high]
    box = zone.box

    def ends(stroke: Stroke) -> bool:
        return all(min(abs(end - x) for x in places) <= ON_EDGE for end in (stroke.low, stroke.high))

    more = [s for s in lines if box.top + DOUBLE < s.at < box.bottom - DOUBLE and s not in zone.partial and ends(s)]
    return zone._replace(partial=(*zone.partial, *(s for s in more if s.length < box.width - 2 * SAME_END)))


def _trimmed(zone: Zone, inner: Sequence[float], text: Sequence[Char], own: Sequence[Box]) -> Zone:
    """Without rows at the top and bottom that are neither painted nor divided into columns: a heading, a note."""
    ys = list(zone.ys)
    for end in (0, -1):
        while len(ys) > 2:
            top, bottom = (ys[0], ys[1]) if end == 0 else (ys[-2], ys[-1])
            if any(b.top < (top + bottom) / 2 < b.bottom for b in own):
                break
            cols = {bisect_right(inner, (c[1] + c[3]) / 2) for c in text if top <= (c[2] + c[4]) / 2 < bottom}
            if len(cols) > 1:
                break
            ys.pop(end)
    inside = tuple(s for s in zone.partial if ys[0] < s.at < ys[-1])
    return zone._replace(ys=tuple(ys), partial=inside)


def _in_zone(box: Box, zone: Zone) -> bool:
    return zone.box.contains(*box.centre) and box.x0 >= zone.low - SAME_END and box.x1 <= zone.high + SAME_END


def _painted(own: Sequence[Box], zone: Zone) -> list[float]:
    """Places inside the zone where painted cells begin and end, when at least one whole row was painted in cells."""
    rows: dict[int, list[Box]] = {}
    for box in own:
        rows.setdefault(round(box.top / 2), []).append(box)
    for row in rows.values():
        if len(row) > 2 and sum(box.width for box in row) > 0.9 * (zone.high - zone.low):
            places = edges((x, 1.0) for box in own for x in (box.x0, box.x1))
            return [x for x in places if zone.low + SAME_END < x < zone.high - SAME_END]
    return []


def _joints(pieces: Sequence[Stroke], zone: Zone) -> list[float]:
    """Places where the pieces of at least two rules meet."""
    seen: dict[int, list[Stroke]] = {}
    for piece in pieces:
        if zone.low - SAME_END <= piece.low and piece.high <= zone.high + SAME_END and piece.length > 2 * SAME_END:
            k = bisect_left(zone.ys, piece.at - DOUBLE)
            if k < len(zone.ys) and abs(zone.ys[k] - piece.at) <= DOUBLE:
                seen.setdefault(k, []).append(piece)
    places: dict[int, list[float]] = {}
    for row in seen.values():
        for piece in row:
            if piece.high < zone.high - SAME_END:
                places.setdefault(round(piece.high / 2), []).append(piece.high)
    strong = [x for at in places.values() for x in at if len(at) + len(places.get(round(at[0] / 2) + 1, ())) > 1]
    return list(edges((x, 1.0) for x in strong))


def _is_tabular(text: Sequence[Char], inner: Sequence[float], ys: Sequence[float]) -> bool:
    """Most rows that have text have it in more than one column."""
    cols: dict[int, set[int]] = {}
    for char in text:
        row = bisect_right(ys, (char[2] + char[4]) / 2)
        cols.setdefault(row, set()).add(bisect_right(inner, (char[1] + char[3]) / 2))
    several = sum(len(found) > 1 for found in cols.values())
    return several >= 2 and several >= 0.6 * len(cols)


def _wall(y: float, xs: Sequence[float], zone: Zone) -> list[bool]:
    """Which columns a rule at this height covers."""
    if any(abs(y - full) <= DOUBLE for full in zone.ys):
        return [True] * (len(xs) - 1)
    wall = [False] * (len(xs) - 1)
    for stroke in zone.partial:
        if abs(stroke.at - y) <= DOUBLE:
            first = bisect_left(xs, stroke.low - REACH)
            last = bisect_right(xs, stroke.high + REACH) - 1
            wall[first:last] = [True] * (last - first)
    return wall


def _painted_over(
    band: tuple[float, float], zone: Zone, xs: Sequence[float], own: Sequence[Box], text: Sequence[Char]
) -> list[Box]:
    """The painted cells of a row; the shade of a whole row is none where the row has text in several columns."""
    top, bottom = band
    boxes = [b for b in own if b.top < (top + bottom) / 2 < b.bottom]
    inside = [c for c in text if top <= (c[2] + c[4]) / 2 < bottom]
    cols = {bisect_right(xs, run[0][1]) for level in levels(inside) for run in runs(level)}
    wide = zone.high - zone.low - 2 * SAME_END
    return [b for b in boxes if len(cols) < 2 or b.width < wide]


def _divides(
    x: float, band: tuple[float, float], boxes: Sequence[Box], text: Sequence[Char], shapes: Sequence[Box]
) -> bool:
    """Whether the column edge divides the row: no painted cell and no stretch of text lies across it."""
    top, bottom = band
    if any(b.x0 + DOUBLE < x < b.x1 - DOUBLE for b in boxes):
        return False
    if any(top <= (s.top + s.bottom) / 2 <= bottom for s in shapes):
        return True
    row = [c for c in text if top <= (c[2] + c[4]) / 2 < bottom and abs((c[1] + c[3]) / 2 - x) < 3 * c[5]]
    return not any(_crosses(level, x) for level in levels(row))


def _crosses(level: Sequence[Char], x: float) -> bool:
    """A character on the edge, or two close to each other on both sides of it."""
    if any(c[1] + 0.3 < x < c[3] - 0.3 for c in level):
        return True
    return any(a[3] <= x + 0.3 and b[1] >= x - 0.3 and b[1] - a[3] < 0.3 * a[5] for a, b in pairwise(level))
