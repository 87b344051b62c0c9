"""Rows of `changes` for what the matching found. Start reading at `rows`.

Records that come or go with their parent have no row of their own. A column that one edition prints nowhere was left
out by its layout; texts that only stand in another column were moved by it: neither is a change of the plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.compare.edition import TEXTS, as_text
from pipeline.compare.figures import cells_of, same_cell
from pipeline.compare.indicators import label, without_figures
from pipeline.compare.likeness import fold_code, fold_name, fold_text
from pipeline.compare.pairing import Pairing
from pipeline.compare.schedule import ScheduleChange, schedule_changes
from pipeline.schema import Change, Indicator, Initiative, Measure, Record

Kind = Literal["added", "removed", "renamed", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row is about: the record before and after (None where it is not), its id and what people call it."""

    before: Record | None
    after: Record | None
    record_id: str
    name: str
    initiative_id: str | None = None
    fiscal_year: int | None = None


class Writer:
    """Makes rows of `changes` between the documents of a pairing."""

    def __init__(self, pairing: Pairing) -> None:
        self.pairing = pairing
        self.old_plan = pairing.old.dataset["plans"][0]
        self.new_plan = pairing.new.dataset["plans"][0]

    def row(
        self, about: Subject, change: Kind, field: str | None = None, before: str | None = None, after: str | None = None
    ) -> Change:
        """One row."""
        old, new = about.before, about.after
        return Change(
            plan_id=self.old_plan.plan_id,
            from_document_id=self.old_plan.document_id,
            to_document_id=self.new_plan.document_id,
            record_table=(new or old or self.new_plan).table,
            record_id=about.record_id,
            change=change,
            field=field,
            before=before,
            after=after,
            label=about.name,
            initiative_id=about.initiative_id,
            fiscal_year=about.fiscal_year,
            from_page=getattr(old, "page", None),
            from_bbox=getattr(old, "bbox", None),
            to_page=getattr(new, "page", None),
            to_bbox=getattr(new, "bbox", None),
        )

    def kept(self, record_id: str | None) -> str | None:
        """The id from now on of a record of the new edition."""
        return self.pairing.kept_ids.get(record_id, record_id) if record_id else None


def rows(pairing: Pairing) -> tuple[Change, ...]:
    """All changes, table by table, each in the order of the new edition, what went last."""
    writer = Writer(pairing)
    return (
        *_plan(writer),
        *_measures(writer),
        *_initiatives(writer),
        *_indicators(writer),
        *_targets(writer),
        *_milestones(writer),
        *_glossary(writer),
    )


def _plan(writer: Writer) -> Iterator[Change]:
    old, new = writer.old_plan, writer.new_plan
    about = Subject(old, new, old.plan_id, new.title)
    for column in ("title", "start_fy", "end_fy"):
        before, after = as_text(getattr(old, column)), as_text(getattr(new, column))
        if before and after and fold_name(before) != fold_name(after):
            yield writer.row(about, "changed", column, before, after)


def _measures(writer: Writer) -> Iterator[Change]:
    pairing = writer.pairing
    if not pairing.both_hold("measures"):
        return
    for old, new in pairing.measures.both:
        about = Subject(old, new, old.measure_id, new.title)
        if fold_name(old.title) != fold_name(new.title):
            yield writer.row(about, "renamed", "title", old.title, new.title)
        yield from _code(writer, about, old, new)
    fresh = {row.measure_id for row in pairing.measures.added}
    for row in pairing.measures.added:
        if row.parent_id not in fresh:
            about = Subject(None, row, pairing.kept_ids[row.measure_id], row.title)
            yield writer.row(about, "added", after=row.title)
    gone = {row.measure_id for row in pairing.measures.removed}
    for row in pairing.measures.removed:
        if row.parent_id not in gone:
            yield writer.row(Subject(row, None, row.measure_id, row.title), "removed", before=row.title)


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
    if before and after and pairing.owners.get(before.measure_id) != after.measure_id and before.level == after.level:
        yield writer.row(about, "moved", "measure_id", before.title, after.title)


def _texts(writer: Writer, about: Subject, old: Initiative, new: Initiative) -> Iterator[Change]:
    pool_old, pool_new = (fold_text("".join(as_text(getattr(row, column)) for column in TEXTS)) for row in (old, new))
    for column in TEXTS:
        before, after = getattr(old, column), getattr(new, column)
        if not writer.pairing.both_print("initiatives", column) or fold_text(as_text(before)) == fold_text(as_text(after)):
            continue
        if not (_stands_in(before, pool_new) and _stands_in(after, pool_old)):
            yield writer.row(about, "changed", column, as_text(before) or None, as_text(after) or None)


def _stands_in(value: str | tuple[str, ...] | None, pool: str) -> bool:
    parts = value if isinstance(value, tuple) else (value or "",)
    return all(fold_text(part) in pool for part in parts)


