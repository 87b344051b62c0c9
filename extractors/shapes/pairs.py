"""Labels beside their values, as in a form: fields of the initiative, and indicators that stand in one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.model import Cell
from extractors.shapes.axis import Axis, beside_targets
from extractors.shapes.grid import Grid, blank, cell_roles, headed, said
from extractors.shapes.naming import KINDS, from_to
from extractors.statements import CellKey, IndicatorSaid, Said, ValueSaid, YearHead
from extractors.vocabulary import year_like

FIELDS = (
    "departments", "summary", "current_state", "state_and_actions", "ideal_state", "actions", "national_policy",
    "continuity", "category", "code", "note", "report", "grade", "measure",
)  # fmt: skip
LABELS = frozenset({"name", "schedule", *FIELDS}) | KINDS
_OTHERS = frozenset({"name", "current_state", "actions", "report"})
_REMARKS = frozenset({"note", "report", "grade"})

Pair = tuple[Cell, Cell]


def is_field_row(grid: Grid, row: int, axis: Axis) -> bool:
    """備考 or 担当課 under an axis: a label of a field beside one wide value."""
    cells = grid.row(row)
    if len(cells) < 2:
        return False
    found = cell_roles(cells[0])
    if found & ({"schedule"} | KINDS):
        return False
    return (
        bool(found & set(FIELDS)) and len(cells) <= 4 and cells[-1].col_span > axis.columns[0].last - axis.first_col + 1
    )


def read_pairs(grid: Grid, axes: tuple[Axis, ...]) -> tuple[list[Pair], list[IndicatorSaid]]:
    """Label and value cells of the rows outside every axis, and the indicators among them (nobody's yet)."""
    pairs: list[Pair] = []
    kpis: list[IndicatorSaid] = []
    for row in range(grid.n_rows):
        axis = next((a for a in reversed(axes) if a.first_row <= row), None)
        if axis is not None and not (row > axis.last_row and is_field_row(grid, row, axis)):
            continue
        if _goal_row(grid, row, kpis):
            continue
        for label, value in _row_pairs(grid, row):
            found = cell_roles(label)
            grid.mark(label, "label")
            if found & KINDS and not found & _OTHERS:
                kpis += _in_words(grid, label, value)
            else:
                pairs.append((label, value))
                grid.mark(value, "narrative")
    return pairs, kpis


def _row_pairs(grid: Grid, row: int) -> list[Pair]:
    """Label, value, label, value … of a row. What stands directly behind a label is its value, whatever it says."""
    pairs: list[Pair] = []
    label: Cell | None = None
    valued = False
    for cell in grid.row(row):
        if label is None or (valued and cell_roles(cell) & LABELS):
            label, valued = (cell, False) if cell_roles(cell) & LABELS else (None, False)
        else:
            valued = True
            if cell.row == row:
                pairs.append((label, cell))
    return pairs


def fields_of(pairs: Sequence[Pair], name: Cell | None) -> dict[str, tuple[Said, ...]]:
    """What the pairs say, by role; the name's own cell left out."""
    fields: dict[str, tuple[Said, ...]] = {}
    for label, value in pairs:
        if value is name or blank(value):
            continue
        role = next((role for role in FIELDS if role in cell_roles(label)), None)
        if role in _REMARKS:
            fields["remarks"] = (*fields.get("remarks", ()), headed(label.text, value))
        elif role is not None:
            fields[role] = (*fields.get(role, ()), said(value))
    return fields


# indicators in one row


def _goal_row(grid: Grid, row: int, kpis: list[IndicatorSaid]) -> bool:
    """指標 | 利用率 | 現状値 | 45% | 目標値（R9） | 60%: an indicator whose heads stand beside their values.

    Without a name of its own such a row holds the values of the indicator above it.
    """
    cells = grid.row(row)
    label = cells[0] if cells and cell_roles(cells[0]) & KINDS and not _is_head(cells[0]) else None
    rest = cells[1:] if label is not None else cells
    name = rest[0] if label is not None and rest and len(rest) % 2 and not _is_head(rest[0]) else None
    heads, values = _alternating(rest[1:] if name is not None else rest)
    if not any(_goal_word(head) in ("target", "middle", "") for head in heads if "unit" not in cell_roles(head)):
        return False
    if name is not None and label is not None:
        kpis.append(_of_name(grid, label, name))
    elif not kpis or kpis[-1].values or not kpis[-1].sentence:
        return False
    kpis[-1] = _with_goals(grid, kpis[-1], heads, values)
    return True


def _is_head(cell: Cell) -> bool:
    return bool(year_like(cell.text) == "full" or beside_targets(cell.text) or "unit" in cell_roles(cell))


def _goal_word(head: Cell) -> str:
    return beside_targets(head.text)


def _alternating(cells: Sequence[Cell]) -> tuple[list[Cell], list[Cell]]:
    """Heads and the values behind them; two empty lists where a row is no such alternation."""
    heads, values = list(cells[::2]), list(cells[1::2])
    fits = len(heads) == len(values) and all(map(_is_head, heads)) and not any(map(_is_head, values))
    return (heads, values) if fits and heads else ([], [])


def _of_name(grid: Grid, label: Cell, name: Cell) -> IndicatorSaid:
    grid.mark(label, "label")
    grid.mark(name, "label")
    keys = (grid.key(label), grid.key(name))
    return IndicatorSaid(None, label.text, "", name.text, "", said(name), sentence=True, cells=keys)


def _with_goals(grid: Grid, kpi: IndicatorSaid, heads: Sequence[Cell], values: Sequence[Cell]) -> IndicatorSaid:
    """The indicator with its baseline, its unit and its goals from a row of heads and values."""
    texts = tuple(head.text for head in heads)
    goals: list[ValueSaid] = []
    for index, (head, value) in enumerate(zip(heads, values, strict=True)):
        word = beside_targets(head.text)
        grid.mark(head, "label")
        grid.mark(value, "value")
        if word == "baseline" or (word == "actual" and index == 0):
            kpi = replace(kpi, baseline=None if blank(value) else said(value), baseline_head=head.text)
        elif "unit" in cell_roles(head):
            kpi = replace(kpi, unit=value.text)
        else:
            goals.append(ValueSaid((YearHead(head.text, texts, index, word),), said(value), grid.key(value)))
    keys = tuple(grid.key(cell) for cell in (*heads, *values))
    return replace(kpi, values=tuple(goals), sentence=False, cells=(*kpi.cells, *keys))


def _in_words(grid: Grid, label: Cell, value: Cell) -> list[IndicatorSaid]:
    """KPI in words: one indicator for the cell, or one for each of its lines 利用率：45%（R5）→60%（R9）."""
    if blank(value):
        return []
    grid.mark(value, "value")
    keys = (grid.key(label), grid.key(value))
    whole = IndicatorSaid(None, label.text, "", value.text, "", said(value), sentence=True, cells=keys)
    return goals_in_words(whole, said(value), keys[1]) or [whole]


def goals_in_words(kpi: IndicatorSaid, said: Said, cell: CellKey | None = None) -> list[IndicatorSaid]:
    """An indicator like `kpi` for each line 利用率：45%（R5）→60%（R9); none where a line says anything else."""
    kpis: list[IndicatorSaid] = []
    for step in from_to(said.text):
        head = YearHead(step.goal_year, (step.goal_year,), 0, "target")
        goal = ValueSaid((head,), said._replace(text=step.goal), cell)
        start = said._replace(text=step.start)
        kpis.append(
            replace(kpi, name=step.name, sentence=False, baseline=start, baseline_head=step.start_year, values=(goal,))
        )
    return kpis
