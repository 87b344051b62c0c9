"""Characters into the cells of a grid, each by its centre; text that sticks out of its cell stays together."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractors.grid import Grid
from extractors.model import Char

NEXT = 0.25
"""Characters of one word or line are at most this far apart, in font sizes, and overlap by no more."""
PADDING = 1.5
"""A text that begins this near to its cell's left border, in font sizes, begins there."""
OUT = 0.3
"""A text in the middle of its cell runs out of it by more than this, and is off the middle by less, in font sizes."""
HANG = 0.4
"""Punctuation hangs out of a cell by at most this much more, in font sizes."""


class Filled(NamedTuple):
    """Characters inside the grid with their cells (indices into its spans), and those outside."""

    chars: list[Char]
    homes: list[int]
    rest: list[Char]


def filled(table: Grid, chars: Sequence[Char]) -> Filled:
    """Each character goes to the cell of its centre.

    A stretch of text that crosses the border of its cell belongs to the cell at whose left border it begins, or else
    to the one that most of it stands in.
    """
    homes: dict[int, int] = {}
    astray: list[int] = []
    xs, ys, owner = table.xs, table.ys, table.owner
    left, right, top, bottom = xs[0], xs[-1], ys[0], ys[-1]
    before, row = top - 1, owner[0]
    for k, char in enumerate(chars):
        x0, x1 = char[1], char[3]
        y = (char[2] + char[4]) / 2
        if not top <= y < bottom or x1 < left or x0 > right + HANG * char[5]:
            continue
        if y != before:  # the next character stands in the same line, mostly
            before, row = y, owner[bisect_right(ys, y) - 1]
        x = (x0 + x1) / 2
        col = bisect_right(xs, x) - 1
        home = row[col] if left <= x < right else -1
        if home >= 0:
            homes[k] = home
            if xs[col] <= x0 + 0.5 <= x1 - 0.5 < xs[col + 1]:
                continue  # nearly all: wholly inside its column
        start, end = bisect_right(xs, x0 + 0.5) - 1, bisect_right(xs, x1 - 0.5) - 1
        inner = start == end or (0 <= start < end < len(row) and row[start] == row[end])
        if not inner and not char[0].isspace():
            astray.append(k)
    if astray:
        _gather(table, chars, homes, astray)
    inside = sorted(homes)
    rest = [char for k, char in enumerate(chars) if k not in homes]
    return Filled([chars[k] for k in inside], [homes[k] for k in inside], rest)


def _gather(table: Grid, chars: Sequence[Char], homes: dict[int, int], astray: Sequence[int]) -> None:
    """Keep together the stretches of text around characters that stand on a border."""
    order = sorted(range(len(chars)), key=lambda k: chars[k][1])
    done: set[int] = set()
    for k in astray:
        if k in done:
            continue
        stretch = _stretch(chars, order, k)
        done.update(stretch)
        votes = Counter(homes.get(i, -1) for i in stretch)
        votes.pop(-1, 0)
        if not votes:
            continue
        home, most = votes.most_common(1)[0]
        first = next(i for i in stretch if i in homes)
        start = homes[first]
        if (own := _centred(table, chars, stretch, votes)) is not None:
            home = start = own
        at_border = chars[first][1] - table.xs[table.spans[start].col] < PADDING * chars[first][5]
        if start != home and (at_border or 3 * most < 2 * len(stretch)):
            home = start
        if 3 * votes[home] < 2 * len(stretch) and _is_used(homes, votes, stretch, home):
            continue
        homes.update((i, home) for i in stretch)


def _centred(table: Grid, chars: Sequence[Char], stretch: Sequence[int], votes: Counter[int]) -> int | None:
    """The cell in whose middle a stretch stands that runs out of it on both sides."""
    size = chars[stretch[0]][5]
    middle = (chars[stretch[0]][1] + chars[stretch[-1]][3]) / 2
    for cell in votes:
        span = table.spans[cell]
        x0, x1 = table.xs[span.col], table.xs[span.col + span.cols]
        both = chars[stretch[0]][1] < x0 - OUT * size and chars[stretch[-1]][3] > x1 + OUT * size
        if both and abs((x0 + x1) / 2 - middle) < OUT * size:
            return cell
    return None


def _stretch(chars: Sequence[Char], order: Sequence[int], k: int) -> list[int]:
    """The characters that stand in one line with the k-th without a gap, from the left."""
    middle, size = (chars[k][2] + chars[k][4]) / 2, chars[k][5]
    line = [
        i for i in order if abs((chars[i][2] + chars[i][4]) / 2 - middle) < 0.4 * size and not chars[i][0].isspace()
    ]
    at = line.index(k)
    first, last = at, at
    while first and abs(chars[line[first]][1] - chars[line[first - 1]][3]) <= NEXT * size:
        first -= 1
    while last + 1 < len(line) and abs(chars[line[last + 1]][1] - chars[line[last]][3]) <= NEXT * size:
        last += 1
    return line[first : last + 1]


def _is_used(homes: dict[int, int], votes: Counter[int], stretch: Sequence[int], home: int) -> bool:
    """Whether a cell that the stretch runs into holds text of its own."""
    own = set(stretch)
    others = set(votes) - {home}
    return any(cell in others and k not in own for k, cell in homes.items())
