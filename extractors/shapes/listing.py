"""Lists: heads over columns and an initiative, a measure or an indicator in each row (or group of rows)."""

from __future__ import annotations

from dataclasses import replace

from extractors.model import Cell
from extractors.shapes.axis import Axis, end_row, first_label
from extractors.shapes.codes import split_title
from extractors.shapes.columns import Columns
from extractors.shapes.draft import Draft
from extractors.shapes.grid import Grid, blank, headed, said
from extractors.shapes.headings import category_of
from extractors.shapes.rows import Owned, RowColumns, RowReader
from extractors.shapes.totals import band, is_measure, read_total
from extractors.statements import InitiativeSaid, MeasureSaid, MilestoneSaid, Said, YearHead
from extractors.vocabulary import key

_FIELDS = ("departments", "summary", "continuity", "actions", "current_state", "ideal_state", "national_policy")
_REMARKS = ("note", "report")
_WHOLE = (*_FIELDS, *_REMARKS, "code", "category", "deadline")


def read_list(grid: Grid, axes: tuple[Axis, ...], columns: Columns, draft: Draft) -> bool:
    """Read a list of initiatives, with or without year columns. False when it holds no initiatives."""
    if columns.of("name") is None:
        return False
    _mark_heads(grid, columns)
    _ListReader(grid, axes, columns, draft).read()
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


def read_indicators(grid: Grid, axes: tuple[Axis, ...], columns: Columns, draft: Draft, owned: Owned) -> None:
    """Read a table of indicators whose owner stands outside it, in measure columns or in bands over the rows."""
    _mark_heads(grid, columns)
    first = max(columns.measures, default=-1) + 1
    for index, axis in enumerate(axes):
        beside = replace(row_columns(columns, first), first=first_label(axes, index, first))
        reader = RowReader(grid, axis, beside, draft, owned)
        under: tuple[Said, ...] = ()
        for row in range(axis.last_row + 1, end_row(axes, index, grid.n_rows) + 1):
            over = band(grid, row)
            if over is not None and is_measure(over.text):
                grid.mark(over, "label")
                under = (*_above(draft.outline.measures, over), said(over))
                draft.add(MeasureSaid(under, "list"))
                continue
            reader.belong(measure_path(grid, columns, row) or under or draft.outline.measures)
            reader.read(row, row)


def _above(measures: tuple[Said, ...], over: Cell) -> tuple[Said, ...]:
    """The measures above one that a band names: those of other level words."""
    words = [split_title(measure.text).word for measure in measures]
    word = split_title(over.text).word
    return measures[: words.index(word)] if word in words else measures


