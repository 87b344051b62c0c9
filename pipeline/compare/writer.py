"""How a row of `changes` is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.compare.pairing import Pairing
from pipeline.schema import Change, Record

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
        self,
        about: Subject,
        change: Kind,
        field: str | None = None,
        before: str | None = None,
        after: str | None = None,
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
