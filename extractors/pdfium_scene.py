"""What is drawn on one page besides text, as pdfium holds it: paths, images and shadings with their clips.

Form XObjects are opened; everything comes in the PDF's own coordinates and in drawing order.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot, sqrt
from typing import NamedTuple

from extractors import pdfium_api as api

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
MAX_NESTING = 12
UNKNOWN_PAINT = 0xC0C0C0


class Clip(NamedTuple):
    """Where painting has an effect: a rectangle in PDF space, and the polygon when it is not a rectangle."""

    left: float
    bottom: float
    right: float
    top: float
    polygon: tuple[Point, ...] = ()
    curved: bool = False

    def meet(self, other: Clip) -> Clip:
        """The part that both let through."""
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
    """Where an object comes from: matrix of the forms around it (None on the page itself), clip, drawing order."""

    matrix: Matrix | None
    clip: Clip | None
    depth: int


class Stroke(NamedTuple):
    """The points of one subpath; `closed` where the path says so."""

    points: tuple[Point, ...]
    closed: bool
    curved: bool


class Drawn(NamedTuple):
    """A painted path (or shading) in PDF space; colours are 0xRRGGBB or None, `depth` is the drawing order."""

    left: float
    bottom: float
    right: float
    top: float
    subpaths: tuple[Stroke, ...]
    fill: int | None
    stroke: int | None
    thickness: float
    clip: Clip | None
    depth: int


class Scene(NamedTuple):
    """All that is drawn, images as boxes (left, bottom, right, top), and how many objects were left unread."""

    drawn: list[Drawn]
    images: list[tuple[float, float, float, float]]
    placements: dict[int, Placement]
    unread: int


class SceneReader:
    """Reads what is drawn page by page with buffers that are used again."""

    def __init__(self) -> None:
        self._box = api.Floats(4)
        self._matrix = api.Floats(6)
        self._point = api.Floats(2)
        self._width = api.Floats(1)
        self._modes = api.Uints(2)
        self._rgba = api.Uints(4)
        self._clips: dict[tuple[object, ...], Clip | None] = {}
        self._left = 0
        self._depth = 0

    def read(self, page: int, limit: int) -> Scene:
        """Everything drawn on the page, at most `limit` painted objects."""
        self._clips.clear()
        self._left, self._depth = limit, 0
        scene = Scene([], [], {}, 0)
        children = (api.get_object(page, i) for i in range(api.count_objects(page)))
        self._walk(scene, children, None, None, 0)
        return scene._replace(unread=max(0, -self._left))

    def _walk(
        self, scene: Scene, objects: Iterator[int], matrix: Matrix | None, clip: Clip | None, nesting: int
    ) -> None:
        for item in objects:
            self._depth += 1
            kind = api.object_type(item)
            own = self._clip(item, matrix, clip)
            if kind == api.OBJECT_TEXT:
                scene.placements[item] = Placement(matrix, own, self._depth)
                continue
            if own is not None and own.empty:
                continue
            self._left -= 1
            if self._left < 0:
                continue
            if kind != api.OBJECT_FORM:
                self._paint(scene, item, kind, matrix, own)
            elif nesting < MAX_NESTING:
                inside = (api.form_object(item, i) for i in range(api.form_count(item)))
                self._walk(scene, inside, self._placed(item, matrix), own, nesting + 1)

    def _paint(self, scene: Scene, item: int, kind: int, matrix: Matrix | None, clip: Clip | None) -> None:
        if kind == api.OBJECT_PATH:
            path = self._path(item, matrix, clip)
            if path is not None:
                scene.drawn.append(path)
        elif kind == api.OBJECT_IMAGE:
            scene.images.append(_within(self._bounds(item, matrix), clip))
        elif kind == api.OBJECT_SHADING:
            box = self._bounds(item, matrix)
            scene.drawn.append(Drawn(*box, (), UNKNOWN_PAINT, None, 0.0, clip, self._depth))

    def _bounds(self, item: int, matrix: Matrix | None) -> tuple[float, float, float, float]:
        api.object_bounds(item, *self._box.at)
        left, bottom, right, top = self._box.values
        if matrix is None:
            return left, bottom, right, top
        corners = [apply(matrix, x, y) for x in (left, right) for y in (bottom, top)]
        return box_of(corners)

    def _placed(self, item: int, matrix: Matrix | None) -> Matrix:
        api.object_matrix(item, self._matrix.at[0])
        own: Matrix = tuple(self._matrix.values)  # type: ignore[assignment]
        return own if matrix is None else multiply(own, matrix)

    def _clip(self, item: int, matrix: Matrix | None, outer: Clip | None) -> Clip | None:
        paths = api.object_clip(item)
        count = api.clip_count(paths) if paths else 0
        if count <= 0:
            return outer
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

    def _clip_path(self, paths: int, index: int, matrix: Matrix | None) -> Clip | None:
        count = api.clip_segments(paths, index)
        if count <= 0:
            return None
        segments = [api.clip_segment(paths, index, i) for i in range(min(count, 200))]
        curved = any(api.segment_type(s) == api.SEGMENT_BEZIER for s in segments)
        points = tuple(self._at(s) for s in segments)
        if matrix is not None:
            points = tuple(apply(matrix, x, y) for x, y in points)
        polygon = () if not curved and is_rectangle(points) else points
        return Clip(*box_of(points), polygon, curved)

    def _at(self, segment: int) -> Point:
        api.segment_point(segment, *self._point.at)
        x, y = self._point.values
        return x, y

    def _path(self, item: int, matrix: Matrix | None, clip: Clip | None) -> Drawn | None:
        modes = self._modes
        api.path_mode(item, *modes.at)
        fill = self._colour(api.fill_colour, item) if modes.values[0] else None
        stroke = self._colour(api.stroke_colour, item) if modes.values[1] else None
        if fill is None and stroke is None:
            return None
        placed = self._placed(item, matrix)
        thickness = 0.0
        if stroke is not None:
            api.stroke_width(item, self._width.at[0])
            thickness = self._width.values[0] * sqrt(abs(placed[0] * placed[3] - placed[1] * placed[2]))
        subpaths = self._subpaths(item, placed, stroke is not None)
        if not subpaths:
            return None
        points = [p for s in subpaths for p in s.points]
        return Drawn(*box_of(points), subpaths, fill, stroke, thickness, clip, self._depth)

    def _colour(self, read: api.Call, item: int) -> int | None:
        """The colour as 0xRRGGBB; None where nothing would be seen."""
        if not read(item, *self._rgba.at):
            return UNKNOWN_PAINT
        red, green, blue, alpha = self._rgba.values
        return (red << 16 | green << 8 | blue) if alpha > 8 else None

    def _subpaths(self, item: int, matrix: Matrix, stroked: bool) -> tuple[Stroke, ...]:
        a, b, c, d, e, f = matrix
        point, (at_x, at_y) = self._point.values, self._point.at
        found: list[Stroke] = []
        points: list[Point] = []
        controls = 0
        curved = closed = False
        for i in range(min(api.path_count(item), 5000)):
            segment = api.path_segment(item, i)
            kind = api.segment_type(segment)
            if kind == api.SEGMENT_MOVE and points:
                found.append(Stroke(tuple(points), closed, curved))
                points, curved, closed = [], False, False
            api.segment_point(segment, at_x, at_y)
            x, y = point
            if kind == api.SEGMENT_BEZIER:
                curved = True
                controls = (controls + 1) % 3
                if controls:  # two control points, then the end point
                    continue
            points.append((a * x + c * y + e, b * x + d * y + f))
            if stroked and api.segment_closes(segment):
                closed = True
        if len(points) > 1:
            found.append(Stroke(tuple(points), closed, curved))
        return tuple(s for s in found if len(s.points) > 1)


def apply(matrix: Matrix, x: float, y: float) -> Point:
    """The point moved by the matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first and `outer` after it."""
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def box_of(points: list[Point] | tuple[Point, ...]) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of the points."""
    xs = [p[0] for p in points]
    ys = [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def is_rectangle(points: tuple[Point, ...], slack: float = 0.05) -> bool:
    """Four corners (the first may be repeated) joined by horizontal and vertical sides."""
    corners = (
        points[:-1]
        if len(points) == 5 and hypot(points[0][0] - points[4][0], points[0][1] - points[4][1]) < slack
        else points
    )
    if len(corners) != 4:
        return False
    for (ax, ay), (bx, by), (cx, cy) in zip(corners, corners[1:] + corners[:1], corners[2:] + corners[:2], strict=True):
        level, upright = abs(ay - by) < slack, abs(ax - bx) < slack
        if (
            not (level or upright)
            or (level and abs(bx - cx) > slack)
            or (upright and not level and abs(by - cy) > slack)
        ):
            return False
    return True


def _within(box: tuple[float, float, float, float], clip: Clip | None) -> tuple[float, float, float, float]:
    if clip is None:
        return box
    return max(box[0], clip.left), max(box[1], clip.bottom), min(box[2], clip.right), min(box[3], clip.top)
