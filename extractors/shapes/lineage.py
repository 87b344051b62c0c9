"""Tables that say how the earlier plan's initiatives go on: both plans side by side, or a list of either."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.shapes.grid import Grid, blank
from extractors.vocabulary import key

_NAMES = ("old_code", "old_name", "new_code", "new_name")
_STATUS = re.compile(
    r"^(継続|終了|廃止|完了|新規|統合|名称変更|休止|中止|拡充|見直し|縮小|移行|達成|計画終了|事業終了)"
    r"(実施|予定|事業|\(.*\)|・.*|。)?$"
)
_ENDED = re.compile(r"終了|廃止|完了|休止|中止")


def lineage_columns(grid: Grid, height: int, candidates: Mapping[int, frozenset[str]]) -> dict[int, str]:
    """Roles of the columns of such a table, empty for any other table.

    A table with an old and a new name, or either with a status, is one. So is a list of initiatives in which some have
    ended: it lists the earlier plan's. A list with statuses but nothing ended is a list of this plan.
    """
    found: dict[int, str] = {}
    for role in _NAMES:
        _take(found, role, role, candidates)
    status = _status_column(grid, height, candidates)
    if status is not None:
        found[status] = "status"
    sides = {"old_name", "new_name"} & set(found.values())
    if not sides:
        if status is None or not _some_ended(grid, height, status) or not _take(found, "name", "old_name", candidates):
            return {}
        _take(found, "code", "old_code", candidates)
    elif len(sides) == 1:
        other = "new" if "old_name" in sides else "old"
        named = _take(found, "name", f"{other}_name", candidates)
        if not named and status is None:
            return {}
        _take(found, "code", f"{other}_code", candidates)
    for role in ("departments", "reason"):
        _take(found, role, role, candidates)
    return found


def _take(found: dict[int, str], wanted: str, role: str, candidates: Mapping[int, frozenset[str]]) -> bool:
    col = next((c for c, r in candidates.items() if wanted in r and c not in found), None)
    if col is not None:
        found[col] = role
    return col is not None


def _status_column(grid: Grid, height: int, candidates: Mapping[int, frozenset[str]]) -> int | None:
    """The column whose head may mean a status and whose cells are statuses, nearly all of them."""
    for col, found in candidates.items():
        if not found & {"status", "category", "continuity", "kind"}:
            continue
        cells = [cell for cell in grid.column(col, height, grid.n_rows - 1) if not blank(cell) and cell.col_span == 1]
        if cells and sum(bool(_STATUS.match(key(cell.text))) for cell in cells) >= 0.8 * len(cells):
            return col
    return None


def _some_ended(grid: Grid, height: int, col: int) -> bool:
    return any(_ENDED.search(key(cell.text)) for cell in grid.column(col, height, grid.n_rows - 1))
