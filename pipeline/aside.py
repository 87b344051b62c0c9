"""Whether a table that no shape claimed is one that holds nothing of the plan: statistics, accounts, dates, people.

Told by words (`vocabulary/aside.toml`) and by years that all lie before the plan. The finding about such a table is for
information; about any other it is a warning, for its figures may be the plan's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from extractors.model import Remark, Sheet, Table
from pipeline.checks.text import same
from pipeline.values.years import find_years

_HEAD_ROWS = 2


def without_alarm(remarks: Iterable[Remark], sheets: Iterable[Sheet], start_fy: int | None) -> tuple[Remark, ...]:
    """The remarks, with `table-left-aside` for tables that hold nothing of the plan. `start_fy`: its first year."""
    tables = {(table.page, str(table.number)): table for sheet in sheets for table in sheet.tables}
    return tuple(
        Remark("table-left-aside", remark.page, remark.box, remark.values)
        if remark.code == "table-not-understood" and is_aside(tables[remark.page, remark.values["table"]], start_fy)
        else remark
        for remark in remarks
    )


def is_aside(table: Table, start_fy: int | None) -> bool:
    """True for statistics, accounts, calendars, lists of people and figures of the years before the plan."""
    words = _words()
    if any(word in same(cell.text) for cell in table.cells for word in words["of_the_plan"]):
        return False
    heads = [same(cell.text) for cell in table.cells if cell.row == 0 and cell.text.strip()]
    if any(head in words["calendar"] or head in words["people"] for head in heads):
        return True
    labels = [same(cell.text) for cell in table.cells if cell.col == 0 and cell.row > 0 and cell.text.strip()]
    if labels and all(any(word in label for word in words["statistics"]) for label in labels):
        return True
    return start_fy is not None and _before(table, start_fy)


def _before(table: Table, start_fy: int) -> bool:
    """Whether the heads name years and all of them lie before a fiscal year."""
    heads = [cell.text for cell in table.cells if cell.row < _HEAD_ROWS]
    years = [found.span.fiscal_year for head in heads for found in find_years(head)]
    return len(years) > 1 and max(years) < start_fy


@cache
def _words() -> Mapping[str, frozenset[str]]:
    raw = tomllib.loads((files("pipeline") / "vocabulary" / "aside.toml").read_text(encoding="utf-8"))
    return {kind: frozenset(same(word) for word in entries) for kind, entries in raw.items()}
