"""Rows of `changes` for indicators, their cells of figures, and schedules."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.compare.edition import as_text
from pipeline.compare.figures import cells_of, same_cell
from pipeline.compare.indicators import label, without_figures
from pipeline.compare.likeness import fold_name, fold_text
from pipeline.compare.schedule import ScheduleChange, schedule_changes
from pipeline.compare.writer import Subject, Writer
from pipeline.schema import Change, Indicator

_INDICATOR_COLUMNS = ("kind", "basis", "unit", "baseline_raw")


def indicator_rows(writer: Writer) -> Iterator[Change]:
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


def target_rows(writer: Writer) -> Iterator[Change]:
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


def milestone_rows(writer: Writer) -> Iterator[Change]:
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
