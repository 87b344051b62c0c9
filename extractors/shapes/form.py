"""Forms: one ruled table for each initiative, labels beside their values (事業名 | … | 担当課 | …)."""

from __future__ import annotations

from dataclasses import replace

from extractors.model import Cell
from extractors.shapes.axis import Axis, end_row, first_label
from extractors.shapes.codes import split_title
from extractors.shapes.draft import Draft
from extractors.shapes.grid import Grid, blank, cell_roles, heads_columns, said
from extractors.shapes.pairs import LABELS, fields_of, is_field_row, read_pairs
from extractors.shapes.rows import Owned, RowColumns, RowReader
from extractors.shapes.totals import band
from extractors.statements import InitiativeSaid, Said


def is_form(grid: Grid, axes: tuple[Axis, ...]) -> bool:
    """In one of the first rows labels alternate with values, and one of the labels is that of the name."""
    header_rows = {row for axis in axes for row in range(axis.first_row, axis.last_row + 1)}
    for row in range(min(grid.n_rows, 4)):
        cells = grid.starting(row)
        if row in header_rows or len(cells) < 2 or not cell_roles(cells[0]) & LABELS:
            continue
        labels = [bool(cell_roles(cell)) for cell in cells]
        for index, cell in enumerate(cells[:-1]):
            if "name" in cell_roles(cell) and not labels[index + 1]:
                return not all(labels) and not heads_columns(grid, row)
    return False


def read_form(grid: Grid, axes: tuple[Axis, ...], draft: Draft) -> int | None:
    """Read a form; gives the initiative's owner number."""
    pairs, kpis = read_pairs(grid, axes)
    name = next((value for label, value in pairs if "name" in cell_roles(label)), None)
    if name is None or blank(name):
        return None
    owner = draft.open_owner()
    draft.outline.owner, draft.outline.sure = owner, True
    fields = fields_of(pairs, name)
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
    draft.add(*(replace(kpi, owner=owner) for kpi in kpis))
    read_axes(grid, axes, draft, Owned(owner))
    return owner


_DETAILS = frozenset({"departments", "summary", "current_state", "ideal_state", "actions", "national_policy"})


def is_details(grid: Grid) -> bool:
    """A few labels beside their values, no name among them (主管課 | 情報課): details of what a heading above names."""
    rows = [grid.starting(row) for row in range(grid.n_rows)]
    if not rows or len(rows) > 6 or any(len(cells) != 2 for cells in rows):
        return False
    labels = [cell_roles(cells[0]) for cells in rows]
    answered = all(not blank(value) and not cell_roles(value) for _, value in rows)
    return answered and all(found & _DETAILS and not found & {"name", "schedule", "definition"} for found in labels)


def read_headless(grid: Grid, axes: tuple[Axis, ...], draft: Draft) -> bool:
    """Read a form without a name label: its name is a band over its labels, or the heading above the table."""
    pairs, kpis = read_pairs(grid, axes)
    fields = fields_of(pairs, None)
    if not ({"departments", "summary"} & fields.keys()):
        return False
    if not axes and not kpis and not (is_details(grid) and draft.outline.owner is not None):
        return False
    title = band(grid, 0)
    owner = draft.outline.owner
    if title is not None and title.row not in {label.row for label, _ in pairs}:
        owner = _titled(grid, title, fields, draft)
    elif owner is None:
        return False
    else:
        draft.fields[owner] = {**draft.fields.get(owner, {}), **fields}
    draft.add(*(replace(kpi, owner=owner) for kpi in kpis))
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
        last = end_row(axes, index, grid.n_rows)
        for cell in grid.row(axis.first_row, 0, axis.first_col - 1):
            grid.mark(cell, "label" if cell.row + cell.row_span - 1 > axis.last_row else "header")
        rows = [row for row in range(axis.last_row + 1, last + 1) if not is_field_row(grid, row, axis)]
        beside = columns or _beside(grid, axis)
        beside = replace(beside, first=first_label(axes, index, beside.first))
        reader = RowReader(grid, axis, beside, draft, owned)
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
