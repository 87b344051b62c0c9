"""Forms: one ruled table for each initiative, labels beside their values (事業名 | … | 担当課 | …)."""

from __future__ import annotations

from extractors.model import Cell
from extractors.shapes.axis import Axis
from extractors.shapes.codes import split_title
from extractors.shapes.draft import Draft
from extractors.shapes.grid import Grid, blank, cell_roles, headed, heads_columns, said
from extractors.shapes.rows import Owned, RowColumns, RowReader
from extractors.shapes.totals import band
from extractors.statements import IndicatorSaid, InitiativeSaid, Said

FIELDS = (
    "departments", "summary", "current_state", "state_and_actions", "ideal_state", "actions", "national_policy",
    "continuity", "category", "code", "note", "report", "grade", "measure",
)  # fmt: skip
_KPI = frozenset({"kpi", "outcome", "output"})
_LABELS = frozenset({"name", "schedule", *FIELDS}) | _KPI
_OTHERS = frozenset({"name", "current_state", "actions", "report"})
_REMARKS = frozenset({"note", "report", "grade"})


def is_form(grid: Grid, axes: tuple[Axis, ...]) -> bool:
    """In one of the first rows labels alternate with values, and one of the labels is that of the name."""
    header_rows = {row for axis in axes for row in range(axis.first_row, axis.last_row + 1)}
    for row in range(min(grid.n_rows, 4)):
        cells = grid.starting(row)
        if row in header_rows or len(cells) < 2 or not cell_roles(cells[0]) & _LABELS:
            continue
        labels = [bool(cell_roles(cell)) for cell in cells]
        for index, cell in enumerate(cells[:-1]):
            if "name" in cell_roles(cell) and not labels[index + 1]:
                return not all(labels) and not heads_columns(grid, row)
    return False


def read_form(grid: Grid, axes: tuple[Axis, ...], draft: Draft) -> int | None:
    """Read a form; gives the initiative's owner number."""
    pairs, kpis = _pairs(grid, axes)
    name = next((value for label, value in pairs if "name" in cell_roles(label)), None)
    if name is None or blank(name):
        return None
    owner = draft.open_owner()
    draft.outline.owner, draft.outline.sure = owner, True
    fields = _fields(pairs, name)
    titled = split_title(name.text)
    code = fields.pop("code", (Said(titled.code, name.page, name.box),) if titled.code else ())
    draft.add(
        InitiativeSaid(
            owner=owner,
            name=Said(titled.title, name.page, name.box),
            code=code[0] if code else None,
            source="form",
            measures=tuple(fields.pop("measure", ())) or draft.outline.measures,
            category=fields.pop("category", (draft.outline.category,))[0],
            fields=fields,
        )
    )
    for label, value in kpis:
        _sentences(grid, label, value, owner, draft)
    read_axes(grid, axes, draft, Owned(owner))
    return owner


def read_headless(grid: Grid, axes: tuple[Axis, ...], draft: Draft) -> bool:
    """Read a form without a name label: its name is a band over its labels, or the heading above the table."""
    pairs, kpis = _pairs(grid, axes)
    fields = _fields(pairs, None)
    if not ({"departments", "summary"} & fields.keys()) or (not axes and not kpis):
        return False
    title = band(grid, 0)
    owner = draft.outline.owner
    if title is not None and title.row not in {label.row for label, _ in pairs}:
        owner = _titled(grid, title, fields, draft)
    elif owner is None:
        return False
    else:
        draft.fields[owner] = {**draft.fields.get(owner, {}), **fields}
    for label, value in kpis:
        _sentences(grid, label, value, owner, draft)
    read_axes(grid, axes, draft, Owned(owner))
    return True


def _titled(grid: Grid, title: Cell, fields: dict[str, tuple[Said, ...]], draft: Draft) -> int:
    """The initiative that a band over a form names."""
    owner = draft.open_owner()
    draft.outline.owner, draft.outline.sure = owner, True
    titled = split_title(title.text)
    code = said(title)._replace(text=titled.code) if titled.code else None
    name = said(title)._replace(text=titled.title)
    grid.mark(title, "label")
    category = fields.pop("category", (draft.outline.category,))[0]
    draft.add(InitiativeSaid(owner, name, code, "form", draft.outline.measures, category, fields))
    return owner


