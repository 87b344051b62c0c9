"""What is being written down while a document is read: statements in order, owners, roles of cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.model import Remark
from extractors.shapes.grid import Grid
from extractors.statements import (
    CellKey,
    CellRole,
    InitiativeSaid,
    MeasureSaid,
    Said,
    Statement,
)


@dataclass(slots=True)
class Outline:
    """Where in the plan the reader stands: measures above, kind of initiative, the initiative last opened.

    `sure` is true where that initiative is known from a list, a form or the fields of its page, not from a title alone.
    """

    measures: tuple[Said, ...] = ()
    category: Said | None = None
    owner: int | None = None
    sure: bool = True


@dataclass(slots=True)
class Draft:
    """Collects statements. Owners are numbered from 1 in the order in which they are opened."""

    statements: list[Statement] = field(default_factory=list)
    roles: dict[CellKey, CellRole] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    outline: Outline = field(default_factory=Outline)
    owners: int = 0
    fields: dict[int, dict[str, tuple[Said, ...]]] = field(default_factory=dict)
    """What tables say of initiatives that headings opened, by owner and role."""
    names_only: bool = False
    """Only the names of initiatives and measures are wanted: rows of figures and works are not read."""

    def open_owner(self) -> int:
        """A new number for an initiative."""
        self.owners += 1
        return self.owners

    def add(self, *statements: Statement) -> None:
        self.statements.extend(statements)

    def take_roles(self, grid: Grid) -> None:
        """Keep the roles that a table's cells were given."""
        if self.names_only:
            return
        for cell in grid.table.cells:
            role = grid.roles.get((cell.row, cell.col))
            if role is not None:
                self.roles[grid.key(cell)] = role

    def initiatives(self) -> list[InitiativeSaid]:
        return [s for s in self.statements if isinstance(s, InitiativeSaid)]

    def measures(self) -> list[MeasureSaid]:
        return [s for s in self.statements if isinstance(s, MeasureSaid)]
