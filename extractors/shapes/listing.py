"""Lists: heads over columns and an initiative, a measure or an indicator in each row (or group of rows)."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.model import Cell
from extractors.shapes.axis import Axis
from extractors.shapes.codes import split_title
from extractors.shapes.columns import Columns
from extractors.shapes.draft import Draft
from extractors.shapes.grid import Grid, blank, said
from extractors.shapes.rows import RowColumns, RowReader
from extractors.statements import InitiativeSaid, MeasureSaid, Said

_FIELDS = ("departments", "summary", "continuity", "note", "actions", "current_state", "ideal_state", "national_policy")


def read_list(grid: Grid, axes: tuple[Axis, ...], columns: Columns, draft: Draft) -> bool:
    """Read a list of initiatives, with or without year columns. False when it holds no initiatives."""
    name = columns.of("name")
    if name is None:
        return False
    _mark_heads(grid, columns)
    for first, last in _groups(grid, name, columns):
        _entity(grid, axes, columns, draft, name, first, last)
    return True


def read_tree(grid: Grid, columns: Columns, draft: Draft) -> bool:
    """Read a table that holds measures only."""
    if not columns.measures:
        return False
    _mark_heads(grid, columns)
    seen: set[tuple[str, ...]] = set()
    for row in range(columns.header_rows, grid.n_rows):
        path = measure_path(grid, columns, row)
        if path and tuple(p.text for p in path) not in seen:
            seen.add(tuple(p.text for p in path))
            draft.add(MeasureSaid(path, "tree"))
    _mark_rest(grid, columns)
    return bool(seen)


def read_indicators(grid: Grid, axes: tuple[Axis, ...], columns: Columns, draft: Draft, owner: int | None,
                    place: Said | None) -> None:  # fmt: skip
    """Read a table of indicators whose owner stands outside it or in measure columns."""
    _mark_heads(grid, columns)
    axis = axes[0]
    first = max(columns.measures, default=-1) + 1
    for row in range(axis.last_row + 1, grid.n_rows):
        measures = measure_path(grid, columns, row) or draft.outline.measures
        RowReader(grid, axis, row_columns(columns, first), draft, owner, measures, place).read(row, row)


def row_columns(columns: Columns, first: int) -> RowColumns:
    """The columns that speak of single rows."""
    baseline = columns.of("baseline")
    return RowColumns(
        first=first,
        kind=columns.of("kind"),
        baseline=baseline,
        baseline_head=columns.heads.get(baseline, "") if baseline is not None else "",
        unit=columns.of("unit"),
        notes=tuple(col for col, role in columns.roles.items() if role in ("note", "grade")),
    )


def measure_path(grid: Grid, columns: Columns, row: int) -> tuple[Said, ...]:
    """The measures above a row, top level first; levels that are blank are left out."""
    path: list[Said] = []
    for col in columns.measures:
        cell = grid.at(row, col)
        grid.mark(cell, "label")
        if cell is not None and not blank(cell) and (not path or path[-1].box != cell.box):
            path.append(said(cell))
    return tuple(path)


def _mark_heads(grid: Grid, columns: Columns) -> None:
    for row in range(columns.header_rows):
        for cell in grid.starting(row):
            grid.mark(cell, "header")


def _mark_rest(grid: Grid, columns: Columns) -> None:
    """Columns with a known head whose cells became no field of a record."""
    for col in columns.roles:
        for cell in grid.column(col, columns.header_rows, grid.n_rows - 1):
            if (cell.row, cell.col) not in grid.roles:
                grid.mark(cell, "narrative")


def _groups(grid: Grid, name: int, columns: Columns) -> Iterator[tuple[int, int]]:
    """First and last row of each initiative: a new one begins where the name's cell does and is not blank."""
    starts = [
        cell.row
        for cell in grid.column(name, columns.header_rows, grid.n_rows - 1)
        if not blank(cell) and not _repeats_head(cell, columns, name)
    ]
    for index, row in enumerate(starts):
        yield row, (starts[index + 1] if index + 1 < len(starts) else grid.n_rows) - 1


def _repeats_head(cell: Cell, columns: Columns, name: int) -> bool:
    return "".join(cell.text.split()) == "".join(columns.heads.get(name, "").split())


def _entity(
    grid: Grid, axes: tuple[Axis, ...], columns: Columns, draft: Draft, name: int, first: int, last: int
) -> None:
    cell = grid.at(first, name)
    if cell is None:
        return
    owner = draft.open_owner()
    titled = split_title(cell.text)
    code = _value(grid, columns, "code", first)
    path = measure_path(grid, columns, first)
    if path:
        draft.add(MeasureSaid(path, "list"))
    for row in range(first, last + 1):
        measure_path(grid, columns, row)
    has_code = code is not None and not blank(code)
    draft.add(
        InitiativeSaid(
            owner=owner,
            name=Said(cell.text if has_code else titled.title, cell.page, cell.box),
            code=said(code) if code is not None and has_code else (Said(titled.code, cell.page, cell.box) if titled.code else None),
            source="sheet" if axes else "list",
            measures=path or draft.outline.measures,
            category=_category(grid, columns, draft, first),
            fields=_fields(grid, columns, first),
        )
    )
    grid.mark(cell, "label")
    grid.mark(code, "label")
    for index, axis in enumerate(axes):
        end = axes[index + 1].first_row - 1 if index + 1 < len(axes) else grid.n_rows - 1
        rows = max(first, axis.last_row + 1), min(last, end)
        if rows[0] <= rows[1]:
            entity_last = max([name, *columns.measures, *(c for c, r in columns.roles.items() if r in (*_FIELDS, "code", "category") and c < axis.first_col)])
            RowReader(grid, axis, row_columns(columns, entity_last + 1), draft, owner).read(*rows)


def _value(grid: Grid, columns: Columns, role: str, row: int) -> Cell | None:
    col = columns.of(role)
    return grid.at(row, col) if col is not None else None


def _category(grid: Grid, columns: Columns, draft: Draft, row: int) -> Said | None:
    cell = _value(grid, columns, "category", row)
    grid.mark(cell, "label")
    return said(cell) if cell is not None and not blank(cell) else draft.outline.category


def _fields(grid: Grid, columns: Columns, row: int) -> dict[str, tuple[Said, ...]]:
    fields: dict[str, tuple[Said, ...]] = {}
    for role in _FIELDS:
        cell = _value(grid, columns, role, row)
        grid.mark(cell, "narrative")
        if cell is not None and not blank(cell):
            fields[role] = (said(cell),)
    return fields
