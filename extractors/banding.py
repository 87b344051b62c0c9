"""Tables without vertical rules: rows by horizontal rules or bands of shade, columns by what stands in them.

Rules and bands of the same length under each other make a zone. Its columns are where cells were painted, where the
pieces of its rules meet, or else where no text stands in any row.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractors.grid import REACH, Grid, assemble, edges
from extractors.gutters import gutters
from extractors.lines import levels, runs
from extractors.model import Box, Char
from extractors.ruling import DOUBLE, Stroke
from extractors.textrows import Level, grouped, is_band, is_group, level_of, stretches
from extractors.zones import SAME_END, Material, Zone, zones

ON_EDGE = 1.5
"""A line that ends this near (points) to column edges on both sides divides rows between them."""
MANY = 3
"""A band so many times as high as the lowest may hold rows without rules; it must hold at least so many."""


def banded(material: Material, height: float) -> list[Grid]:
    """The tables that horizontal lines and bands of shade draw on a page of this height."""
    found = (_grid(zone, material) for zone in zones(material, height))
    return [drawn for drawn in found if drawn is not None]


def _grid(zone: Zone, material: Material) -> Grid | None:
    own = [f.box for f in material.fills if _in_zone(f.box, zone)]
    text = [c for c in material.chars if not c[0].isspace() and _is_text_of(c, zone, material.shapes)]
    inner = _painted(own, zone) or _joints(material.pieces, zone)
    painted = bool(inner)
    inner = inner or _snapped(gutters(text, zone.low, zone.high, zone.ys), own, text)
    zone = _trimmed(_completed(zone, inner, material.lines), inner, text, own)
    zone = _extended(zone, inner, material, own)
    text = [c for c in material.chars if not c[0].isspace() and _is_text_of(c, zone, material.shapes)]
    if inner and not zone.partial and len(zone.ys) > 2:
        zone = zone._replace(ys=_parted(zone.ys, inner, text))
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
    drawn = assemble(xs, ys, across, [border, *walls, border])
    return drawn and drawn._replace(walled=2 * _painted_rows(own) >= len(ys) - 1)


def _parted(ys: Sequence[float], inner: Sequence[float], text: Sequence[Char]) -> tuple[float, ...]:
    """The heights with those added that part rows between two rules below the heads.

    A rule above the heads, one below them and one at the end hold many rows; where every row has its rules, text over
    each other is one cell's.
    """
    found = [*ys]
    low = min(b - a for a, b in pairwise(ys))
    for top, bottom in pairwise(ys[1:]):
        if len(ys) > 3 and bottom - top < MANY * low:
            continue
        lines = stretches(c for c in text if top <= (c[2] + c[4]) / 2 < bottom)
        rows = [level_of(line, [bisect_right(inner, s.box.centre[0]) for s in line]) for line in lines]
        groups = [[rows[k] for k in group] for group in grouped(rows)] if rows else []
        if (len(ys) == 3 or len(groups) >= MANY) and groups and _are_rows(groups):
            found += [(one[-1].bottom + two[0].top) / 2 for one, two in pairwise(groups)]
    return tuple(sorted(found))


def _are_rows(groups: Sequence[Sequence[Level]]) -> bool:
    """Each has its label; where a label is printed once for its rows, those below it have figures like it."""
    labelled = [_is_row(group) for group in groups]
    figures = [sum(line.values for line in group) for group in groups]
    return labelled[0] and all(own or count > 1 for own, count in zip(labelled, figures, strict=True))


def _is_row(lines: Sequence[Level]) -> bool:
    """Its label stands in the first column, and something beside it; or it is a group's name over all columns."""
    if len(lines) == 1 and is_band(lines[0]):
        return True
    labelled = any(char.isalnum() for line in lines for char in line.texts.get(0, ""))
    return labelled and len({col for line in lines for col in line.texts}) > 1


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


def _extended(zone: Zone, inner: Sequence[float], material: Material, own: Sequence[Box]) -> Zone:
    """With the unpainted row below the last band, and unpainted heads above the first, where every other is painted."""
    edges_drawn = [s.at for s in material.lines]
    rows = [b - a for a, b in pairwise(zone.ys)]
    middles = [(a + b) / 2 for a, b in pairwise(zone.ys)]
    painted = [any(b.top < y < b.bottom for b in own) for y in middles]
    if not inner or len(rows) < 3 or any(a == b for a, b in pairwise(painted[1:])):
        return zone
    usual = sorted(rows)[len(rows) // 2]
    found = list(zone.ys)
    for edge, step in ((zone.ys[-1], usual), (zone.ys[0], -usual)):
        if any(abs(y - edge) <= DOUBLE for y in edges_drawn):
            continue
        band = Box(zone.low, min(edge, edge + step), zone.high, max(edge, edge + step))
        lines = stretches(c for c in material.chars if band.contains((c[1] + c[3]) / 2, (c[2] + c[4]) / 2))
        spread = [s.box for line in lines for s in line]
        apart = not any(b.x0 < x < b.x1 for b in spread for x in inner)
        if apart and len({bisect_right(inner, b.centre[0]) for b in spread}) > 1:
            found.append(edge + step)
    return zone._replace(ys=tuple(sorted(found)))


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


def _snapped(inner: Sequence[float], own: Sequence[Box], text: Sequence[Char]) -> list[float]:
    """The column edges, those at the border of a painted cell where no text stands between."""
    places = sorted({side for box in own for side in (box.x0, box.x1)})
    found: list[float] = []
    for x in inner:
        clear = [p for p in places if not any(c[3] > min(p, x) and c[1] < max(p, x) for c in text)]
        found.append(min(clear, key=lambda p: abs(p - x), default=x))
    return sorted(set(found))


def _painted_rows(own: Sequence[Box]) -> int:
    """How many rows have three or more painted cells."""
    rows = Counter(round(box.top / 2) for box in own)
    return sum(count > 2 for count in rows.values())


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
    whole = [c for c in text if top <= (c[2] + c[4]) / 2 < bottom]
    if len(whole) > 1 and is_group("".join(c[0] for c in whole)) and len(runs(whole)) == 1:
        return False
    row = [c for c in whole if abs((c[1] + c[3]) / 2 - x) < 3 * c[5]]
    return not any(_crosses(level, x) for level in levels(row))


def _crosses(level: Sequence[Char], x: float) -> bool:
    """A character on the edge, or two close to each other on both sides of it."""
    if any(c[1] + 0.3 < x < c[3] - 0.3 for c in level):
        return True
    return any(a[3] <= x + 0.3 and b[1] >= x - 0.3 and b[1] - a[3] < 0.3 * a[5] for a, b in pairwise(level))