_INDICATOR_COLUMNS = ("kind", "basis", "unit", "baseline_raw")


def _indicators(writer: Writer) -> Iterator[Change]:
    pairing = writer.pairing
    if not pairing.both_hold("indicators"):
        return
    for old, new in pairing.indicators.both:
        yield from _indicator(writer, old, new)
    for row in pairing.indicators.added:
        if _owner(row) is None or _owner(row) in pairing.new_owners:
            kept = pairing.kept_ids[row.indicator_id]
            about = Subject(None, row, kept, _name(row), writer.kept(row.initiative_id))
            yield writer.row(about, "added", after=_name(row))
    for row in pairing.indicators.removed:
        if _owner(row) is None or _owner(row) in pairing.owners:
            about = Subject(row, None, row.indicator_id, _name(row), row.initiative_id)
            yield writer.row(about, "removed", before=_name(row))


def _owner(record: Indicator) -> str | None:
    return record.initiative_id or record.measure_id


def _name(record: Indicator) -> str:
    return " ".join(filter(None, (record.group, record.name, record.series)))


def _indicator(writer: Writer, old: Indicator, new: Indicator) -> Iterator[Change]:
    about = Subject(old, new, old.indicator_id, _name(new), writer.kept(new.initiative_id))
    if label(old) != label(new) and not _figures_apart(writer, old, new):
        yield writer.row(about, "renamed", "name", _name(old), _name(new))
    before, after = _owner(old), _owner(new)
    if before and after and writer.pairing.owners.get(before) != after:
        yield writer.row(about, "moved", "initiative_id", *_owner_names(writer, before, after))
    for column in _INDICATOR_COLUMNS:
        first, second = as_text(getattr(old, column)), as_text(getattr(new, column))
        if first and second and fold_text(first) != fold_text(second):
            yield writer.row(about, "changed", column, first, second)


def _figures_apart(writer: Writer, old: Indicator, new: Indicator) -> bool:
    """A sentence that differs in its figures alone, which its targets hold."""
    if without_figures(label(old)) != without_figures(label(new)):
        return False
    pairing = writer.pairing
    pairs = ((old, pairing.old), (new, pairing.new))
    return all(
        any(fold_name(row.raw) in label(record) for row in edition.targets.get(record.indicator_id, ()))
        for record, edition in pairs
    )


def _owner_names(writer: Writer, before: str, after: str) -> tuple[str, str]:
    found = []
    for owner, edition in ((before, writer.pairing.old), (after, writer.pairing.new)):
        names = {row.initiative_id: row.name for row in edition.initiatives}
        names |= {row.measure_id: row.title for row in edition.measures.values()}
        found.append(names.get(owner, owner))
    return found[0], found[1]


def _targets(writer: Writer) -> Iterator[Change]:
    """Cells of figures that differ. A dash beside no cell at all says the same."""
    pairing = writer.pairing
    for old, new in pairing.indicators.both:
        before = cells_of(pairing.old.targets.get(old.indicator_id, ()))
        after = cells_of(pairing.new.targets.get(new.indicator_id, ()))
        for key in sorted(before.keys() | after.keys()):
            left, right = before.get(key), after.get(key)
            about = Subject(
                left.rows[0] if left else None, right.rows[0] if right else None,
                old.indicator_id, _name(new), writer.kept(new.initiative_id), key[0],
            )  # fmt: skip
            if left and right:
                if not same_cell(left, right):
                    yield writer.row(about, "changed", "raw", left.raw, right.raw)
            elif right and not right.says_nothing:
                yield writer.row(about, "added", "raw", None, right.raw)
            elif left and not left.says_nothing:
                yield writer.row(about, "removed", "raw", left.raw)


def _milestones(writer: Writer) -> Iterator[Change]:
    pairing = writer.pairing
    if not pairing.both_hold("milestones"):
        return
    for old, new in pairing.initiatives.both:
        before = pairing.old.milestones.get(old.initiative_id, ())
        after = pairing.new.milestones.get(new.initiative_id, ())
        for change in schedule_changes(before, after):
            yield from _milestone(writer, change, old.initiative_id)


def _milestone(writer: Writer, change: ScheduleChange, initiative_id: str) -> Iterator[Change]:
    old, new = change
    records = (old.record if old else None, new.record if new else None)
    named = records[1] or records[0]
    about = Subject(*records, initiative_id, named.label if named else "", initiative_id)
    if old and new:
        if change.relabelled:
            yield writer.row(about, "changed", "label", old.record.label, new.record.label)
        if change.moved:
            yield writer.row(about, "moved", "span", old.span, new.span)
    elif new:
        yield writer.row(about, "added", None, None, new.record.label)
    elif old:
        yield writer.row(about, "removed", None, old.record.label)


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
