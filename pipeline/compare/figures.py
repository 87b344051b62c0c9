"""Cells of figures of two editions: which say the same, however they are printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.compare.likeness import fold_text
from pipeline.schema import Target

_NUMERALS = re.compile(r"[0-9,.千万億百十〇一二三四五六七八九]")
_PUNCTUATION = re.compile(r"[。、()・]")


class Cell(NamedTuple):
    """A cell of figures: all rows that were made of it."""

    rows: tuple[Target, ...]

    @property
    def raw(self) -> str:
        """What stands in it."""
        return self.rows[0].raw

    @property
    def says_nothing(self) -> bool:
        """True for a dash or blank."""
        return all(row.status == "none" for row in self.rows)


def cells_of(targets: Sequence[Target]) -> dict[tuple[int, str], Cell]:
    """Cells by fiscal year and target or actual, in the order of the years."""
    found: dict[tuple[int, str], tuple[Target, ...]] = {}
    for row in targets:
        key = row.fiscal_year, row.measure_type
        found[key] = (*found.get(key, ()), row)
    return {key: Cell(found[key]) for key in sorted(found)}


def same_cell(old: Cell, new: Cell) -> bool:
    """Whether two cells say the same: the same text, no figure in both, or the same figures written otherwise."""
    if fold_text(old.raw) == fold_text(new.raw) or (old.says_nothing and new.says_nothing):
        return True
    return _figures(old) == _figures(new) != [] and _units_agree(old, new) and _words(old) == _words(new)


def _figures(cell: Cell) -> list[tuple[str, Decimal, Decimal | None]]:
    return sorted(
        (row.comparator or "=", row.value, row.value_upper)
        for row in cell.rows
        if row.status == "set" and row.value is not None
    )


def _units_agree(old: Cell, new: Cell) -> bool:
    """A unit that one edition prints in another place is no other unit."""
    before, after = ({fold_text(row.unit or "") for row in cell.rows} - {""} for cell in (old, new))
    return not before or not after or before == after


def _words(cell: Cell) -> str:
    """What a cell says beside figure and unit."""
    text = fold_text(cell.raw)
    for unit in sorted({fold_text(row.unit or "") for row in cell.rows}, key=len, reverse=True):
        text = text.replace(unit, "") if unit else text
    return _PUNCTUATION.sub("", _NUMERALS.sub("", text))
