"""Plane geometry that the page reader shares: matrices in the PDF's order (a, b, c, d, e, f), points, boxes."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.model import Box, quick_box

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


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


def box_of(points: Sequence[Point]) -> Box:
    """The smallest box around the points."""
    xs = [p[0] for p in points]
    ys = [p[1] for p in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def turned_box(box: tuple[float, float, float, float], matrix: Matrix) -> Box:
    """The box around the rectangle with these two corners (x, y, x, y) moved by the matrix."""
    x0, y0, x1, y1 = box
    a, b, c, d, e, f = matrix
    if b * a or c * d:  # slanted: all corners count
        return box_of([apply(matrix, x, y) for x, y in ((x0, y0), (x1, y1), (x0, y1), (x1, y0))])
    left, right = a * x0 + c * y0 + e, a * x1 + c * y1 + e
    top, bottom = b * x0 + d * y0 + f, b * x1 + d * y1 + f
    if left > right:
        left, right = right, left
    return quick_box((left, top, right, bottom) if top <= bottom else (left, bottom, right, top))
