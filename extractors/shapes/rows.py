"""Rows under a year axis: schedules and indicators, whatever table carries them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.model import Cell
from extractors.shapes.axis import Axis, HeadWord, beside_targets
from extractors.shapes.draft import Draft
from extractors.shapes.grid import Grid, blank, cell_roles, said
from extractors.shapes.naming import KINDS, in_one_cell, is_series, kind_before_name, shared_name
from extractors.shapes.schedules import ScheduleRows, is_schedule
from extractors.statements import IndicatorSaid, NoteSaid, Said, ValueSaid, YearHead
from extractors.vocabulary import key, patterns

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class RowColumns:
    """Columns of a table that say something of each row: their roles by column number, entity columns left out."""

    first: int
    kind: int | None = None
    baseline: int | None = None
    baseline_head: str = ""
    unit: int | None = None
    notes: tuple[int, ...] = ()
    grades: tuple[tuple[int, str], ...] = ()
    """Columns of grades and rates of attainment behind the years, each with its head."""


@dataclass(frozen=True, slots=True)
class Owned:
    """To whom rows belong: an initiative's number or measures.

    `place` is the name that stands over the table (in a heading, or beside 成果指標 in the form), `kind` its label.
    """

    owner: int | None
    measures: tuple[Said, ...] = ()
    place: Said | None = None
    kind: str = ""


class RowReader:
    """Reads the rows of one owner under one axis."""

    def __init__(self, grid: Grid, axis: Axis, columns: RowColumns, draft: Draft, owned: Owned) -> None:
        self.grid, self.axis, self.columns, self.draft = grid, axis, columns, draft
        self.owner, self.measures, self.place, self.kind = owned.owner, owned.measures, owned.place, owned.kind
        self.group = ""
        """The group that a band over the rows names."""
        self.schedule = ScheduleRows(grid, axis, draft, owned.owner)
        self.pending: tuple[Cell, Cell, int] | None = None
        """The name cell that stands over a row of values, the label cell both belong to, and the row of the values."""
        self.last_name: Cell | Said | None = None
        """The name of the row above, where it may go on below it."""

    def belong(self, measures: tuple[Said, ...]) -> None:
        """Rows from here on belong to these measures; a name above does not go on under others."""
        if measures != self.measures:
            self.measures, self.last_name = measures, None

    def read(self, first: int, last: int) -> None:
        """Read the rows `first` to `last`, both included."""
        if self.draft.names_only:
            return
        for row in range(first, last + 1):
            self._row(row, last)

    def _row(self, row: int, last: int) -> None:
        labels = self._labels(row)
        for col in self.columns.notes:
            note = self.grid.at(row, col)
            if note is not None and (note.row, note.col) not in self.grid.roles:
                self.grid.mark(note, "narrative")
        bars = [bar for bar in self.grid.table.bars if bar.row == row]
        if self._is_note(row):
            return
        if self._is_band(row):
            return
        if bars or is_schedule(labels) or self._is_nameless_work(row, labels):
            self.schedule.read(row, labels, bars)
        elif self._names_next_row(row, labels, last):
            pass
        else:
            self._indicator(row, labels)

    def _labels(self, row: int) -> list[Cell]:
        """Label cells of a row: those that end before the axis and are no baseline, unit or note.

        A figure or a mark behind the name, under a head that nobody knows, is no breakdown of the indicator.
        """
        special = {self.columns.baseline, self.columns.unit, *self.columns.notes}
        found = [
            cell
            for cell in self.grid.row(row, self.columns.first, self.axis.first_col - 1)
            if cell.col + cell.col_span <= self._label_end(cell) and cell.col not in special and not blank(cell)
        ]
        return [cell for cell in found if cell is found[0] or not patterns()["figure"].match(key(cell.text))]

    def _label_end(self, cell: Cell) -> int:
        """A label of a schedule or kind may reach over the baseline's columns; others end before them."""
        wide = bool(cell_roles(cell) & (KINDS | {"schedule"}))
        return self.axis.first_target_col if wide else self.axis.first_col

    def _is_note(self, row: int) -> bool:
        cells = [cell for cell in self.grid.row(row) if not blank(cell)]
        if len(cells) != 1 or not cells[0].text.strip().startswith(("※", "注", "（注", "(注")):
            return False
        self.draft.add(NoteSaid(self.owner, said(cells[0])))
        self.grid.mark(cells[0], "narrative")
        return True

    def _is_nameless_work(self, row: int, labels: list[Cell]) -> bool:
        """Words without a figure under years, and no name before them, are what is done in those years."""
        if labels or self.place is not None or self.pending is not None:
            return False
        texts = [text for cell in self._value_cells(row) if (text := key(cell.text)) not in ("", "-")]
        return bool(texts) and (self.axis.schedule or not any(_DIGIT.search(text) for text in texts))

    def _is_band(self, row: int) -> bool:
        """One cell over a whole row says what the rows below it are: their kind, or their group."""
        cells = self.grid.row(row, self.columns.first, self.axis.last_col)
        if len(cells) != 1 or cells[0].row != row or cells[0].row_span > 1 or blank(cells[0]):
            return False
        self.grid.mark(cells[0], "label")
        self.pending = None
        if cell_roles(cells[0]) & KINDS:
            self.kind, self.group = cells[0].text, ""
        else:
            self.group = cells[0].text
        return True

    # indicators

    def _names_next_row(self, row: int, labels: list[Cell], last: int) -> bool:
        """成果指標 over two rows: the first holds the name over all years, the second the values."""
        if self.pending is not None and self.pending[2] == row:
            return False
        label = self._kind_label(labels)
        if label is None or [cell for cell in labels if cell is not label]:
            return False
        whole = self._whole_row_cell(row)
        if whole is None or row + 1 > last or not self._goes_on(label, row + 1):
            return False
        below = self._value_cells(row + 1)
        if not below or below[0] is whole:
            return False
        self.grid.mark(whole, "label")
        self.grid.mark(label, "label")
        self.pending = whole, label, row + 1
        return True

    def _goes_on(self, label: Cell, row: int) -> bool:
        """Whether a label still speaks for a row: it covers it, or nothing stands in its place."""
        below = self.grid.at(row, label.col)
        return below is label or blank(below)

    def _whole_row_cell(self, row: int) -> Cell | None:
        cells = self._value_cells(row)
        if len(cells) == 1 and len(self.axis.under(cells[0])) == len(self.axis.columns) and not blank(cells[0]):
            return cells[0]
        return None

    def _value_cells(self, row: int) -> list[Cell]:
        labels = self._labels(row)
        cells = self.grid.row(row, self.axis.first_col, self.axis.last_col)
        return [cell for cell in cells if self.axis.under(cell) and cell not in labels]

    def _kind_label(self, labels: list[Cell]) -> Cell | None:
        for cell in labels:
            if cell_roles(cell) & KINDS and (self.columns.kind is None or cell.col <= self.columns.kind):
                return cell
        return None

    def _indicator(self, row: int, labels: list[Cell]) -> None:
        word = self._row_word(labels)
        if word:
            labels = labels[:-1]
        kind = self._kind_label(labels)
        texts = [cell for cell in labels if cell is not kind]
        if kind is None and not texts and self.pending is not None and self.pending[2] == row:
            kind = self.pending[1]
        values = self._value_cells(row)
        if kind is None and not texts and all(blank(cell) for cell in values):
            for cell in values:
                self.grid.mark(cell, "blank")
            return
        named = texts[-1] if texts else self.place
        if word and named is not None and self.last_name is named:
            self._second_row(word, values)
            return
        self.last_name = named
        group, name, series, place = self._names(kind, texts, values)
        group = group or self.group
        label = kind.text if kind else self.kind
        if not label and not series:
            label, name = kind_before_name(name)
        baseline, head = self._baseline(row)
        self.draft.add(
            IndicatorSaid(
                owner=self.owner,
                kind=label,
                group=group,
                name=name,
                series=series,
                place=place,
                baseline=baseline,
                baseline_head=head,
                unit=self._text(row, self.columns.unit),
                values=(*self._values(values, word), *self._grades(row)),
                measures=self.measures,
                sentence=not texts and self.pending is None and self._whole_row_cell(row) is not None,
                cells=tuple(self.grid.key(cell) for cell in (*labels, *values)),
            )
        )
        for cell in labels:
            self.grid.mark(cell, "label")
        for cell in values:
            self.grid.mark(cell, "value")

    def _names(self, kind: Cell | None, texts: list[Cell], values: list[Cell]) -> tuple[str, str, str, Said]:
        """Group, name, series and place of an indicator row."""
        if not texts and self.pending is not None and kind is self.pending[1]:
            whole = self.pending[0]
            return (*in_one_cell(whole.text), said(whole))
        self.pending = None
        place = said(texts[-1] if texts else (values[0] if values else kind or self.grid.table.cells[0]))
        if not texts:
            return "", self.place.text if self.place and kind is None else "", "", self.place or place
        if values and values[0].col < self.axis.first_col:  # a deferred row: the value covers the name's column too
            return texts[-1].text, "", "", place
        if len(texts) == 1:
            parted = in_one_cell(texts[0].text)
            shared = self._shared_name(texts[0]) if parted[1] == texts[0].text else None
            return ("", *shared, place) if shared else (*parted, place)
        outer, inner = texts[-2], texts[-1]
        if is_series(outer, inner):
            return (texts[-3].text if len(texts) > 2 else ""), outer.text, inner.text, place
        return outer.text, inner.text, "", place

    def _shared_name(self, cell: Cell) -> tuple[str, str] | None:
        """Name and breakdown of a label that shares its upper lines with a neighbour's."""
        for row in (cell.row - 1, cell.row + cell.row_span):
            beside = self.grid.at(row, cell.col) if row >= 0 else None
            if beside is not None and (shared := shared_name(cell.text, beside.text)):
                return shared
        return None

    def _baseline(self, row: int) -> tuple[Said | None, str]:
        if self.columns.baseline is None:
            return None, ""
        cell = self.grid.at(row, self.columns.baseline)
        self.grid.mark(cell, "value")
        return (said(cell), self.columns.baseline_head) if cell is not None and not blank(cell) else (None, "")

    def _text(self, row: int, col: int | None) -> str:
        cell = self.grid.at(row, col) if col is not None else None
        self.grid.mark(cell, "label")
        return cell.text if cell is not None else ""

    def _row_word(self, labels: list[Cell]) -> HeadWord:
        """目標, 実績 or 達成率 in a narrow cell behind the name: what this row of the indicator holds.

        Where the name stands over the table, the word stands alone.
        """
        known = len(labels) > 1 or (len(labels) == 1 and self.place is not None)
        word = beside_targets(labels[-1].text) if known and len(key(labels[-1].text)) <= 8 else ""
        if word == "grade" or (word in ("target", "actual") and len(key(labels[-1].text)) <= 5):
            self.grid.mark(labels[-1], "label")
            return word
        return ""

    def _second_row(self, word: HeadWord, cells: list[Cell]) -> None:
        """The values of a second row (実績) belong to the indicator of the row above."""
        at = next(i for i, s in reversed(list(enumerate(self.draft.statements))) if isinstance(s, IndicatorSaid))
        above = self.draft.statements[at]
        if isinstance(above, IndicatorSaid):
            keys = (*above.cells, *(self.grid.key(cell) for cell in cells))
            self.draft.statements[at] = replace(above, values=(*above.values, *self._values(cells, word)), cells=keys)
        for cell in cells:
            self.grid.mark(cell, "value")

    def _grades(self, row: int) -> tuple[ValueSaid, ...]:
        """Grades and rates that stand beside the row, those of several rows at the first of them."""
        found = []
        for col, head in self.columns.grades:
            cell = self.grid.at(row, col)
            if cell is None or cell.row != row or blank(cell):
                continue
            self.grid.mark(cell, "value")
            found.append(ValueSaid((YearHead(head, (head,), 0, "grade"),), said(cell), self.grid.key(cell)))
        return tuple(found)

    def _values(self, cells: list[Cell], word: HeadWord = "") -> tuple[ValueSaid, ...]:
        found = []
        for cell in cells:
            heads = self.axis.under(cell)
            if word:
                heads = tuple(replace(head, word=head.word or word) for head in heads)
            found.append(ValueSaid(heads, said(cell), self.grid.key(cell)))
        return tuple(found)
