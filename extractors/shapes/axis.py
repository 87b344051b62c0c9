"""The year axis of a table: which columns stand for which years, over one or several header rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from extractors.model import Cell
from extractors.shapes.grid import Grid
from extractors.statements import YearHead
from extractors.vocabulary import has_year, key, patterns, roles, without_year, year_like

HeadWord = Literal["target", "actual", "baseline", "middle", "grade", ""]
_WORDS: tuple[HeadWord, ...] = ("baseline", "middle", "target", "actual", "grade")


@dataclass(frozen=True, slots=True)
class YearColumn:
    """One year of an axis: its first and last column and its head."""

    first: int
    last: int
    head: YearHead


@dataclass(frozen=True, slots=True)
class Axis:
    """The header rows of an axis and its year columns, left to right.

    `schedule`: the head over all its years says that works stand under them (年度別計画).
    """

    first_row: int
    last_row: int
    columns: tuple[YearColumn, ...]
    schedule: bool = False
    _under: dict[tuple[int, int], tuple[YearHead, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def first_col(self) -> int:
        return self.columns[0].first

    @property
    def first_target_col(self) -> int:
        """First column that is no baseline's."""
        return next((column.first for column in self.columns if column.head.word != "baseline"), self.first_col)

    @property
    def last_col(self) -> int:
        return self.columns[-1].last

    def covered(self, first: float, last: float) -> tuple[YearHead, ...]:
        """Heads of the columns that a span of column units `[first, last)` touches by more than a sliver."""
        return tuple([c.head for c in self.columns if min(last, c.last + 1) - max(first, c.first) > 0.05])

    def under(self, cell: Cell) -> tuple[YearHead, ...]:
        """Heads of the columns that a cell covers."""
        place = cell.col, cell.col_span
        if place not in self._under:
            self._under[place] = self.covered(cell.col, cell.col + cell.col_span)
        return self._under[place]


def head_word(text: str) -> HeadWord:
    """The word that a head holds beside its year (目標値, 実績, 現状値, 中間), or an empty string.

    Nothing else may stand there: R5年度実績から約3%増 is a value and no head.
    """
    rest = without_year(text)
    found = roles(rest) if rest and len(rest) <= 12 else frozenset()
    return next((word for word in _WORDS if word in found), "")


def _says_which(text: str) -> bool:
    """Whether a head with years says what they are: those of a goal (目標値（R9）) or of a phase (短期（R6～R8）)."""
    return bool(head_word(text) or patterns()["phase"].match(without_year(text)))


def beside_targets(text: str) -> HeadWord:
    """The word of a column or row that stands beside another of the same year: 実績値 is no baseline there."""
    word = head_word(text)
    return "actual" if word == "baseline" and "actual" in roles(text) else word


def find_axes(grid: Grid) -> tuple[Axis, ...]:
    """All year axes of a table, top down; header rows that stand directly over one another are one axis.

    Where the same years stand twice in a row of heads (年度別計画 and 目標値), each time they are an axis.
    """
    axes: list[Axis] = []
    row = 0
    while row < grid.n_rows:
        groups = _side_by_side(grid, _year_cells(grid, row), first=not axes)
        groups = [cells for cells in groups if len(cells) > 1 or _single_goal(grid, row, cells)]
        if not groups:
            row += 1
            continue
        found = [_axis(grid, cells, row, _last_head_row(grid, cells, row)) for cells in groups]
        axes += found
        row = max(row, *(axis.last_row for axis in found)) + 1
    return tuple(axes)


def end_row(axes: Sequence[Axis], index: int, n_rows: int) -> int:
    """The last row that stands under an axis: the one before the next axis below it."""
    return min((axis.first_row for axis in axes if axis.first_row > axes[index].last_row), default=n_rows) - 1


def first_label(axes: Sequence[Axis], index: int, first: int) -> int:
    """The first column that may label the rows of an axis: behind an axis to the left of it, else `first`."""
    own = axes[index]
    left = [a.last_col + 1 for a in axes if a.first_row == own.first_row and a.last_col < own.first_col]
    return max([first, *left])