def read_axes(
    grid: Grid, axes: tuple[Axis, ...], draft: Draft, owned: Owned, columns: RowColumns | None = None
) -> None:
    """Read the rows under each axis of a table that belongs to one owner."""
    for index, axis in enumerate(axes):
        last = axes[index + 1].first_row - 1 if index + 1 < len(axes) else grid.n_rows - 1
        for cell in grid.row(axis.first_row, 0, axis.first_col - 1):
            grid.mark(cell, "label" if cell.row + cell.row_span - 1 > axis.last_row else "header")
        rows = [row for row in range(axis.last_row + 1, last + 1) if not _is_field_row(grid, row, axis)]
        reader = RowReader(grid, axis, columns or _beside(grid, axis), draft, owned)
        for first, end in _runs(rows):
            reader.read(first, end)


def _beside(grid: Grid, axis: Axis) -> RowColumns:
    """The columns between labels and years that the heads beside the years name: baseline, unit, notes."""
    heads = {
        cell.col: cell
        for row in range(axis.first_row, axis.last_row + 1)
        for cell in grid.row(row, 1, axis.first_col - 1)
        if cell.col > 0 and cell.col_span == 1
    }
    of = {
        role: [col for col, head in heads.items() if role in cell_roles(head)] for role in ("baseline", "unit", "note")
    }
    baseline = next(iter(of["baseline"]), None)
    return RowColumns(
        first=0,
        baseline=baseline,
        baseline_head=heads[baseline].text if baseline is not None else "",
        unit=next(iter(of["unit"]), None),
        notes=tuple(of["note"]),
    )


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _is_field_row(grid: Grid, row: int, axis: Axis) -> bool:
    """備考 or 担当課 under an axis: a label of a field beside one wide value."""
    cells = grid.row(row)
    if len(cells) < 2:
        return False
    found = cell_roles(cells[0])
    if found & ({"schedule"} | _KPI):
        return False
    return (
        bool(found & set(FIELDS)) and len(cells) <= 4 and cells[-1].col_span > axis.columns[0].last - axis.first_col + 1
    )


def _pairs(grid: Grid, axes: tuple[Axis, ...]) -> tuple[list[tuple[Cell, Cell]], list[tuple[Cell, Cell]]]:
    """Label and value cells of the rows outside every axis, and those of them that are indicators in words."""
    pairs: list[tuple[Cell, Cell]] = []
    kpis: list[tuple[Cell, Cell]] = []
    for row in range(grid.n_rows):
        axis = next((a for a in reversed(axes) if a.first_row <= row), None)
        if axis is not None and not (row > axis.last_row and _is_field_row(grid, row, axis)):
            continue
        for label, value in _row_pairs(grid, row):
            found = cell_roles(label)
            (kpis if found & _KPI and not found & _OTHERS else pairs).append((label, value))
            grid.mark(label, "label")
            grid.mark(value, "narrative")
    return pairs, kpis


def _row_pairs(grid: Grid, row: int) -> list[tuple[Cell, Cell]]:
    """Label, value, label, value … of a row. What stands directly behind a label is its value, whatever it says."""
    pairs: list[tuple[Cell, Cell]] = []
    label: Cell | None = None
    valued = False
    for cell in grid.row(row):
        if label is None or (valued and cell_roles(cell) & _LABELS):
            label, valued = (cell, False) if cell_roles(cell) & _LABELS else (None, False)
        else:
            valued = True
            if cell.row == row:
                pairs.append((label, cell))
    return pairs


def _fields(pairs: list[tuple[Cell, Cell]], name: Cell | None) -> dict[str, tuple[Said, ...]]:
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


def _sentences(grid: Grid, label: Cell, value: Cell, owner: int, draft: Draft) -> None:
    """KPI in words: one indicator for the cell."""
    if blank(value):
        return
    grid.mark(value, "value")
    draft.add(
        IndicatorSaid(
            owner=owner, kind=label.text, group="", name=value.text, series="", place=said(value), sentence=True,
            cells=(grid.key(label), grid.key(value)),
        )
    )  # fmt: skip
