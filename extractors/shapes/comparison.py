"""Tables that set an earlier plan's initiatives against this plan's, and glossaries."""

from __future__ import annotations

from extractors.shapes.columns import Columns
from extractors.shapes.draft import Draft
from extractors.shapes.grid import Grid, blank, said
from extractors.shapes.totals import read_total
from extractors.statements import GlossarySaid, LineageSaid, Said
from extractors.vocabulary import roles


def is_lineage(columns: Columns) -> bool:
    return bool({"old_name", "new_name"} & set(columns.roles.values()))


def read_lineage(grid: Grid, columns: Columns, draft: Draft) -> None:
    """One statement for each row that names an initiative; footers with totals are claims, not rows."""
    for row in range(columns.header_rows):
        for head in grid.starting(row):
            grid.mark(head, "header")
    rows = [row for row in range(columns.header_rows, grid.n_rows) if not read_total(grid, row, draft)]
    for row in rows:
        fields: dict[str, Said] = {}
        for col, role in columns.roles.items():
            cell = grid.at(row, col)
            grid.mark(cell, "value" if role.endswith(("name", "code")) else "label")
            if cell is not None and not blank(cell):
                fields[role] = said(cell)
        names = [fields[role] for role in ("old_name", "new_name") if role in fields]
        if names:
            draft.add(LineageSaid(fields, names[0]))


def is_glossary(grid: Grid, columns: Columns) -> bool:
    """A head for the term and one for its meaning, and hardly anything else."""
    if grid.n_cols > 4 or not columns.header_rows:
        return False
    heads = list(columns.heads.values())
    return any("用語" in "".join(h.split()) or "略" in h for h in heads[:2]) and any(
        "definition" in roles(h) for h in heads[1:]
    )


def read_glossary(grid: Grid, columns: Columns, draft: Draft) -> None:
    """Term and definition of each row; a blank term goes on with the one above."""
    term_col = next(c for c, h in columns.heads.items() if "term" in roles(h))
    definition_col = next(c for c, h in columns.heads.items() if "definition" in roles(h) and c != term_col)
    for cell in grid.row(0):
        grid.mark(cell, "header")
    for row in range(columns.header_rows, grid.n_rows):
        term, definition = grid.at(row, term_col), grid.at(row, definition_col)
        grid.mark(term, "label")
        grid.mark(definition, "narrative")
        if term is not None and definition is not None and not blank(term) and definition.row == row:
            draft.add(GlossarySaid(said(term), said(definition)))
