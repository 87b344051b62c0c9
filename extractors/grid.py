"""From the lines of one table to its grid: edges, and the cells with their spans.

Cells are what no line divides: the small rectangles between neighbouring edges are united wherever the line between
them is missing. A missing outer border is closed where the lines that should meet it all end.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.model import Box
from extractors.regions import Span, indented, rectangles
from extractors.ruling import DOUBLE, Stroke, Strokes

REACH = 3.5
"""A line covers the way between two edges when it comes this near (points) to both."""
MAX_SQUARES = 200_000


class Grid(NamedTuple):
    """Edges from left to right and from top to bottom, in points, and the cells between them.

    `owner[row][col]` is the index into `spans` of the cell that covers this square, -1 where there is none.
    `open_above` and `open_below` are the columns without a drawn outer border. `walled` is false where nothing drawn
    parts the columns of a row, so that a cell over several of them looks like a cell beside blank ones.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]
    owner: tuple[tuple[int, ...], ...]
    open_above: frozenset[int] = frozenset()
    open_below: frozenset[int] = frozenset()
    walled: bool = True

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def box_of(self, span: Span) -> Box:
        return Box(self.xs[span.col], self.ys[span.row], self.xs[span.col + span.cols], self.ys[span.row + span.rows])

    def at(self, x: float, y: float) -> int:
        """The cell at a point, -1 where there is none."""
        col, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if not (0 <= col < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1):
            return -1
        return self.owner[row][col]


def edges(places: Iterable[tuple[float, float]]) -> tuple[float, ...]:
    """Edges from (place, weight) pairs: places nearer than a double line are one, at their weighted mean."""
    found: list[float] = []
    start = total = weight = 0.0
    for place, heavy in sorted(places):
        if weight and place - start > DOUBLE:
            found.append(total / weight)
            weight = total = 0.0
        if not weight:
            start = place
        total += place * heavy
        weight += heavy
    if weight:
        found.append(total / weight)
    return tuple(found)


def grid(lines: Strokes) -> Grid | None:
    """The grid that the lines draw, None when they enclose nothing."""
    across, down = lines
    xs = edges([(s.at, s.length) for s in down] + _lost_ends(across, [s.at for s in down]))
    ys = edges([(s.at, s.length) for s in across] + _lost_ends(down, [s.at for s in across]))
    n_cols, n_rows = len(xs) - 1, len(ys) - 1
    if n_cols < 1 or n_rows < 1 or n_cols * n_rows > MAX_SQUARES:
        return None
    walls_across = _covered(across, ys, xs)
    walls_down = _covered(down, xs, ys)
    above, below = _gaps(walls_across[0], xs), _gaps(walls_across[-1], xs)
    _close_border(walls_across, walls_down, n_rows, n_cols)
    found = assemble(xs, ys, walls_across, walls_down)
    return found and found._replace(open_above=_open(found, above), open_below=_open(found, below))


def _gaps(wall: Sequence[bool], xs: Sequence[float]) -> list[float]:
    """The middles of the stretches where no border stands."""
    return [(xs[i] + xs[i + 1]) / 2 for i, stands in enumerate(wall) if not stands]


def _open(found: Grid, gaps: Sequence[float]) -> frozenset[int]:
    cols = (bisect_right(found.xs, x) - 1 for x in gaps)
    return frozenset(col for col in cols if 0 <= col < len(found.xs) - 1)


def _lost_ends(lines: Sequence[Stroke], borders: Sequence[float]) -> list[tuple[float, float]]:
    """Where at least two lines end together outside of all lines across them: a border that was not drawn."""
    if len(lines) < 2:
        return []
    first, last = (min(borders), max(borders)) if borders else (float("inf"), float("-inf"))
    lows = sorted(s.low for s in lines if s.low < first - 2 * DOUBLE)
    highs = sorted(s.high for s in lines if s.high > last + 2 * DOUBLE)
    found = []
    if len(lows) > 1 and lows[1] - lows[0] <= DOUBLE:
        found.append((lows[0], 1.0))
    if len(highs) > 1 and highs[-1] - highs[-2] <= DOUBLE:
        found.append((highs[-1], 1.0))
    return found


def _covered(lines: Sequence[Stroke], places: tuple[float, ...], marks: tuple[float, ...]) -> list[list[bool]]:
    """For each edge in `places`, which stretches between `marks` a line covers."""
    walls = [[False] * (len(marks) - 1) for _ in places]
    for at, low, high in lines:
        k = bisect_left(places, at)
        if k == len(places) or (k and at - places[k - 1] < places[k] - at):
            k -= 1
        start, end = bisect_left(marks, low - REACH), bisect_right(marks, high + REACH) - 1
        wall = walls[k]
        for i in range(start, end):
            wall[i] = True
    return walls


