"""Rows of a schedule: bars over years, or cells that hold what is done in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce

from extractors.model import Bar, Box, Cell, Remark
from extractors.shapes.axis import Axis
from extractors.shapes.draft import Draft
from extractors.shapes.grid import Grid, blank, cell_roles, said
from extractors.shapes.naming import KINDS
from extractors.statements import MilestoneSaid, Said
from extractors.vocabulary import key

_ARROW = re.compile(r"^(?:[→⇒➡⟶➔►▶・…~＞>]+|[-→⇒➡⟶➔►▶・…~＞>]{2,})$")


def is_schedule(labels: Sequence[Cell]) -> bool:
    """Whether the labels of a row are those of a schedule and not of an indicator."""
    roles = [cell_roles(cell) for cell in labels]
    return any("schedule" in r for r in roles) and not any(r & KINDS for r in roles)


class ScheduleRows:
    """Reads the schedule rows of one owner under one axis; lanes count on from row to row."""

    def __init__(self, grid: Grid, axis: Axis, draft: Draft, owner: int | None) -> None:
        self.grid, self.axis, self.draft, self.owner = grid, axis, draft, owner
        self.lanes = 0

    def read(self, row: int, labels: Sequence[Cell], bars: Sequence[Bar]) -> None:
        """Write down the works of a row: bars in their lanes, then what stands in its cells."""
        for cell in labels:
            self.grid.mark(cell, "label")
        name = self._name(row) if any(not bar.text for bar in bars) else ""
        nameless = [bar for bar in bars if not (bar.text or name)]
        if nameless:
            values = {"count": str(len(nameless))}
            self.draft.remarks.append(Remark("bar-without-text", nameless[0].page, nameless[0].box, values))
        for bar in sorted(bars, key=lambda b: (b.lane, b.start)):
            heads = self.axis.covered(bar.start, bar.end)
            label = Said(bar.text or name, bar.page, bar.box)
            self.draft.add(MilestoneSaid(self.owner, label, heads, self.lanes + bar.lane, "bar", bar.open_end))
        self._cells(row, labels)
        self.lanes += 1 + max((bar.lane for bar in bars), default=0)

    def _name(self, row: int) -> str:
        """What a row is about: the last of its labels, the word for a schedule left out."""
        cells = self.grid.row(row, 0, self.axis.first_col - 1)
        named = [c for c in cells if not blank(c) and "schedule" not in cell_roles(c) and c.row_span == 1]
        return named[-1].text if named else ""

    def _cells(self, row: int, labels: Sequence[Cell]) -> None:
        """Cells with text are works, arrows behind them make them longer.

        Where nothing parts the columns, what looks blank behind a text is the rest of its merged cell: hardly any
        schedule has a year without work. A remark says where.
        """
        open_label: MilestoneSaid | None = None
        assumed: list[Cell] = []
        for cell in self.grid.row(row, self.axis.first_col, self.axis.last_col):
            if cell.row != row or cell in labels:
                continue
            self.grid.mark(cell, "schedule")
            if key(cell.text) == "-":
                open_label = None
                continue
            goes_on = _ARROW.match(key(cell.text)) or (blank(cell) and not self.grid.table.walled)
            if blank(cell) and not (goes_on and open_label):
                continue
            heads = self.axis.under(cell)
            if open_label is not None and blank(cell):
                assumed.append(cell)
            if open_label is not None and goes_on:
                self.draft.statements.remove(open_label)
                open_label = MilestoneSaid(
                    self.owner, open_label.label, (*open_label.heads, *heads), self.lanes, "cell", cell=open_label.cell
                )
            else:
                open_label = MilestoneSaid(self.owner, said(cell), heads, self.lanes, "cell", cell=self.grid.key(cell))
            self.draft.add(open_label)
        if assumed:
            values = {"table": str(self.grid.table.number), "count": str(len(assumed))}
            place = reduce(Box.union, (cell.box for cell in assumed))
            self.draft.remarks.append(Remark("span-assumed", assumed[0].page, place, values))
