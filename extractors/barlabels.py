"""The text of each bar: inside a shape, above or below a line, or beside a shape that holds none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from extractors.grid import Grid
from extractors.lines import box_of, runs
from extractors.marks import HEAD, MANY, Mark, order
from extractors.model import Box, Char

LABEL = 1.5
"""The label beside a shape begins or ends at most this far from it, in font sizes."""
NEXT = 0.3
"""Text runs on out of its shape with gaps of at most this, in font sizes."""


def homes_of(marks: Sequence[Mark], chars: Sequence[Char]) -> dict[int, Mark]:
    """For the positions of characters that stand on shapes, the smallest shape that they stand on."""
    shapes = sorted((m for m in set(marks) if not m.thin), key=lambda m: (m.box.width * m.box.height, order(m)))
    boxes = [(*mark.box, mark) for mark in shapes]
    homes: dict[int, Mark] = {}
    for position, char in enumerate(chars):
        x, y = (char[1] + char[3]) / 2, (char[2] + char[4]) / 2
        for x0, top, x1, bottom, mark in boxes:
            if x0 <= x <= x1 and top <= y <= bottom:
                homes[position] = mark
                break
    return homes


def labels(
    table: Grid, row: int, marks: Sequence[Mark], chars: Sequence[Char], homes: Mapping[int, Mark]
) -> list[list[int]]:
    """For each mark of a row the positions of its characters; `homes` says which stand on a shape."""
    texts: list[list[int]] = [[] for _ in marks]
    places = {mark: k for k, mark in enumerate(marks)}
    thick = [k for k, m in enumerate(marks) if not m.thin]
    thin = [k for k, m in enumerate(marks) if m.thin]
    top, bottom = table.ys[row], _floor(table, row, marks)
    left = min(mark.box.x0 for mark in marks) - HEAD
    rest: list[int] = []
    for position, char in enumerate(chars):
        home = homes.get(position)
        if home in places:
            texts[places[home]].append(position)
        elif home is None and left <= (char[1] + char[3]) / 2 and top <= (char[2] + char[4]) / 2 <= bottom:
            rest.append(position)
    rest = _run_out([texts[k] for k in thick if texts[k]], chars, rest)
    if thin and rest:
        _beside(marks, thin, chars, rest, texts)
    elif any(not texts[k] for k in thick):
        _at_ends(table, [(marks[k].box, texts[k]) for k in thick], chars)
    return texts


def _run_out(shapes: Sequence[list[int]], chars: Sequence[Char], rest: list[int]) -> list[int]:
    """Give shapes the text that begins in them and runs out of them without a gap; what is left over."""
    place = {id(chars[k]): k for k in rest}
    taken: set[int] = set()
    for run in runs([chars[k] for k in rest], NEXT) if shapes else ():
        own = box_of(run)
        for text in shapes:
            level = [chars[k] for k in text if chars[k][2] < own.centre[1] < chars[k][4]]
            if any(-0.5 * c[5] < gap < NEXT * c[5] for c in level for gap in (own.x0 - c[3], c[1] - own.x1)):
                text.extend(place[id(char)] for char in run)
                taken.update(place[id(char)] for char in run)
                break
    return [k for k in rest if k not in taken]


def _at_ends(table: Grid, thick: Sequence[tuple[Box, list[int]]], chars: Sequence[Char]) -> None:
    """Give shapes without text the label that begins at their right end, or else ends at their left, on their level.

    A text in the middle of its row, within one column, is that cell's own.
    """
    taken = {k for _, ks in thick for k in ks}
    place = {id(char): k for k, char in enumerate(chars) if k not in taken}
    silent = [(box, text) for box, text in thick if not text]
    if len(silent) > MANY:
        return
    free = [(box_of(run), run[0][5], run) for run in runs([c for k, c in enumerate(chars) if k not in taken], 1.0)]
    for at_right in (True, False):
        for box, text in silent:
            for own, size, run in list(free) if not text else ():
                level = abs(own.top + own.bottom - box.top - box.bottom) < size
                gap = own.x0 - box.x1 if at_right else box.x0 - own.x1
                if level and 0 <= gap <= LABEL * size and not _fills_cell(table, own):
                    text.extend(place[id(char)] for char in run)
                    free = [other for other in free if other[2] is not run]


def _fills_cell(table: Grid, text: Box) -> bool:
    """In the middle of its row, and in the middle or at the left of one cell."""
    at = table.at(text.x0 + 1, (text.top + text.bottom) / 2)
    if at < 0:
        return False
    cell = table.box_of(table.spans[at])
    level = abs(text.top + text.bottom - cell.top - cell.bottom) < 0.3 * cell.height
    before, after = text.x0 - cell.x0, cell.x1 - text.x1
    return level and after >= 0 and (before < LABEL * text.height or abs(before - after) < 0.2 * cell.width)


def _floor(table: Grid, row: int, marks: Sequence[Mark]) -> float:
    """The lower edge of the row, of the tallest cell that a mark stands in."""
    cells = [k for mark in marks if (k := table.at(*mark.box.centre)) >= 0]
    return max([table.ys[row + 1], *(table.box_of(table.spans[k]).bottom for k in cells)])


def _beside(
    marks: Sequence[Mark], thin: Sequence[int], chars: Sequence[Char], rest: Sequence[int], texts: list[list[int]]
) -> None:
    """Give each stretch of text to the next line below it; where texts stand under their lines, to the next above."""
    place = {id(chars[k]): k for k in rest}
    ends = sorted({x for k in thin for x in (marks[k].box.x0, marks[k].box.x1)})
    stretches = [(box_of(run), run) for run in _cut_at(ends, runs([chars[k] for k in rest], 1.0))]
    hung = [[(_drop(box, marks[k].box), k) for k in thin if _along(box, marks[k].box)] for box, _ in stretches]
    lost = sum(1 for drops in hung if drops and max(drops)[0] < 0)
    sign = 1 if 2 * lost <= sum(1 for drops in hung if drops and min(drops)[0] > 0) else -1
    for (_, run), drops in zip(stretches, hung, strict=True):
        ahead = [(sign * drop, k) for drop, k in drops if sign * drop > 0] or [(abs(drop), k) for drop, k in drops]
        if ahead:
            texts[min(ahead)[1]].extend(place[id(char)] for char in run)


def _cut_at(ends: Sequence[float], found: Iterable[list[Char]]) -> list[list[Char]]:
    """Stretches of text cut where a line ends in a gap between two characters."""
    cut: list[list[Char]] = []
    for run in found:
        cut.append([run[0]])
        for before, char in pairwise(run):
            gap = char[1] - before[3] > 0.3 * char[5]
            if gap and any(before[3] - 1 <= x <= char[1] + 1 for x in ends):
                cut.append([])
            cut[-1].append(char)
    return cut


def _along(text: Box, line: Box) -> bool:
    """Most of the text stands over the line's length."""
    return min(text.x1, line.x1) - max(text.x0, line.x0) >= 0.5 * text.width


def _drop(text: Box, line: Box) -> float:
    """From the text's centre down to the line; negative where the line is above."""
    return line.top - (text.top + text.bottom) / 2
