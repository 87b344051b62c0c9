"""What is drawn on one page besides text, as pdfium holds it: paths, images and shadings with their clips.

Two steps, because the text decides which way is up: `SceneReader.walk` lists the page's objects, form XObjects opened,
and says where each text object stands; `SceneReader.paint` reads the paths, on the upright page and in drawing order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, repeat
from math import isfinite, sqrt
from typing import NamedTuple

from extractors import pdfium_api as api
from extractors.model import Box
from extractors.pdfium_api import Pointer, pointer
from extractors.planes import IDENTITY, Matrix, Point, apply, box_of, multiply, turned_box

THIN = 3.0
"""A fill up to this thick (points) is a rule."""
MAX_NESTING = 12
MAX_SEGMENTS = 5000
UNKNOWN_PAINT = 0xC0C0C0


class Clip(NamedTuple):
    """Where painting has an effect: a rectangle in PDF space (left, bottom, right, top), and the polygon if not one."""

    left: float
    bottom: float
    right: float
    top: float
    polygon: tuple[Point, ...] = ()
    curved: bool = False

    def meet(self, other: Clip) -> Clip:
        """The part that both let through; of two polygons the inner one."""
        inner = self if self.polygon and not other.polygon else other
        return Clip(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
            inner.polygon,
            inner.curved,
        )

    @property
    def empty(self) -> bool:
        return self.right < self.left or self.top < self.bottom


class Placement(NamedTuple):
    """Where an object comes from: matrix of the forms around it (None on the page itself), and its clip."""

    matrix: Matrix | None
    clip: Clip | None


class Item(NamedTuple):
    """An object that paints: its address, its kind, where it stands."""

    at: Pointer
    kind: int
    place: Placement


class Subpath(NamedTuple):
    """One subpath on the upright page. A rectangle has no `points`: its box says all."""

    box: Box
    points: tuple[Point, ...]
    closed: bool
    curved: bool
    rectangle: bool


class Through(NamedTuple):
    """A clip on the upright page: the box that is let through, and the clip's polygon where it is no rectangle."""

    box: Box | None
    cut: Subpath | None


UNCLIPPED = Through(None, None)


class Drawn(NamedTuple):
    """A painted path on the upright page; a shading has no subpaths. Colours are 0xRRGGBB or None.

    `clip` and `cut` are what it is seen through.
    """

    subpaths: tuple[Subpath, ...]
    fill: int | None
    stroke: int | None
    thickness: float
    clip: Box | None
    cut: Subpath | None


class Scene(NamedTuple):
    """The page's objects: what paints, and where text stands that is clipped or in a form.

    `texts` are the text objects by their handles, `unread` counts the objects beyond the limit.
    """

    items: list[Item]
    placements: dict[int, Placement]
    texts: dict[int, Pointer]
    unread: int = 0


