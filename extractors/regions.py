"""Regions of squares that no wall divides, as rectangles: cells, and what to make of those that are bent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

INDENT = 25.0
"""Several boxes under one label are set in by at most this (points)."""


class Span(NamedTuple):
    """A cell of a grid in grid units: rows `row` to `row + rows - 1`, columns alike."""

    row: int
    col: int
    rows: int
    cols: int


def indented(members: dict[int, list[tuple[int, int]]], xs: Sequence[float]) -> dict[int, list[tuple[int, int]]]:
    """Regions with the indents of boxes given to the boxes.

    A box set in from the left (a part of the label above it, as in うち人件費) leaves its label L-shaped; what lies
    left of the box is its indent, not a column. Boxes set in further come first; a narrow indent may hold several.
    """
    at = {square: name for name, squares in members.items() for square in squares}
    bent = [
        (squares[-1][1], name)
        for name, squares in members.items()
        if len(squares) > 2 and len(rectangles(squares)) == 2
    ]
    for _, name in sorted(bent, reverse=True):
        squares = members[name]
        bands = rectangles(squares)
        if len(bands) != 2 or bands[0].col != bands[1].col or bands[0].cols <= bands[1].cols:
            continue
        upper, lower = bands
        right = lower.col + lower.cols
        hole = Span(lower.row, right, lower.rows, upper.cols - lower.cols)
        boxes = {at[row, right] for row in range(lower.row, lower.row + lower.rows)}
        spans = [span for box in boxes for span in rectangles(members[box])]
        narrow = (
            xs[right] - xs[lower.col] <= INDENT and 3 * (xs[right] - xs[lower.col]) < xs[right + hole.cols] - xs[right]
        )
        if len(spans) != len(boxes) or (len(boxes) > 1 and not narrow) or not _fill_up(spans, hole):
            continue
        for row, col in squares:
            if row >= lower.row:
                members[at[row, right]].append((row, col))
        for box in boxes:
            members[box].sort()
            at.update(dict.fromkeys(members[box], box))
        members[name] = [square for square in squares if square[0] < lower.row]
    return members


def _fill_up(spans: Sequence[Span], hole: Span) -> bool:
    """The boxes stand below each other in the hole, each as wide as it, and fill it."""
    inside = all((s.col, s.cols) == (hole.col, hole.cols) and s.row >= hole.row for s in spans)
    return inside and sum(s.rows for s in spans) == hole.rows


def rectangles(squares: Sequence[tuple[int, int]]) -> list[Span]:
    """A region as rectangles: itself where it is one, else cut from the top into bands of equal rows."""
    if len(squares) == 1:
        return [Span(*squares[0], 1, 1)]
    top, left = squares[0][0], min([col for _, col in squares])
    bottom, right = squares[-1][0], max([col for _, col in squares])
    if len(squares) == (bottom - top + 1) * (right - left + 1):
        return [Span(top, left, bottom - top + 1, right - left + 1)]
    rows: dict[int, list[int]] = {}
    for row, col in squares:
        rows.setdefault(row, []).append(col)
    found: list[Span] = []
    standing: dict[tuple[int, int], int] = {}
    for row in sorted(rows):
        runs = _runs(rows[row])
        standing = {run: standing.get(run, row) for run in runs}
        below = set(_runs(rows.get(row + 1, [])))
        for run in runs:
            if run not in below:
                found.append(Span(standing[run], run[0], row - standing[run] + 1, run[1] - run[0] + 1))
    return found


def _runs(cols: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for col in cols:
        if runs and runs[-1][1] == col - 1:
            runs[-1] = runs[-1][0], col
        else:
            runs.append((col, col))
    return runs
