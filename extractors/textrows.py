"""Rows of a table that no rule parts: which lines of text stand in one row.

Lines near each other are one row's, wrapped; where all lines stand equally near, a row is what has text in several
columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.lines import box_of, levels
from extractors.model import Box, Char

CLEAR = 0.9
"""Stretches of text in different columns are at least this far apart, in font sizes."""
TIGHT = 1.45
"""Lines of one cell are at most this far apart, from middle to middle, in font sizes."""
_GROUP = re.compile(r"[【［\[〔〈《＜<■□◆◇●◎▼▶〇○].*|.*[】］\]〕〉》＞>]")
_LEADERS = frozenset("…‥.・･")
_VALUE = re.compile(r"[-―—－–ー〃]|.{0,8}[0-9０-９].{0,8}|[○◯●△▲×→]|(検討|実施|継続|調査|未定).{0,4}")


class Stretch(NamedTuple):
    """Text without a wide gap in it; leaders (dots that lead the eye) are left out."""

    box: Box
    text: str


class Level(NamedTuple):
    """One line of text over all columns: its upper and lower edge in points, its texts by column."""

    top: float
    bottom: float
    texts: Mapping[int, str]

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return self.bottom - self.top

    @property
    def values(self) -> int:
        """How many columns beside the first hold a figure, a dash or a mark."""
        return sum(1 for col, text in self.texts.items() if col and _VALUE.fullmatch(text))


def is_group(text: str) -> bool:
    """The name of a group of rows, by its brackets or its mark: it stands over all columns."""
    return len(text) > 1 and _GROUP.fullmatch(text) is not None


def is_band(line: Level) -> bool:
    """A line that holds nothing but the name of a group of rows."""
    return line.texts.keys() == {0} and is_group(line.texts[0])


def stretches(chars: Iterable[Char]) -> list[list[Stretch]]:
    """Text by lines from the top, each line as its stretches from the left."""
    return [found for level in levels(chars) if (found := _stretches(level))]


def _stretches(level: Sequence[Char]) -> list[Stretch]:
    inked = [c for c in level if not c[0].isspace()]
    kept = [c for k, c in enumerate(inked) if c[0] not in _LEADERS or not _leads(inked, k)]
    parts: list[list[Char]] = []
    end = -1e9
    for char in kept:
        if not parts or char[1] - end > CLEAR * char[5]:
            parts.append([])
        parts[-1].append(char)
        end = max(end, char[3])
    return [Stretch(box_of(part), "".join(c[0] for c in part)) for part in parts]


def _leads(chars: Sequence[Char], k: int) -> bool:
    return chars[k][0] in "…‥" or any(0 <= n < len(chars) and chars[n][0] == chars[k][0] for n in (k - 1, k + 1))


def level_of(line: Sequence[Stretch], places: Sequence[int]) -> Level:
    """The stretches of a line in their columns."""
    texts: dict[int, str] = {}
    for stretch, col in zip(line, places, strict=True):
        texts[col] = texts.get(col, "") + stretch.text
    return Level(min(s.box.top for s in line), max(s.box.bottom for s in line), texts)


def grouped(lines: Sequence[Level]) -> list[list[int]]:
    """The rows, each as the numbers of its lines."""
    steps = [(two.middle - one.middle) / max(one.size, two.size) for one, two in pairwise(lines)]
    near = sum(step <= TIGHT for step in steps)
    if 2 * near > len(steps):
        return _by_anchors(lines)
    groups = [[0]]
    for k, step in enumerate(steps, 1):
        if step <= TIGHT and not (is_band(lines[k]) or is_band(lines[k - 1])):
            groups[-1].append(k)
        else:
            groups.append([k])
    return groups


def _by_anchors(lines: Sequence[Level]) -> list[list[int]]:
    """Each line with text in several columns begins a row; lines of one column go on with the row above."""
    groups: list[list[int]] = []
    for k, line in enumerate(lines):
        alone = is_band(line) or (k > 0 and is_band(lines[k - 1]))
        if not groups or alone or (len(line.texts) > 1 and not _waits(lines, groups[-1])):
            groups.append([])
        groups[-1].append(k)
    return groups


def _waits(lines: Sequence[Level], group: Sequence[int]) -> bool:
    """A first line that only the label has, before the line of its values."""
    return len(group) == 1 and len(lines[group[0]].texts) == 1 and 0 in lines[group[0]].texts