class SceneReader:
    """Reads what is drawn page by page with buffers that are used again."""

    def __init__(self) -> None:
        self._box = api.Floats(4)
        self._matrix = api.Floats(6)
        self._points = api.Floats(2 * MAX_SEGMENTS)
        self._xs, self._ys = self._points.at[0::2], self._points.at[1::2]
        self._width = api.Floats(1)
        self._modes = api.Uints(2)
        self._rgba = api.Uints(4)
        self._clips: dict[tuple[object, ...], Clip | None] = {}
        self._left = 0
        self.points_left = 0

    def walk(self, page: Pointer, limit: int, points: int) -> Scene:
        """All objects of the page in drawing order, at most `limit` that paint; `paint` will read `points` points."""
        self._clips.clear()
        self._left, self.points_left = limit, points
        scene = Scene([], {}, {})
        self._walk(scene, map(api.get_object, repeat(page), range(api.count_objects(page))), None, None, 0)
        return scene._replace(unread=max(0, -self._left))

    def _walk(
        self, scene: Scene, objects: Iterable[int | None], matrix: Matrix | None, clip: Clip | None, nesting: int
    ) -> None:
        kind_of, clip_of, count_of = api.object_type, api.object_clip, api.clip_count
        items, texts, placements = scene.items, scene.texts, scene.placements
        place = Placement(matrix, clip)
        for handle in objects:
            at = pointer(handle)
            kind = kind_of(at)
            paths = pointer(clip_of(at))
            own = self._clip(paths, matrix, clip) if count_of(paths) > 0 else clip
            if kind == api.OBJECT_TEXT and handle:
                texts[handle] = at
                if own is not None or matrix is not None:
                    placements[handle] = Placement(matrix, own)
                continue
            if own is not None and own.empty:
                continue
            self._left -= 1
            if self._left < 0:
                continue
            if kind != api.OBJECT_FORM:
                items.append(Item(at, kind, place if own is clip else Placement(matrix, own)))
            elif nesting < MAX_NESTING:
                inside = (api.form_object(at, i) for i in range(api.form_count(at)))
                self._walk(scene, inside, multiply(self._own_matrix(at), matrix or IDENTITY), own, nesting + 1)

    def paint(self, scene: Scene, page: Matrix) -> tuple[list[Drawn], list[Box]]:
        """What was painted, and the boxes of images; `page` leads from PDF space to the upright page."""
        drawn: list[Drawn] = []
        images: list[Box] = []
        place, matrix, seen = None, page, UNCLIPPED
        for item in scene.items:
            if item.place is not place:  # objects that stand together often share it
                place = item.place
                matrix = page if place.matrix is None else multiply(place.matrix, page)
                seen = _seen_through(place.clip, page)
            if not isfinite(sum(matrix)):
                continue  # a matrix beyond all numbers shows nothing
            if item.kind == api.OBJECT_PATH:
                path = self._path(item.at, matrix, seen)
                if path is not None:
                    drawn.append(path)
                continue
            bounds = self._bounds(item.at, matrix)
            if item.kind == api.OBJECT_IMAGE:
                images.append(_within(bounds, seen.box))
            elif item.kind == api.OBJECT_SHADING:
                shape = Subpath(bounds, (), True, False, True)
                drawn.append(Drawn((shape,), UNKNOWN_PAINT, None, 0.0, *seen))
        return drawn, images

    def _bounds(self, at: Pointer, matrix: Matrix) -> Box:
        api.object_bounds(at, *self._box.at)
        left, bottom, right, top = self._box.values
        return turned_box((left, bottom, right, top), matrix)

    def _own_matrix(self, at: Pointer) -> Matrix:
        api.object_matrix(at, self._matrix.at[0])
        a, b, c, d, e, f = self._matrix.values
        return a, b, c, d, e, f

    def _clip(self, paths: Pointer, matrix: Matrix | None, outer: Clip | None) -> Clip | None:
        count = api.clip_count(paths)
        # Objects that share a clip share its points in memory, which lives as long as the page is open.
        key = (tuple(api.clip_segment(paths, index, 0) for index in range(count)), matrix, outer)
        if key not in self._clips:
            clip = outer
            for index in range(count):
                own = self._clip_path(paths, index, matrix)
                if own is not None:
                    clip = own if clip is None else clip.meet(own)
            self._clips[key] = clip
        return self._clips[key]

    def _clip_path(self, paths: Pointer, index: int, matrix: Matrix | None) -> Clip | None:
        count = min(api.clip_segments(paths, index), MAX_SEGMENTS)
        if count <= 0:
            return None
        segments = [pointer(api.clip_segment(paths, index, i)) for i in range(count)]
        curved = any(api.segment_type(s) == api.SEGMENT_BEZIER for s in segments)
        xs, ys = self._coordinates(segments)
        points = [apply(matrix or IDENTITY, x, y) for x, y in zip(xs, ys, strict=True)]
        polygon = () if not curved and is_rectangle(points) else tuple(points)
        return Clip(*box_of(points), polygon, curved)

    def _coordinates(self, segments: Sequence[Pointer]) -> tuple[list[float], list[float]]:
        for _ in map(api.segment_point, segments, self._xs, self._ys):
            pass
        values = self._points.values[: 2 * len(segments)].tolist()
        return values[0::2], values[1::2]

    def _path(self, path: Pointer, matrix: Matrix, seen: Through) -> Drawn | None:
        api.path_mode(path, *self._modes.at)
        filled, stroked = self._modes.values
        fill = self._colour(api.fill_colour, path) if filled else None
        stroke = self._colour(api.stroke_colour, path) if stroked else None
        if fill is None and stroke is None:
            return None
        if stroke is None:
            subpaths: tuple[Subpath, ...] = self._thin(path, matrix)
            if subpaths:
                return Drawn(subpaths, fill, None, 0.0, *seen)
        matrix = multiply(self._own_matrix(path), matrix)
        if not isfinite(sum(matrix)):
            return None
        thickness = 0.0
        if stroke is not None:
            api.stroke_width(path, self._width.at[0])
            thickness = self._width.values[0] * sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
        subpaths = tuple(self._subpaths(path, matrix, stroke is not None))
        return Drawn(subpaths, fill, stroke, thickness, *seen) if subpaths else None

    def _thin(self, path: Pointer, matrix: Matrix) -> tuple[Subpath, ...]:
        """The whole path as one band if it is thin: a rule, or a line of dashes. Spares reading point by point."""
        box = self._bounds(path, matrix)
        if not isfinite(sum(box)):
            return ()
        if box[2] - box[0] > THIN and box[3] - box[1] > THIN:
            return ()
        count = api.path_count(path)
        if count > 5 and not self._is_dashed(path, multiply(self._own_matrix(path), matrix), count):
            return ()
        return (Subpath(box, (), True, False, True),)

    def _is_dashed(self, path: Pointer, matrix: Matrix, count: int) -> bool:
        """Whether a long thin path begins as a line of dashes: pieces near each other."""
        if count < 40:
            return False
        boxes = [subpath.box for subpath in self._read(path, matrix, False, 20)]
        gaps = [max(b.x0 - a.x1, a.x0 - b.x1, b.top - a.bottom, a.top - b.bottom) for a, b in pairwise(boxes)]
        return all(gap <= 2 * max(box.width, box.height) + 1 for gap, box in zip(gaps, boxes, strict=False))

    def _colour(self, read: api.Write4, at: Pointer) -> int | None:
        """The colour as 0xRRGGBB; None where nothing would be seen."""
        if not read(at, *self._rgba.at):
            return UNKNOWN_PAINT
        red, green, blue, alpha = self._rgba.values
        return (red << 16 | green << 8 | blue) if alpha > 8 else None

    def _subpaths(self, path: Pointer, matrix: Matrix, stroked: bool) -> Iterable[Subpath]:
        count = api.path_count(path)
        self.points_left -= count
        if self.points_left < 0:
            return ()
        return self._read(path, matrix, stroked, min(count, MAX_SEGMENTS))

    def _read(self, path: Pointer, matrix: Matrix, stroked: bool, count: int) -> Iterator[Subpath]:
        segments = list(map(pointer, map(api.path_segment, repeat(path), range(count))))
        a, b, c, d, e, f = matrix
        xs, ys = self._coordinates(segments)
        points = [(a * x + c * y + e, b * x + d * y + f) for x, y in zip(xs, ys, strict=True)]
        if count == 5 and is_rectangle(points):  # nine in ten paths; curves do not look like that
            yield _rectangle(points)
            return
        kinds = list(map(api.segment_type, segments))
        starts = [i for i, kind in enumerate(kinds) if kind == api.SEGMENT_MOVE]
        for start, end in zip(starts, [*starts[1:], count], strict=True):
            if end - start > 1:
                closed = stroked and bool(api.segment_closes(segments[end - 1]))
                yield _subpath(points[start:end], kinds[start:end], closed)