def row_columns(columns: Columns, first: int) -> RowColumns:
    """The columns that speak of single rows."""
    baseline = columns.of("baseline")
    return RowColumns(
        first=first,
        kind=columns.of("kind"),
        baseline=baseline,
        baseline_head=columns.heads.get(baseline, "") if baseline is not None else "",
        unit=columns.of("unit"),
        notes=tuple(col for col, role in columns.roles.items() if role in ("note", "report")),
        grades=tuple((col, columns.heads[col]) for col, role in columns.roles.items() if role == "grade"),
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


class _ListReader:
    """Reads the initiatives of one list."""

    def __init__(self, grid: Grid, axes: tuple[Axis, ...], columns: Columns, draft: Draft) -> None:
        self.grid, self.axes, self.columns, self.draft = grid, axes, columns, draft
        self.name = columns.of("name") or 0
        self.band: tuple[Said, ...] = ()
        self.category: Said | None = None

    def read(self) -> None:
        """A new initiative begins where a cell of the name's column does and is not blank."""
        for row in range(self.columns.header_rows):
            self._enter_band(row)
        starts: list[tuple[Cell, tuple[Said, ...], Said | None]] = []
        ends: list[int] = []
        for cell in self.grid.column(self.name, self.columns.header_rows, self.grid.n_rows - 1):
            if read_total(self.grid, cell.row, self.draft) or self._enter_band(cell.row) or self._repeats_head(cell):
                ends.append(cell.row)
            elif not blank(cell):
                starts.append((cell, self.band, self.category))
                ends.append(cell.row)
        for cell, self.band, self.category in starts:
            self._initiative(cell, next((end for end in ends if end > cell.row), self.grid.n_rows) - 1)

    def _enter_band(self, row: int) -> bool:
        """A band over the rows names the measure that they hang on."""
        over = band(self.grid, row)
        if over is None:
            return False
        self.grid.mark(over, "label")
        if category := category_of(over.text):
            self.category = said(over)._replace(text=category)
        else:
            self.band, self.category = (said(over),), None
            self.draft.add(MeasureSaid((*self.draft.outline.measures, *self.band), "list"))
        return True

    def _repeats_head(self, cell: Cell) -> bool:
        """Whether the heads stand again in a row, as they do under each band of some lists."""
        if key(cell.text) != key(self.columns.heads.get(self.name, "")) or blank(cell):
            return False
        for head in self.grid.starting(cell.row):
            self.grid.mark(head, "header")
        return True

    def _initiative(self, cell: Cell, last: int) -> None:
        owner = self.draft.open_owner()
        path = self._below_heading(measure_path(self.grid, self.columns, cell.row))
        if path:
            self.draft.add(MeasureSaid(path, "list"))
        name, code = self._name_and_code(cell)
        self.draft.add(
            InitiativeSaid(
                owner=owner,
                name=name,
                code=code,
                source="sheet" if self.axes else "list",
                measures=path or (*self.draft.outline.measures, *self.band),
                category=self._category(cell.row),
                fields=self._fields(cell.row),
            )
        )
        for row in range(cell.row, last + 1):
            measure_path(self.grid, self.columns, row)
            self._deadline(owner, row)
        self._rows(owner, cell.row, last)

    def _below_heading(self, path: tuple[Said, ...]) -> tuple[Said, ...]:
        """The path below the measure that a heading on the list's own page names, where the list goes on from there."""
        above = self.draft.outline.measures
        if not path or not above or above[-1].page != self.grid.table.page:
            return path
        words = {split_title(one.text).word for one in above} - {""}
        heads = {key(self.columns.heads.get(col, "")) for col in self.columns.measures}
        known = {key(split_title(one.text, numbered=True).title) for one in above}
        first = key(split_title(path[0].text, numbered=True).title)
        goes_on = words and not words & heads and first not in known
        return (*above, *path) if goes_on else path

    def _name_and_code(self, cell: Cell) -> tuple[Said, Said | None]:
        code = self._value("code", cell.row)
        self.grid.mark(cell, "label")
        self.grid.mark(code, "label")
        if code is not None and not blank(code):
            return said(cell), said(code)
        titled = split_title(cell.text)
        return said(cell)._replace(text=titled.title), said(cell)._replace(text=titled.code) if titled.code else None

    def _rows(self, owner: int, first: int, last: int) -> None:
        """The rows of an initiative under each axis of the table."""
        for index, axis in enumerate(self.axes):
            top, bottom = max(first, axis.last_row + 1), min(last, end_row(self.axes, index, self.grid.n_rows))
            columns = self._row_columns()
            columns = replace(columns, first=first_label(self.axes, index, columns.first))
            RowReader(self.grid, axis, columns, self.draft, Owned(owner)).read(top, bottom)

    def _deadline(self, owner: int, row: int) -> None:
        """A column that says in words when something is done (令和4年3月) is a schedule of one line."""
        cell = self._value("deadline", row)
        if cell is None or cell.row != row or blank(cell):
            return
        self.grid.mark(cell, "schedule")
        head = YearHead(cell.text, (cell.text,), 0)
        self.draft.add(MilestoneSaid(owner, said(cell), (head,), 0, "text", cell=self.grid.key(cell)))

    def _row_columns(self) -> RowColumns:
        """Columns of single rows: those that speak of the initiative as a whole are passed over."""
        whole = tuple(col for col, role in self.columns.roles.items() if role in _WHOLE)
        columns = row_columns(self.columns, max([self.name, *self.columns.measures]) + 1)
        return replace(columns, notes=(*columns.notes, *whole))

    def _value(self, role: str, row: int) -> Cell | None:
        col = self.columns.of(role)
        return self.grid.at(row, col) if col is not None else None

    def _category(self, row: int) -> Said | None:
        cell = self._value("category", row)
        self.grid.mark(cell, "label")
        return said(cell) if cell is not None and not blank(cell) else self.category or self.draft.outline.category

    def _fields(self, row: int) -> dict[str, tuple[Said, ...]]:
        fields: dict[str, tuple[Said, ...]] = {}
        for role in _FIELDS:
            cell = self._value(role, row)
            self.grid.mark(cell, "narrative")
            if cell is not None and not blank(cell):
                fields[role] = (said(cell),)
        if remarks := self._remarks(row):
            fields["remarks"] = remarks
        return fields

    def _remarks(self, row: int) -> tuple[Said, ...]:
        """What remarks and a report's columns say of the initiative as a whole, each with its head."""
        wanted = {col for col, role in self.columns.roles.items() if role in _REMARKS}
        wanted |= {col for col, role in self.columns.roles.items() if role == "grade" and not self.axes}
        cells = [cell for col in sorted(wanted) if (cell := self.grid.at(row, col)) is not None and not blank(cell)]
        for cell in cells:
            self.grid.mark(cell, "narrative")
        return tuple(headed(self.columns.heads[cell.col], cell) for cell in cells)
