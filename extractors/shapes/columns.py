"""Heads of a list: which column says what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors.model import Cell
from extractors.shapes.axis import Axis, YearColumn
from extractors.shapes.codes import split_title
from extractors.shapes.grid import Grid, blank, cell_roles, head_roles, heads_columns
from extractors.shapes.lineage import lineage_columns
from extractors.shapes.totals import band
from extractors.statements import YearHead
from extractors.vocabulary import roles, year_like

_ONCE = (
    "departments", "code", "baseline", "unit", "deadline", "summary", "continuity", "target", "middle", "grade",
    "national_policy",
)  # fmt: skip
_FIGURES = frozenset({"baseline", "unit", "target", "middle", "grade"})
_REST = ("note", "actions", "current_state", "ideal_state", "term", "definition", "counted")
_KINDS = frozenset({"outcome", "output", "kpi", "schedule"})


@dataclass(frozen=True, slots=True)
class Columns:
    """Roles by column number; `measures` are the tree's columns from the top level down."""

    header_rows: int
    roles: Mapping[int, str]
    measures: tuple[int, ...] = ()
    heads: Mapping[int, str] = field(default_factory=dict)

    def of(self, role: str) -> int | None:
        """The column with a role, or None."""
        return next((col for col, found in self.roles.items() if found == role), None)


def header_height(grid: Grid, axes: tuple[Axis, ...]) -> int:
    """How many rows at the top are heads: rows in which every cell is a label or a year. 0 where there are none."""
    height = leading = _leading_bands(grid)
    while height < min(grid.n_rows - 1, 4 + leading):
        cells = [cell for cell in grid.row(height) if not blank(cell)]
        labels = sum(bool(cell_roles(cell)) for cell in cells)
        years = sum(bool(year_like(cell.text)) or _in_axis(cell, axes) for cell in cells)
        known = labels + years >= len(cells) - (len(cells) > 3)
        if height == leading and not known and heads_columns(grid, height):
            return max(cell.row + cell.row_span for cell in cells)
        if not cells or not known or (not labels and height == leading):
            break
        height += 1
        if all(cell.row + cell.row_span <= height for cell in grid.row(height - 1)) and not _axis_goes_on(axes, height):
            break
    return height if height > leading else 0


def _leading_bands(grid: Grid) -> int:
    """Rows over the heads that one cell covers wholly: the name of the list or of its first group."""
    row = 0
    while row < min(grid.n_rows - 2, 3) and band(grid, row) is not None:
        row += 1
    return row


def _in_axis(cell: Cell, axes: tuple[Axis, ...]) -> bool:
    return any(a.first_row <= cell.row <= a.last_row and a.first_col <= cell.col <= a.last_col for a in axes)


def _axis_goes_on(axes: tuple[Axis, ...], row: int) -> bool:
    return any(axis.first_row < row <= axis.last_row for axis in axes)


def find_columns(grid: Grid, axes: tuple[Axis, ...], height: int) -> Columns:
    """Give each column left (or right) of the first axis its role; a column nobody understands has none."""
    axis = axes[0] if axes and axes[0].first_row < height else None
    heads = _heads(grid, height, [a for a in axes if a.first_row < height])
    candidates = {col: head_roles(text) for col, text in heads.items()}
    lineage = lineage_columns(grid, height, candidates) if axis is None else {}
    if lineage:
        return Columns(height, lineage, heads=heads)
    chosen = _once(candidates)
    _bare_codes(grid, height, heads, chosen)
    _further_grades(candidates, chosen)
    left = {col: r for col, r in candidates.items() if col not in chosen}
    _name_and_item(left, chosen, axis)
    _kind_or_category(grid, height, left, chosen, axis)
    name = next((c for c, role in chosen.items() if role in ("name", "item")), None)
    measures = tuple(
        col for col, r in sorted(left.items()) if col not in chosen and "measure" in r and (name is None or col < name)
    )
    for col, r in left.items():
        if col not in chosen and col not in measures:
            role = next((x for x in _REST if x in r), "")
            if role:
                chosen[col] = role
    scheduled = axis is not None and bool(grid.table.bars)
    if name is None and measures and (scheduled or "departments" in chosen.values()):
        # What has a schedule or a department of its own is the plan's project, whatever the plan calls it.
        chosen[measures[-1]] = "name"
        measures = measures[:-1]
    return Columns(height, chosen, measures, heads)