def _subpath(points: list[Point], kinds: list[int], closed: bool) -> Subpath:
    curved = api.SEGMENT_BEZIER in kinds
    if curved:  # of a curve's three points the last lies on the path
        bezier = 0
        ends = []
        for point, kind in zip(points, kinds, strict=True):
            bezier = (bezier + 1) % 3 if kind == api.SEGMENT_BEZIER else 0
            if bezier == 0:
                ends.append(point)
        points = ends
    elif len(points) in (4, 5) and is_rectangle(points) and (closed or len(points) == 5):
        return _rectangle(points)
    box = box_of(points)
    if len(points) > 2 and abs(points[0][0] - points[-1][0]) + abs(points[0][1] - points[-1][1]) < 0.02:
        points, closed = points[:-1], True
    return Subpath(box, tuple(points), closed, curved, not curved and len(points) == 4 and is_rectangle(points))


def _rectangle(points: list[Point]) -> Subpath:
    (x0, y0), (x1, y1) = points[0], points[2]
    return Subpath(Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), (), True, False, True)


def is_rectangle(points: list[Point], slack: float = 0.06) -> bool:
    """Four corners (the first may be repeated at the end) joined by horizontal and vertical sides."""
    if len(points) not in (4, 5):
        return False
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points[:4]
    if len(points) == 5 and (abs(points[4][0] - ax) > slack or abs(points[4][1] - ay) > slack):
        return False
    if abs(ax - bx) <= slack and abs(cx - dx) <= slack:
        return abs(by - cy) <= slack and abs(dy - ay) <= slack
    return abs(ay - by) <= slack and abs(cy - dy) <= slack and abs(bx - cx) <= slack and abs(dx - ax) <= slack


def _seen_through(clip: Clip | None, page: Matrix) -> Through:
    if clip is None:
        return UNCLIPPED
    box = turned_box(clip[:4], page)
    if not clip.polygon:
        return Through(box, None)
    points = [apply(page, x, y) for x, y in clip.polygon]
    cut = _subpath(points, [api.SEGMENT_LINE] * len(points), True)
    return Through(box, cut._replace(curved=clip.curved))


def _within(box: Box, clip: Box | None) -> Box:
    if clip is None:
        return box
    x0, top = max(box.x0, clip.x0), max(box.top, clip.top)
    return Box(x0, top, max(x0, min(box.x1, clip.x1)), max(top, min(box.bottom, clip.bottom)))
