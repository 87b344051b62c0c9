"""Rows of `changes` for what the matching found. Start reading at `rows`.

Records that come or go with their parent have no row of their own. A column that one edition prints nowhere was left
out by its layout; texts that only stand in another column were moved by it: neither is a change of the plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.compare.edition import TEXTS, Edition, as_text
from pipeline.compare.likeness import fold_code, fold_name, fold_text
from pipeline.compare.pairing import Pairing
from pipeline.compare.rows_of_figures import indicator_rows, milestone_rows, target_rows
from pipeline.compare.writer import Subject, Writer
from pipeline.identity import PlanIdentity, plan_key
from pipeline.schema import Change, Initiative, Measure, Plan


def rows(pairing: Pairing) -> tuple[Change, ...]:
    """All changes, table by table, each in the order of the new edition, what went last."""
    writer = Writer(pairing)
    return (
        *_plan(writer),
        *_measures(writer),
        *_initiatives(writer),
        *indicator_rows(writer),
        *target_rows(writer),
        *milestone_rows(writer),
        *_glossary(writer),
    )


def _plan(writer: Writer) -> Iterator[Change]:
    old, new = writer.old_plan, writer.new_plan
    about = Subject(old, new, old.plan_id, new.title)
    if _bare_title(old) != _bare_title(new):
        yield writer.row(about, "changed", "title", old.title, new.title)
    for column in ("start_fy", "end_fy"):
        before, after = as_text(getattr(old, column)), as_text(getattr(new, column))
        if before and after and before != after:
            yield writer.row(about, "changed", column, before, after)


def _bare_title(plan: Plan) -> str:
    """A title without city, edition and volume."""
    return plan_key(PlanIdentity(title=plan.title, municipality=plan.municipality)).partition("/")[2]


def _measures(writer: Writer) -> Iterator[Change]:
    pairing = writer.pairing
    if not pairing.both_hold("measures"):
        return
    for old, new in pairing.measures.both:
        about = Subject(old, new, old.measure_id, new.title)
        if fold_name(old.title) != fold_name(new.title):
            yield writer.row(about, "renamed", "title", old.title, new.title)
        yield from _code(writer, about, old, new)
    pairs = {left.measure_id: right for left, right in pairing.measures.both}
    back = {right.measure_id: left for left, right in pairing.measures.both}
    fresh = {row.measure_id for row in pairing.measures.added}
    for row in pairing.measures.added:
        if row.parent_id not in fresh and not _level_left_out(row, pairing.new, back):
            about = Subject(None, row, pairing.kept_ids[row.measure_id], row.title)
            yield writer.row(about, "added", after=row.title)
    gone = {row.measure_id for row in pairing.measures.removed}
    for row in pairing.measures.removed:
        if row.parent_id not in gone and not _level_left_out(row, pairing.old, pairs):
            yield writer.row(Subject(row, None, row.measure_id, row.title), "removed", before=row.title)


def _level_left_out(row: Measure, edition: Edition, partners: Mapping[str, Measure]) -> bool:
    """Whether what stands below a measure stands at the top in the other edition, whose layout prints no such level."""
    below = [each.measure_id for each in edition.measures.values() if each.parent_id == row.measure_id]
    found = [partners[key] for key in below if key in partners]
    return bool(found) and all(each.parent_id is None for each in found)


def _code(writer: Writer, about: Subject, old: Measure | Initiative, new: Measure | Initiative) -> Iterator[Change]:
    if writer.pairing.both_print(old.table, "code") and fold_code(old.code) != fold_code(new.code):
        yield writer.row(about, "changed", "code", old.code, new.code)


def _initiatives(writer: Writer) -> Iterator[Change]:
    pairing = writer.pairing
    if not pairing.both_hold("initiatives"):
        return
    for old, new in pairing.initiatives.both:
        about = Subject(old, new, old.initiative_id, new.name, old.initiative_id)
        if fold_name(old.name) != fold_name(new.name):
            yield writer.row(about, "renamed", "name", old.name, new.name)
        yield from _code(writer, about, old, new)
        yield from _departments(writer, about, old, new)
        yield from _place(writer, about, old, new)
        yield from _texts(writer, about, old, new)
    for row in pairing.initiatives.added:
        kept = pairing.kept_ids[row.initiative_id]
        origin = pairing.split_from.get(row.initiative_id)
        about = Subject(None, row, kept, row.name, kept)
        yield writer.row(about, "added", "split" if origin else None, origin.name if origin else None, row.name)
    for row in pairing.initiatives.removed:
        heir = pairing.taken_over.get(row.initiative_id)
        about = Subject(row, None, row.initiative_id, row.name, row.initiative_id)
        yield writer.row(about, "removed", "merged" if heir else None, row.name, heir.name if heir else None)


def _departments(writer: Writer, about: Subject, old: Initiative, new: Initiative) -> Iterator[Change]:
    if not writer.pairing.both_print("initiatives", "departments"):
        return
    if set(map(fold_name, old.departments)) != set(map(fold_name, new.departments)):
        yield writer.row(about, "changed", "departments", as_text(old.departments), as_text(new.departments))


def _place(writer: Writer, about: Subject, old: Initiative, new: Initiative) -> Iterator[Change]:
    """An initiative that hangs on another measure; measures that are one under another name are no other."""
    pairing = writer.pairing
    before, after = pairing.old.measures.get(old.measure_id or ""), pairing.new.measures.get(new.measure_id or "")
    if before and after and _is_elsewhere(pairing, before, after):
        yield writer.row(about, "moved", "measure_id", before.title, after.title)


def _is_elsewhere(pairing: Pairing, before: Measure, after: Measure) -> bool:
    """Whether two measures are different places: a layout that prints one level less only moves up."""
    there = pairing.owners.get(before.measure_id)
    if there is None or after.measure_id not in pairing.new_owners:
        return before.level == after.level
    line = {*_upwards(pairing.new, there), *_upwards(pairing.new, after.measure_id)}
    return len(line) > max(len(_upwards(pairing.new, key)) for key in (there, after.measure_id))


def _upwards(edition: Edition, key: str) -> list[str]:
    """A measure and those above it."""
    found = [key]
    while (above := edition.measures[found[-1]].parent_id) in edition.measures and above not in found:
        found.append(above)
    return found


def _texts(writer: Writer, about: Subject, old: Initiative, new: Initiative) -> Iterator[Change]:
    pool_old, pool_new = (fold_text("".join(as_text(getattr(row, column)) for column in TEXTS)) for row in (old, new))
    for column in TEXTS:
        before, after = getattr(old, column), getattr(new, column)
        same = fold_text(as_text(before)) == fold_text(as_text(after))
        if same or not writer.pairing.both_print("initiatives", column):
            continue
        if not (_stands_in(before, pool_new) and _stands_in(after, pool_old)):
            yield writer.row(about, "changed", column, as_text(before) or None, as_text(after) or None)


def _stands_in(value: str | tuple[str, ...] | None, pool: str) -> bool:
    parts = value if isinstance(value, tuple) else (value or "",)
    return all(fold_text(part) in pool for part in parts)


def _glossary(writer: Writer) -> Iterator[Change]:
    pairing = writer.pairing
    if not pairing.both_hold("glossary"):
        return
    before = {fold_name(row.term): row for row in pairing.old.dataset["glossary"]}
    after = {fold_name(row.term): row for row in pairing.new.dataset["glossary"]}
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        named = new or old
        about = Subject(old, new, named.term if named else "", named.term if named else "")
        if old and new:
            if fold_text(old.definition) != fold_text(new.definition):
                yield writer.row(about, "changed", "definition", old.definition, new.definition)
        elif new:
            yield writer.row(about, "added", after=new.term)
        elif old:
            yield writer.row(about, "removed", before=old.term)