def _once(candidates: Mapping[int, frozenset[str]]) -> dict[int, str]:
    """Roles that one column of a table has. Figures stand to the right of what they are figures of."""
    chosen: dict[int, str] = {}
    named = min((col for col, r in candidates.items() if r & {"name", "item"}), default=-1)
    for role in _ONCE:
        for col, found in candidates.items():
            if role in found and col not in chosen and _primary(role, found) and (role not in _FIGURES or col > named):
                chosen[col] = role
                break
    return chosen


def _further_grades(candidates: Mapping[int, frozenset[str]], chosen: dict[int, str]) -> None:
    """達成率 and 評価 beside each other: every column behind the first of them that may be one."""
    first = next((col for col, role in chosen.items() if role == "grade"), None)
    for col, found in candidates.items():
        if first is not None and col > first and col not in chosen and "grade" in found:
            chosen[col] = "grade"


def _bare_codes(grid: Grid, height: int, heads: Mapping[int, str], chosen: dict[int, str]) -> None:
    """A first column without a head that holds nothing but codes ((1), 1-2) is the code."""
    if 0 in heads or "code" in chosen.values() or not height:
        return
    cells = [cell for cell in grid.column(0, height, grid.n_rows - 1) if not blank(cell) and cell.col_span == 1]
    if cells and all(split_title(f"{cell.text} x").title == "x" for cell in cells):
        chosen[0] = "code"


def _primary(role: str, found: frozenset[str]) -> bool:
    """取組内容 may be a summary or a name: a column that may be a name is no summary."""
    return not (role == "summary" and "name" in found)


def goal_axis(columns: Columns) -> tuple[Axis, ...]:
    """An axis of 中間値 and 目標値 columns that name no year, beside indicators; empty where there are none."""
    goals = sorted(col for col, role in columns.roles.items() if role in ("middle", "target"))
    if not goals or columns.of("item") is None or not columns.header_rows:
        return ()
    texts = tuple(columns.heads[col] for col in goals)
    heads = tuple(
        YearColumn(
            col,
            col,
            YearHead(columns.heads[col], texts, index, "middle" if columns.roles[col] == "middle" else "target"),
        )
        for index, col in enumerate(goals)
    )
    return (Axis(0, columns.header_rows - 1, heads),)


def _heads(grid: Grid, height: int, axes: Sequence[Axis]) -> dict[int, str]:
    """The text over each column, header rows joined, years left out."""
    heads: dict[int, str] = {}
    for col in range(grid.n_cols):
        if any(axis.first_col <= col <= axis.last_col for axis in axes):
            continue
        cells = [cell for cell in grid.column(col, _leading_bands(grid), height - 1) if not blank(cell)]
        if cells:
            heads[col] = cells[-1].text
            joined = "".join(cell.text for cell in cells)
            if not roles(heads[col]) and roles(joined):
                heads[col] = joined
    return heads


def _name_and_item(left: Mapping[int, frozenset[str]], chosen: dict[int, str], axis: Axis | None) -> None:
    values = axis is not None or bool({"target", "baseline"} & set(chosen.values()))
    items = [col for col, r in left.items() if "item" in r and col not in chosen]
    if values and items:
        chosen[items[-1]] = "item"
    names = [col for col, r in left.items() if "name" in r and col not in chosen]
    if names:
        chosen[names[-1]] = "name"
    elif not values and items and {"departments", "summary"} & set(chosen.values()):
        chosen[items[0]] = "name"
    elif axis is None and not items and "departments" in chosen.values():
        _text_as_name(left, chosen)


def _text_as_name(left: Mapping[int, frozenset[str]], chosen: dict[int, str]) -> None:
    """What is to be done beside who does it, and nothing else: 取組内容 | 担当課 and 目標 | 推進者 name initiatives."""
    if set(chosen.values()) <= {"departments", "code", "summary", "target", "deadline"}:
        told = [col for col, role in chosen.items() if role in ("summary", "target")]
        told += [col for col, r in left.items() if r & {"summary", "actions"} and col not in chosen]
        chosen.update({col: "name" for col in sorted(told)[:1]})


def _kind_or_category(
    grid: Grid, height: int, left: Mapping[int, frozenset[str]], chosen: dict[int, str], axis: Axis | None
) -> None:
    """区分 holds kinds of row (成果指標, 行動目標) or kinds of initiative (重点事業): its cells tell."""
    for col, r in left.items():
        if col in chosen or not r & {"kind", "category"}:
            continue
        texts = [cell for cell in grid.column(col, height, grid.n_rows - 1) if not blank(cell)]
        kinds = sum(bool(cell_roles(cell) & _KINDS) for cell in texts)
        chosen[col] = "kind" if axis is not None and kinds * 2 >= max(len(texts), 1) else "category"