def _side_by_side(grid: Grid, cells: tuple[Cell, ...], first: bool) -> list[tuple[Cell, ...]]:
    """Year heads in the groups in which they repeat themselves from left to right.

    Under an axis (not `first`) 令和8年度 twice is a value, not a head.
    """
    groups: list[list[Cell]] = []
    for cell in cells:
        if not groups or key(cell.text) in {key(other.text) for other in groups[-1]}:
            groups.append([])
        groups[-1].append(cell)
    if len(groups) < 2:
        return [cells]
    if not first:
        return []
    equal = len({len(group) for group in groups}) == 1 and len(groups[0]) > 1
    return [tuple(group) for group in groups] if equal and _apart(grid, groups) else [cells]


def _apart(grid: Grid, groups: Sequence[Sequence[Cell]]) -> bool:
    """Whether each group has a head of its own over it, or other columns stand between the groups."""
    over = {id(grid.at(group[0].row - 1, group[0].col)) for group in groups if group[0].row > 0}
    return len(over) == len(groups) or all(a[-1].col + a[-1].col_span < b[0].col for a, b in pairwise(groups))


def _last_head_row(grid: Grid, cells: tuple[Cell, ...], row: int) -> int:
    while row + 1 < grid.n_rows and _continues(grid, cells, row + 1):
        row += 1
    return row


def _year_cells(grid: Grid, row: int) -> tuple[Cell, ...]:
    found: list[Cell] = []
    sure = False
    for cell in grid.starting(row):
        kind = year_like(cell.text)
        goal = not kind and len(cell.text) <= 24 and has_year(cell.text) and _says_which(cell.text)
        if kind == "full" or goal:
            sure = True
            found.append(cell)
        elif kind == "loose" and (sure or "年" in cell.text):
            found.append(cell)
    if (sure and not _steady([cell.text for cell in found])) or _alternate(grid, found):
        return ()
    return tuple(found) if sure or _all_years(found) else ()


def _alternate(grid: Grid, heads: Sequence[Cell]) -> bool:
    """Whether a value stands behind each head in its row: 現状値（R6） | 45% | 目標値（R9） | 60% is none of heads."""
    for head in heads:
        behind = grid.at(head.row, head.col + head.col_span)
        if behind is None or behind in heads or not behind.text.strip() or roles(behind.text):
            return False
    return bool(heads)


def _steady(texts: list[str]) -> bool:
    """Bare numbers of four digits are years only where they go up by the same small step."""
    bare = [int(key(text)) for text in texts if re.fullmatch(r"\d{4}", key(text))]
    if len(bare) < len(texts) or len(bare) < 2:
        return True
    steps = {b - a for a, b in pairwise(bare)}
    return len(steps) == 1 and 1 <= steps.pop() <= 5


def _all_years(cells: list[Cell]) -> bool:
    """A row of 30年度, 31年度 … or １年目, ２年目 … without any era still is an axis; 15年, 15年, 19年 are figures."""
    numbers = [int(digits.group()) for cell in cells if (digits := re.search(r"\d+", key(cell.text)))]
    return len(numbers) >= 3 and all(b - a == 1 for a, b in pairwise(numbers))


def _single_goal(grid: Grid, row: int, cells: tuple[Cell, ...]) -> bool:
    """One year beside an indicator head is an axis too: 指標 | 現状値 | 目標値（令和11年度）."""
    if len(cells) != 1:
        return False
    others = [cell for cell in grid.row(row) if cell is not cells[0] and cell.text.strip()]
    labels = sum(bool(roles(cell.text) & {"item", "kpi", "name", "baseline", "target"}) for cell in others)
    return bool(others) and labels == len(others) and grid.n_rows > row + 1