def _close_border(across: list[list[bool]], down: list[list[bool]], n_rows: int, n_cols: int) -> None:
    """Close the outer border between two lines that both run up to it, and at the corners of tables without a frame."""
    corners = list(_open_corners(across, down, n_rows, n_cols)) if n_rows > 1 and n_cols > 1 else []
    for edge, row in ((0, 0), (n_rows, n_rows - 1)):
        _close(across[edge], [down[col][row] for col in range(n_cols + 1)])
    for edge, col in ((0, 0), (n_cols, n_cols - 1)):
        _close(down[edge], [across[row][col] for row in range(n_rows + 1)])
    for edge, col, side, row in corners:
        across[edge][col] = down[side][row] = True


def _open_corners(
    across: Sequence[Sequence[bool]], down: Sequence[Sequence[bool]], n_rows: int, n_cols: int
) -> Iterator[tuple[int, int, int, int]]:
    """Corners that both inner lines run out to, where neither they nor the squares beside them have an outer border.

    As the upper edge and column, and the side edge and row, of the corner square.
    """
    for row, edge, inner_edge, next_row in ((0, 0, 1, 1), (n_rows - 1, n_rows, n_rows - 1, n_rows - 2)):
        for col, side, inner_side, next_col in ((0, 0, 1, 1), (n_cols - 1, n_cols, n_cols - 1, n_cols - 2)):
            enclosed = across[inner_edge][col] and down[inner_side][row]
            framed = any(across[edge][k] for k in (col, next_col)) or any(down[side][k] for k in (row, next_row))
            if enclosed and not framed:
                yield edge, col, side, row


def _close(wall: list[bool], posts: Sequence[bool]) -> None:
    standing = [i for i, post in enumerate(posts) if post]
    for one, two in pairwise(standing):
        for i in range(one, two):
            wall[i] = True


def assemble(
    xs: tuple[float, ...],
    ys: tuple[float, ...],
    across: Sequence[Sequence[bool]],
    down: Sequence[Sequence[bool]],
) -> Grid | None:
    """The grid with these edges; `across[y][col]` and `down[x][row]` say where a wall stands."""
    n_cols, n_rows = len(xs) - 1, len(ys) - 1
    region = _regions(n_rows, n_cols, across, down)
    outside = _outside(region, n_rows, n_cols, across, down)
    members: dict[int, list[tuple[int, int]]] = {}
    for row in range(n_rows):
        for col in range(n_cols):
            members.setdefault(region[row][col], []).append((row, col))
    spans: list[Span] = []
    for name, squares in indented(members, xs).items():
        if name not in outside:
            spans.extend(rectangles(squares))
    return _compact(xs, ys, spans) if spans else None


def _compact(xs: tuple[float, ...], ys: tuple[float, ...], spans: Sequence[Span]) -> Grid:
    """The grid of these spans with only the edges that some cell ends on."""
    cols = sorted({end for s in spans for end in (s.col, s.col + s.cols)})
    rows = sorted({end for s in spans for end in (s.row, s.row + s.rows)})
    col, row = {old: k for k, old in enumerate(cols)}, {old: k for k, old in enumerate(rows)}
    kept = sorted(
        Span(row[s.row], col[s.col], row[s.row + s.rows] - row[s.row], col[s.col + s.cols] - col[s.col]) for s in spans
    )
    owner = [[-1] * (len(cols) - 1) for _ in rows[1:]]
    for k, span in enumerate(kept):
        for line in owner[span.row : span.row + span.rows]:
            line[span.col : span.col + span.cols] = [k] * span.cols
    return Grid(tuple(xs[c] for c in cols), tuple(ys[r] for r in rows), tuple(kept), tuple(map(tuple, owner)))


def _regions(
    n_rows: int, n_cols: int, across: Sequence[Sequence[bool]], down: Sequence[Sequence[bool]]
) -> list[list[int]]:
    """A name for each square; squares without a wall between them have the same."""
    up = list(range(n_rows * n_cols))

    def find(k: int) -> int:
        while up[k] != k:
            up[k] = up[up[k]]
            k = up[k]
        return k

    for row in range(n_rows):
        for col in range(n_cols):
            here = row * n_cols + col
            if col and not down[col][row]:
                up[find(here)] = find(here - 1)
            if row and not across[row][col]:
                up[find(here)] = find(here - n_cols)
    names = [k if up[k] == k else find(k) for k in range(n_rows * n_cols)]
    return [names[start : start + n_cols] for start in range(0, n_rows * n_cols, n_cols)]


def _outside(
    region: Sequence[Sequence[int]],
    n_rows: int,
    n_cols: int,
    across: Sequence[Sequence[bool]],
    down: Sequence[Sequence[bool]],
) -> set[int]:
    """Regions that are open to the outside."""
    found: set[int] = set()
    for col in range(n_cols):
        if not across[0][col]:
            found.add(region[0][col])
        if not across[n_rows][col]:
            found.add(region[n_rows - 1][col])
    for row in range(n_rows):
        if not down[0][row]:
            found.add(region[row][0])
        if not down[n_cols][row]:
            found.add(region[row][n_cols - 1])
    return found
