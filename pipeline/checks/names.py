"""The same thing under two names, codes or departments: lists against detail pages, lineage against both."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from pipeline.checks.claims import Claims, ListRow
from pipeline.checks.text import code_key, same
from pipeline.checks.view import View, about
from pipeline.findings import finding
from pipeline.schema import Finding, Initiative


def check(view: View, claims: Claims) -> Iterator[Finding]:
    """Rows of overview lists that differ from the initiative they stand for, and lineage that names it otherwise."""
    if view.initiatives:
        yield from _lists(view, claims)
        yield from _lineage(view)


def _lists(view: View, claims: Claims) -> Iterator[Finding]:
    by_code = {code_key(item.code): item for item in view.initiatives if item.code}
    by_name = {same(item.name): item for item in view.initiatives}
    listed = {same(row.name) for row in claims.rows}
    left = [item for item in view.initiatives if same(item.name) not in listed]
    for row in claims.rows:
        coded, named = by_code.get(code_key(row.code)), by_name.get(same(row.name))
        if coded and named and coded is not named and code_key(row.code) != code_key(named.code):
            yield _of_row(row, named, "code-differs", name=named.name, listed=row.code, detail=named.code)
        elif coded and not named:
            yield _of_row(row, coded, "name-differs", number=row.code, listed=row.name, detail=coded.name)
        elif not coded and not named and (alike := _alike(row, left)):
            yield _of_row(row, alike, "name-differs", number=alike.code, listed=row.name, detail=alike.name)
        elif not coded and not named:
            yield _of_row(row, view.initiatives[0], "listed-without-detail", number=row.code, name=row.name)
        if named and row.departments and _departments(row.departments) != _departments(named.departments):
            both = {"listed": "・".join(row.departments), "detail": "・".join(named.departments)}
            yield _of_row(row, named, "departments-differ", name=named.name, **both)
    yield from _unlisted(view, claims, left)


def _unlisted(view: View, claims: Claims, left: list[Initiative]) -> Iterator[Finding]:
    """Initiatives missing from the list, under measures that the list covers; others may have no list at all."""
    if not claims.rows or len(left) * 2 > len(view.initiatives):
        return
    codes = {code_key(row.code) for row in claims.rows if row.code}
    covered = {item.measure_id for item in view.initiatives if item not in left}
    known_names = {same(item.name) for item in view.initiatives}
    loose = [row for row in claims.rows if same(row.name) not in known_names]
    near = {alike.initiative_id for row in loose if (alike := _alike(row, left))}
    for item in left:
        known = code_key(item.code) in codes or item.initiative_id in near
        if item.measure_id in covered and not known:
            yield about(item, "detail-not-listed", name=item.name)


def _alike(row: ListRow, items: list[Initiative]) -> Initiative | None:
    """The initiative without a row of its own whose name is nearest, where it is near at all."""
    ratios = {item.initiative_id: SequenceMatcher(None, same(row.name), same(item.name)).ratio() for item in items}
    best = max(items, key=lambda item: ratios[item.initiative_id], default=None)
    return best if best is not None and ratios[best.initiative_id] >= 0.6 else None


def _departments(names: tuple[str, ...]) -> set[str]:
    return {same(name) for name in names if name}


def _of_row(row: ListRow, item: Initiative, code: str, **values: object) -> Finding:
    """A finding at the row of the list; its record is the initiative, unless the list's row has none."""
    record_id = None if code == "listed-without-detail" else item.initiative_id
    return finding(code, item.document_id, row.page, row.bbox, "initiatives", record_id, **values)


def _lineage(view: View) -> Iterator[Finding]:
    """New code and new name of a lineage row that belong to two different initiatives, or a name that none has."""
    by_code = {code_key(item.code): item for item in view.initiatives if item.code}
    by_name = {same(item.name): item for item in view.initiatives}
    seen = set()
    for row in view.lineage:
        coded, named = by_code.get(code_key(row.new_code)), by_name.get(same(row.new_name))
        key = code_key(row.new_code), same(row.new_name)
        if not row.new_name or not coded or key in seen:
            continue
        seen.add(key)
        if named and named is not coded:
            yield about(row, "code-differs", name=named.name, listed=row.new_code, detail=named.code)
        elif not named:
            yield about(row, "name-differs", number=row.new_code, listed=row.new_name, detail=coded.name)
        elif (
            row.relation == "new"
            and row.departments
            and _departments(row.departments) != _departments(named.departments)
        ):
            both = {"listed": "・".join(row.departments), "detail": "・".join(named.departments)}
            yield about(row, "departments-differ", name=named.name, **both)