def _continues(grid: Grid, above: tuple[Cell, ...], row: int) -> bool:
    """Whether a row refines the heads above: years again in the same columns, or 目標/実績 or 上期/下期 under each."""
    below = [cell for cell in grid.row(row) if cell.row == row and _within(cell, above)]
    if not below:
        return False
    texts = [cell.text for cell in below]
    if all(year_like(text) == "full" for text in texts) and _steady(texts) and len(below) == len(above):
        return all(any(b.col == a.col and b.col_span == a.col_span for a in above) for b in below)
    return all(_sub_head(text) for text in texts) or _repeated(below, above)


def _repeated(below: Sequence[Cell], above: Sequence[Cell]) -> bool:
    """Whether the same two or more words stand under each year: 金額 and 対前年比."""
    under = [tuple(key(cell.text) for cell in below if _within(cell, (head,))) for head in above]
    words = set(under[0])
    return len(set(under)) == 1 and len(above) > 1 and len(words) > 1 and not any(re.search(r"\d", w) for w in words)


def _within(cell: Cell, heads: tuple[Cell, ...]) -> bool:
    return any(h.col <= cell.col and cell.col + cell.col_span <= h.col + h.col_span for h in heads)


def _sub_head(text: str) -> bool:
    return bool(roles(text) & {"target", "actual", "grade", "part_of_year"})


def _axis(grid: Grid, cells: tuple[Cell, ...], first: int, last: int) -> Axis:
    columns: list[tuple[int, int, str, HeadWord]] = []
    worded, schedule = False, _schedule_over(grid, cells, first - 1)
    for cell in cells:
        over = _word_over(grid, cell, first - 1)
        worded = worded or bool(over)
        columns += [(a, b, text, word or over) for a, b, text, word in _columns_under(grid, cell, last)]
    first -= worded or schedule
    texts = tuple(text for _, _, text, _ in columns)
    heads = tuple(
        YearColumn(a, b, YearHead(text, texts, index, word)) for index, (a, b, text, word) in enumerate(columns)
    )
    for row in range(first, last + 1):
        for cell in grid.row(row, heads[0].first, heads[-1].last):
            if cell.row >= first and cell.row + cell.row_span <= last + 1:
                grid.mark(cell, "header")
    return Axis(first, max(last, *(c.row + c.row_span - 1 for c in cells)), heads, schedule)


def _schedule_over(grid: Grid, cells: tuple[Cell, ...], row: int) -> bool:
    """Whether one head over all the years, and over nothing else, is that of a schedule (年度別計画)."""
    over = grid.at(row, cells[0].col) if row >= 0 else None
    if over is None or over.col != cells[0].col or over.col + over.col_span != cells[-1].col + cells[-1].col_span:
        return False
    return over.row + over.row_span - 1 == row and "schedule" in roles(over.text) and not head_word(over.text)


def _word_over(grid: Grid, year: Cell, row: int) -> HeadWord:
    """The word in the cell over a year (基準値 over 令和5年度, 目標値 over all years), or an empty string."""
    over = grid.at(row, year.col) if row >= 0 else None
    if over is None or over.row + over.row_span - 1 != row or over.col_span >= grid.n_cols:
        return ""
    return head_word(over.text) if year.col + year.col_span <= over.col + over.col_span else ""


def _columns_under(grid: Grid, cell: Cell, last: int) -> list[tuple[int, int, str, HeadWord]]:
    """The columns of one year cell: itself, or its 目標/実績 sub-columns; a second row of years joins its text."""
    right = cell.col + cell.col_span - 1
    text, word = cell.text, head_word(cell.text)
    if cell.row + cell.row_span - 1 >= last:
        return [(cell.col, right, text, word)]
    below = [c for c in grid.row(last, cell.col, right) if c.row > cell.row]
    if len(below) > 1 and not any(_sub_head(c.text) or year_like(c.text) for c in below):
        return [(below[0].col, below[0].col + below[0].col_span - 1, text, word)]  # 金額 of 金額 | 対前年比
    if any(head_word(c.text) for c in below):
        return [(c.col, c.col + c.col_span - 1, text, beside_targets(c.text) or word) for c in below]
    joined = "\n".join([text, *(c.text for c in below if year_like(c.text))])
    return [(cell.col, right, joined, word)]
