"""Whether two tables on facing pages are the left and the right half of one."""

from __future__ import annotations

import re

from extractors.model import Table
from extractors.vocabulary import key, roles, year_like

LEVEL = 2.0
"""Rows on both pages stand at the same height, at most this far (points) apart."""
APART = 3.0
"""Rows of different height differ by more than this (points)."""
FEWEST_ROWS = 4
FEWEST_HEIGHTS = 3
_NAMES = frozenset({"name", "item", "code", "term", "measure"})


def is_facing(left: Table, right: Table) -> bool:
    """Both have their rows at the same heights and no label is repeated."""
    if left.n_rows != right.n_rows or left.n_rows < 2:
        return False
    heights = [_tops(table) for table in (left, right)]
    if len(heights[0]) != len(heights[1]):
        return False
    names = [[c.text for c in t.cells if c.col == 0] for t in (left, right)]
    level = all(a == b and abs(y - z) <= LEVEL for (a, y), (b, z) in zip(*heights, strict=True))
    return level and names[0] != names[1]


def _tops(table: Table) -> list[tuple[int, int]]:
    return sorted({(c.row, round(c.box.top)) for c in table.cells if c.row_span == 1})


def years_go_on(left: Table, right: Table) -> bool:
    """The right half begins with the year after the left one's last, above figures and not above names."""
    before, after = _last_year(left), _first_year(right)
    if not _labels(left).isdisjoint(_labels(right)):
        return False
    return before is not None and after == before + 1


def shares_rows(left: Table, right: Table) -> bool:
    """Several rows of different heights at the same places, and no column of names in the right half."""
    heights = {round((c.box.bottom - c.box.top) / APART) for c in left.cells if c.row_span == 1}
    if left.n_rows < FEWEST_ROWS or len(heights) < FEWEST_HEIGHTS or abs(left.box.bottom - right.box.bottom) > LEVEL:
        return False
    heads = [c.text for c in right.cells if c.row == 0]
    if len(heads) < 2 or not all(heads) or any(roles(head) & _NAMES for head in heads):
        return False
    return _labels(left).isdisjoint(_labels(right))


def _labels(table: Table) -> set[str]:
    """What its first column says, without dashes."""
    return {key(c.text) for c in table.cells if c.col == 0 and any(char.isalnum() for char in c.text)}


def _last_year(table: Table) -> int | None:
    ends = [c for c in table.cells if c.col + c.col_span == table.n_cols and c.col > 0]
    return _year(min(ends, key=lambda c: c.row).text) if ends else None


def _first_year(table: Table) -> int | None:
    return _year(min((c for c in table.cells if c.col == 0), key=lambda c: c.row).text)


def _year(text: str) -> int | None:
    numbers = re.findall(r"\d+", key(text))
    return int(numbers[0]) if numbers and year_like(text) else None
