"""Which shape claims a table: form, list, tree, lineage, glossary, year grid or unlabelled card."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import NamedTuple

from extractors.model import Box, Cell, Remark, Table
from extractors.shapes.axis import Axis, beside_targets, find_axes
from extractors.shapes.codes import split_title
from extractors.shapes.columns import Columns, find_columns, goal_axis, header_height
from extractors.shapes.comparison import is_glossary, is_lineage, read_glossary, read_lineage
from extractors.shapes.draft import Draft
from extractors.shapes.form import is_details, is_form, read_axes, read_form, read_headless
from extractors.shapes.grid import Grid, blank, cell_roles, said, upright, year_block
from extractors.shapes.listing import read_indicators, read_list, read_tree
from extractors.shapes.rows import Owned
from extractors.statements import IndicatorSaid, InitiativeSaid, MilestoneSaid, Said
from extractors.vocabulary import key, roles

_ROW_WORDS = frozenset({"schedule", "outcome", "output", "kpi"})


class Look(NamedTuple):
    """A table upright, without the block in it in which years run down, its year axes, and that block."""

    whole: Grid
    grid: Grid
    axes: tuple[Axis, ...]
    block: Grid | None


def look(table: Table) -> Look:
    """The table as `needs_owner` and then, once, `read_table` want it."""
    whole = upright(table)
    grid, block = year_block(whole) or (whole, None)
    return Look(whole, grid, find_axes(grid), block)


def read_table(table: Table, seen: Look, draft: Draft, indicator: Said | None = None) -> None:
    """Give a table to the shape that claims it; one that nobody claims becomes a remark.

    `indicator` is the name that a heading over the table gives to its rows.
    """
    grid, block = seen.grid, seen.block
    before = len(draft.statements)
    claimed = _claimed(grid, seen.axes, draft, indicator)
    if block is not None:
        claimed = _read_block(block, draft, before) or claimed
        for label in (cell for cell in grid.starting(block.origin[0]) if cell.col < block.origin[1]):
            grid.mark(label, "label")
        _finish(block)
        draft.take_roles(block)
    if table.bars:
        _remark_bars(table, draft, before)
    if not claimed:
        draft.remarks.append(Remark("table-not-understood", table.page, table.box, {"table": str(table.number)}))
    _finish(grid)
    if claimed:
        _remark_rest(grid, draft)
    draft.take_roles(grid)


def _remark_bars(table: Table, draft: Draft, before: int) -> None:
    """Say which bars became no milestone; their text stands in no cell."""
    read = {(s.label.page, s.label.box) for s in draft.statements[before:] if isinstance(s, MilestoneSaid)}
    for bar in table.bars:
        if bar.text and (bar.page, bar.box) not in read:
            draft.remarks.append(Remark("bar-not-read", bar.page, bar.box, {"text": " ".join(bar.text.split())}))


def _remark_rest(grid: Grid, draft: Draft) -> None:
    """Say what was not understood of a table that a shape has claimed."""
    rest = [cell for cell in grid.table.cells if grid.roles[cell.row, cell.col] == "unmapped"]
    for page in sorted({cell.page for cell in rest}):
        own = [cell for cell in rest if cell.page == page]
        values = {"table": str(grid.table.number), "count": str(len(own)), "text": " ".join(own[0].text.split())}
        draft.remarks.append(Remark("cells-not-understood", page, reduce(Box.union, (c.box for c in own)), values))


def _read_block(block: Grid, draft: Draft, before: int) -> bool:
    """Years that run down inside a form. The form's only 成果指標 is what the block's 目標値 are values of."""
    axes = find_axes(block)
    if not axes or draft.outline.owner is None:
        return False
    named = [s for s in draft.statements[before:] if isinstance(s, IndicatorSaid) and s.sentence and not s.values]
    words = any(beside_targets(cell.text) in ("target", "actual") for cell in block.column(0, 1, block.n_rows - 1))
    owned = Owned(draft.outline.owner)
    if len(named) == 1 and words:
        draft.statements.remove(named[0])
        owned = replace(owned, place=named[0].place, kind=named[0].kind)
    read_axes(block, axes, draft, owned)
    return True


def _claimed(grid: Grid, axes: tuple[Axis, ...], draft: Draft, indicator: Said | None) -> bool:
    if is_form(grid, axes):
        return read_form(grid, axes, draft) is not None
    columns = find_columns(grid, axes, header_height(grid, axes))
    if is_lineage(columns):
        read_lineage(grid, columns, draft)
        return True
    if is_glossary(grid, columns):
        read_glossary(grid, columns, draft)
        return True
    if columns.of("name") is None and read_headless(grid, axes, draft):
        return True
    return _plan_table(grid, axes, columns, draft, indicator)


def _plan_table(grid: Grid, axes: tuple[Axis, ...], columns: Columns, draft: Draft, indicator: Said | None) -> bool:
    """A list, a year grid, a tree or unlabelled cards."""
    axes = axes or goal_axis(columns)
    if columns.of("name") is not None and _supports_list(columns, axes):
        return read_list(grid, axes, columns, draft)
    if axes:
        return _year_grid(grid, axes, columns, draft, indicator)
    if columns.measures and columns.header_rows:
        return read_tree(grid, columns, draft)
    return _unlabelled_cards(grid, draft)


def needs_owner(seen: Look) -> bool:
    """Whether a table holds years, or details, of an initiative that it does not name itself."""
    grid = seen.whole
    if is_details(grid):
        return True
    axes = seen.axes if grid is seen.grid else find_axes(grid)
    if not axes or is_form(grid, axes):
        return False
    return find_columns(grid, axes, header_height(grid, axes)).of("name") is None


def holds_initiatives(seen: Look) -> bool:
    """Whether a table is a form or a list of initiatives, which names them itself."""
    grid, axes = seen.grid, seen.axes
    if is_form(grid, axes):
        return True
    columns = find_columns(grid, axes, header_height(grid, axes))
    return columns.of("name") is not None and not is_glossary(grid, columns) and _supports_list(columns, axes)


def _supports_list(columns: Columns, axes: tuple[Axis, ...]) -> bool:
    """A name column alone may head anything; a code, a department, a measure or years beside it tell a list."""
    others = set(columns.roles.values()) & {"code", "departments", "category", "summary", "kind", "item"}
    return bool(others or columns.measures or axes)


def _year_grid(grid: Grid, axes: tuple[Axis, ...], columns: Columns, draft: Draft, indicator: Said | None) -> bool:
    """Years as columns under an initiative or measure that stands outside the table."""
    outline = draft.outline
    owned = Owned(outline.owner, outline.measures, indicator)
    if columns.of("item") is not None or columns.measures or columns.of("baseline") is not None:
        read_indicators(grid, axes, columns, draft, owned)
        return True
    known = indicator is not None or (outline.owner is not None and outline.sure)
    least = 1 if outline.owner is not None or outline.measures else 3
    if not known and not _has_row_words(grid, axes[0], least):
        return False
    read_axes(grid, axes, draft, owned)
    return True


def _has_row_words(grid: Grid, axis: Axis, least: int) -> bool:
    """Whether a label of the first column is that of a schedule or an indicator, in at least so many signs.

    実績 alone labels statistics too, where no initiative and no measure stands above.
    """
    labels = grid.column(0, axis.first_row, grid.n_rows - 1)
    return any(cell_roles(cell) & _ROW_WORDS and len(key(cell.text)) >= least for cell in labels)


def _unlabelled_cards(grid: Grid, draft: Draft) -> bool:
    """Name and department side by side over one wide text, without any label; one such card or several in a stack."""
    tops = [row for row in range(grid.n_rows) if len(grid.starting(row)) == 2]
    bodies = [row for row in range(grid.n_rows) if row not in tops]
    if grid.n_cols > 6 or not tops or tops[0] != 0 or len(bodies) < len(tops):
        return False
    if not all(_card_top(grid.starting(row)) for row in tops):
        return False
    if any(cell.col_span != grid.n_cols for row in bodies for cell in grid.starting(row)):
        return False
    for index, row in enumerate(tops):
        end = tops[index + 1] if index + 1 < len(tops) else grid.n_rows
        _card(grid, draft, row, end)
    return True


def _card_top(top: tuple[Cell, ...]) -> bool:
    name, department = top
    plain = len(key(split_title(name.text).title)) > 1 and not roles(name.text) and not roles(department.text)
    return plain and len(department.text) <= 60 and _department_like(department.text)


def _card(grid: Grid, draft: Draft, row: int, end: int) -> None:
    name, department = grid.starting(row)
    body = [cell for below in range(row + 1, end) for cell in grid.starting(below)]
    owner = draft.open_owner()
    titled = split_title(name.text)
    draft.outline.owner = owner
    draft.add(
        InitiativeSaid(
            owner=owner,
            name=Said(titled.title, name.page, name.box),
            code=Said(titled.code, name.page, name.box) if titled.code else None,
            source="form",
            measures=draft.outline.measures,
            category=draft.outline.category,
            fields={"departments": (said(department),), "summary": tuple(said(c) for c in body if not blank(c))},
        )
    )
    grid.mark(name, "label")
    for cell in (department, *body):
        grid.mark(cell, "narrative")


def _department_like(text: str) -> bool:
    last = "".join(text.split()).rstrip("）)等ほか")
    return last.endswith(
        (
            "課",
            "室",
            "部",
            "局",
            "所",
            "館",
            "署",
            "校",
            "センター",
            "機関",
            "係",
            "班",
            "院",
            "会",
            "場",
            "園",
            "チーム",
            "担当",
            "本部",
        )
    )


def _finish(grid: Grid) -> None:
    """Blank cells are blank; whatever else has no role was not understood."""
    for cell in grid.table.cells:
        grid.roles.setdefault((cell.row, cell.col), "blank" if blank(cell) else "unmapped")
